import { expect, test } from 'vitest';
import { readDocument } from './index.ts';
import { writeOfficialPapers, writeOfficialTable } from './official.ts';
import { readParts } from './zip.ts';

const PAPER = {
  organ: '云溪市机关效能建设领导小组办公室',
  number: '催办〔2026〕1号',
  title: '催办通知单',
  addressee: '云溪市水利局',
  paragraphs: ['请抓紧办理。'],
  signature: '云溪市机关效能建设领导小组办公室',
  date: '2026年3月2日',
};

async function bodyOf(bytes: Uint8Array): Promise<string> {
  const read = await readParts(bytes, ['word/document.xml']);
  return read === 'bomb' ? '' : (read.parts.get('word/document.xml') ?? '');
}

test('公文按 GB/T 9704 的版心和行距: A4, 上37左28毫米, 每页22行每行28字, 每份另起一页', async () => {
  const xml = await bodyOf(await writeOfficialPapers([PAPER, { ...PAPER, number: '催办〔2026〕2号' }]));
  expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
  expect(xml).toMatch(/<w:docGrid w:type="lines" w:linePitch="579"/);
  expect(xml.match(/w:line="579" w:lineRule="exact"|w:lineRule="exact" w:line="579"/g)?.length).toBeGreaterThan(10);
  expect(xml).toContain('<w:spacing w:val="-5"/>');
  expect(xml.match(/<w:sectPr/g)).toHaveLength(2);
  expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
});

test('写出的公文读得回来: 标志, 文号, 标题, 主送, 正文, 落款, 日期, 顺序不变', async () => {
  const read = await readDocument(await writeOfficialPapers([PAPER]), '通知.docx');
  expect('text' in read && read.text.split('\n').filter((line) => line !== '')).toEqual([
    PAPER.organ,
    PAPER.number,
    PAPER.title,
    '云溪市水利局：',
    '请抓紧办理。',
    PAPER.signature,
    PAPER.date,
  ]);
});

test('横向的表: 表头每页重复, 一行不拆到两页, 一格几行', async () => {
  const bytes = await writeOfficialTable({
    title: '进展表',
    notes: ['截至今日'],
    columns: [
      { heading: '任务', width: 3 },
      { heading: '进展', width: 1 },
    ],
    rows: [['建账 <甲> & 乙', '第一\n第二']],
  });
  const xml = await bodyOf(bytes);
  expect(xml).toContain('w:orient="landscape"');
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(2);
  const read = await readDocument(bytes, '表.docx');
  expect('text' in read && read.text).toContain('建账 <甲> & 乙\t第一 第二');
});
