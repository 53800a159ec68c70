import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isRefusal } from '#core/kernel';
import { readDocument } from './index.ts';

type File = { readonly name: string; readonly body: string | Uint8Array; readonly deflate?: boolean };

/** A zip made by hand: enough for an office file. */
function zipOf(files: readonly File[]): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const raw = Buffer.from(file.body);
    const body = file.deflate === true ? deflateRawSync(raw) : raw;
    const method = file.deflate === true ? 8 : 0;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(method, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt32LE(raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 10, 8, 30);
    entry.writeUInt32LE(offset, 42);
    chunks.push(head, name, body);
    directory.push(entry, name);
    offset += 30 + name.length + body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...chunks, central, end]));
}

const TYPES = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const RELS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

function docxOf(body: string, more: readonly File[] = [], main = MAIN): Uint8Array {
  return zipOf([
    { name: '[Content_Types].xml', body: TYPES(main) },
    { name: '_rels/.rels', body: RELS },
    {
      name: 'word/document.xml',
      body: `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
      deflate: true,
    },
    ...more,
  ]);
}

const p = (text: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const numbered = (list: number, level: number) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;

/** A PDF of one page with a line of text, or with none. `map` gives the characters of the codes 1, 2, 3 … */
function pdfOf(map: string): Uint8Array {
  const characters = [...map];
  const codes = characters.map((_, index) => (index + 1).toString(16).padStart(4, '0')).join('');
  const unicode = characters.map(
    (one, index) =>
      `<${(index + 1).toString(16).padStart(4, '0')}> <${one.charCodeAt(0).toString(16).padStart(4, '0')}>`,
  );
  const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    stream(characters.length === 0 ? '0 0 100 100 re f' : `BT /F1 16 Tf 60 700 Td <${codes}> Tj ET`),
    '<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>',
    stream(
      `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <ffff> endcodespacerange ${unicode.length} beginbfchar ${unicode.join(' ')} endbfchar endcmap end end`,
    ),
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

const textOf = async (bytes: Uint8Array, name: string) => {
  const read = await readDocument(bytes, name);
  return isRefusal(read) ? read.code : read.text;
};

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

test('UTF-8 的文本照原样读出', async () => {
  expect(await readDocument(Buffer.from('一、开展自查'), '方案.txt')).toEqual({ text: '一、开展自查', notes: [] });
});

test('国标编码的文本读出, 并提请留意乱码', async () => {
  const read = await readDocument(new Uint8Array([0xd4, 0xc6, 0xcf, 0xaa, 0xca, 0xd0]), '方案.TXT');
  expect(isRefusal(read) ? read.code : read.text).toBe('云溪市');
  expect(isRefusal(read) ? [] : read.notes).toHaveLength(1);
});

test('改名为 .txt 的二进制文件不读', async () => {
  expect(await textOf(zipOf([{ name: 'a', body: 'b' }]), '方案.txt')).toBe('DOC-03');
  expect(await textOf(new Uint8Array([1, 0, 2, 0, 3, 0, 0, 0, 9]), '方案.txt')).toBe('DOC-03');
  expect(await textOf(new Uint8Array([0xff, 0xff, 0xff, 0x81]), '方案.txt')).toBe('DOC-03');
});

test('超过50MB的文件不读, 恰好50MB的读', async () => {
  expect(await textOf(new Uint8Array(50 * 1024 * 1024 + 1), '方案.txt')).toBe('DOC-01');
  expect(await textOf(new Uint8Array(50 * 1024 * 1024).fill(0x61), '方案.txt')).toHaveLength(50 * 1024 * 1024);
});

test('不认识的扩展名不读', async () => {
  expect(await textOf(Buffer.from('一、'), '方案.wps')).toBe('DOC-02');
  expect(await textOf(Buffer.from('一、'), '方案')).toBe('DOC-02');
});

test('空文件和没有文字的文件都说明是空的', async () => {
  expect(await textOf(new Uint8Array(0), '方案.txt')).toBe('DOC-10');
  expect(await textOf(Buffer.from(' \n '), '方案.txt')).toBe('DOC-10');
  expect(await textOf(docxOf(p('')), '方案.docx')).toBe('DOC-10');
});

test('docx 一段一行, 表格一行一行、格间以制表符隔开; 空格子以斜线占位, 与上格合并的空着, 横跨几列的占几列', async () => {
  const cell = (text: string, properties = '') =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${text
      .split('|')
      .map((one) => p(one))
      .join('')}</w:tc>`;
  const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
  const body = [
    p('一、任务'),
    '<w:tbl>',
    row(cell('序号'), cell('工作任务'), cell('责任单位')),
    row(cell('一、便民', '<w:gridSpan w:val="3"/>')),
    row(cell('1', '<w:vMerge w:val="restart"/>'), cell('建账。'), cell('市财政局|市审计局')),
    row(cell('', '<w:vMerge/>'), cell('公开。'), cell('')),
    '</w:tbl>',
    `<w:tbl>${row(cell('说明|另起一段'))}</w:tbl>`,
    p('二、要求 &amp; 其他'),
  ].join('');
  expect(await readDocument(docxOf(body), '方案.docx')).toEqual({
    text: '一、任务\n序号\t工作任务\t责任单位\n一、便民\t\t\n1\t建账。\t市财政局 市审计局\n\t公开。\t/\n说明\n另起一段\n二、要求 & 其他',
    notes: [],
  });
});

test('docx 的自动编号照办公软件的样子写出', async () => {
  const level = (at: number, format: string, text: string) =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const numbering = `<?xml version="1.0"?><w:numbering ${W}><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
  const body = [
    p('目标', numbered(5, 0)),
    p('任务', numbered(5, 0)),
    p('自查', numbered(5, 1)),
    p('建账', numbered(5, 2)),
    p('整改', numbered(5, 1)),
    p('要求', numbered(5, 0)),
    p('督查', numbered(5, 1)),
  ].join('');
  expect(await textOf(docxOf(body, [{ name: 'word/numbering.xml', body: numbering }]), '方案.docx')).toBe(
    '一、目标\n二、任务\n（一）自查\n1.建账\n（二）整改\n三、要求\n（一）督查',
  );
});

test('docx 里已删除的修订文字不读', async () => {
  expect(
    await textOf(
      docxOf(
        `<w:p><w:r><w:t>6月底前</w:t></w:r><w:del><w:r><w:delText>5月底前</w:delText></w:r></w:del><w:r><w:t>完成</w:t></w:r></w:p>`,
      ),
      '方案.docx',
    ),
  ).toBe('6月底前完成');
});

test('加了密码的 docx 是另一种容器, 说明要解除密码', async () => {
  const sealed = Buffer.concat([
    Buffer.from(OLE),
    Buffer.alloc(600),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(600),
  ]);
  expect(await textOf(new Uint8Array(sealed), '方案.docx')).toBe('DOC-05');
  expect(await textOf(new Uint8Array(sealed), '方案.doc')).toBe('DOC-05');
  expect(await textOf(new Uint8Array([...OLE, ...new Uint8Array(600)]), '方案.docx')).toBe('DOC-04');
});

test('带宏的文件不读, 改名为 .docx 也不读', async () => {
  expect(await textOf(docxOf(p('一、')), '方案.docm')).toBe('DOC-06');
  expect(await textOf(docxOf(p('一、'), [{ name: 'word/vbaProject.bin', body: 'x' }]), '方案.docx')).toBe('DOC-06');
  expect(
    await textOf(docxOf(p('一、'), [], 'application/vnd.ms-word.document.macroEnabled.main+xml'), '方案.docx'),
  ).toBe('DOC-06');
});

test('解压后超过50MB或条目超过2000的 docx 不打开', async () => {
  expect(
    await textOf(
      docxOf(p('一、'), [{ name: 'word/media/a.bin', body: new Uint8Array(50 * 1024 * 1024), deflate: true }]),
      '方案.docx',
    ),
  ).toBe('DOC-07');
  const many = Array.from({ length: 2000 }, (_, index) => ({ name: `word/media/${index}`, body: '' }));
  expect(await textOf(docxOf(p('一、'), many), '方案.docx')).toBe('DOC-07');
  expect(await textOf(docxOf(p('一、'), many.slice(0, 1900)), '方案.docx')).toBe('一、');
});

test('截断的 docx 说明已损坏, 不是文档的压缩包说明内容不符', async () => {
  const whole = docxOf(p('一、'));
  expect(await textOf(whole.slice(0, whole.length - 40), '方案.docx')).toBe('DOC-08');
  expect(await textOf(zipOf([{ name: 'a.txt', body: 'b' }]), '方案.docx')).toBe('DOC-04');
  expect(await textOf(Buffer.from('not a zip'), '方案.docx')).toBe('DOC-04');
});

test('有文字的 PDF 读出文字并提请核对, 扫描件说明要先作文字识别', async () => {
  const read = await readDocument(pdfOf('云溪市效能建设方案'), '方案.pdf');
  expect(isRefusal(read) ? read.code : read.text.trim()).toBe('云溪市效能建设方案');
  expect(isRefusal(read) ? [] : read.notes).toHaveLength(1);
  expect(await textOf(pdfOf(''), '扫描.pdf')).toBe('DOC-09');
  expect(await textOf(Buffer.from('%PDF-1.4 broken'), '方案.pdf')).toBe('DOC-08');
});

test('不成形的 .doc 说明已损坏', async () => {
  expect(await textOf(new Uint8Array([...OLE, ...new Uint8Array(2000)]), '方案.doc')).toBe('DOC-08');
});
