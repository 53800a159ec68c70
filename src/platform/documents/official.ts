import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  LineRuleType,
  NumberFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

/** A letter of an organ, one beginning on each page (GB/T 9704-2012). */
export type OfficialPaper = {
  /** Whose paper it is, in red above the rule. */
  readonly organ: string;
  /** 发文字号. */
  readonly number: string;
  readonly title: string;
  /** 主送机关, without the colon. */
  readonly addressee: string;
  readonly paragraphs: readonly string[];
  readonly signature: string;
  /** 成文日期: 2026年3月2日. */
  readonly date: string;
};

/** A table across landscape pages; its head is repeated on each. */
export type OfficialTable = {
  readonly title: string;
  readonly notes: readonly string[];
  /** Headings with their share of the width, in any unit. */
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
};

/** The faces that offices have; they are named here and never shipped. */
const FACES = { body: '仿宋_GB2312', title: '方正小标宋简体', head: '黑体' };

/** Half points: 三号, 二号, 小四. */
const SIZE = { body: 32, title: 44, small: 24 };

/** 22 lines of 28 characters on 156 × 225 mm (5.2.3): exact lines of 28.95 points, characters a quarter point closer. */
const LINE = 579;
const CLOSER = -5;
const A4 = { width: 11906, height: 16838 };
const MARGIN = { top: 2098, right: 1474, bottom: 1984, left: 1587, footer: 1247 };
const SPACING = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 };
const RED = 'C00000';

/** Papers one after the other, each on a page of its own, as a .docx. */
export async function writeOfficialPapers(papers: readonly OfficialPaper[]): Promise<Uint8Array> {
  const document = new Document({
    creator: '机关效能建设平台',
    styles: { default: { document: { run: runOf(FACES.body, SIZE.body) } } },
    sections: papers.map((paper) => ({
      properties: {
        page: { size: A4, margin: MARGIN, pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL } },
        grid: { type: DocumentGridType.LINES, linePitch: LINE },
      },
      footers: { default: pageFooter() },
      children: paperBody(paper),
    })),
  });
  return Packer.toBuffer(document);
}

function paperBody(paper: OfficialPaper): Paragraph[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 0, after: 0 },
      children: [new TextRun({ text: paper.organ, ...runOf(FACES.title, 60), color: RED })],
    }),
    line(paper.number, {
      alignment: AlignmentType.CENTER,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, space: 4, color: RED } },
    }),
    line(''),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: SPACING,
      children: [new TextRun({ text: paper.title, ...runOf(FACES.title, SIZE.title) })],
    }),
    line(''),
    line(`${paper.addressee}：`),
    ...paper.paragraphs.map((text) => line(text, { indent: { firstLineChars: 200 } })),
    line(''),
    line(''),
    line(paper.signature, { alignment: AlignmentType.RIGHT, indent: { right: 640 } }),
    line(paper.date, { alignment: AlignmentType.RIGHT, indent: { right: 1280 } }),
  ];
}

/** A table with its title and notes, on landscape pages, as a .docx. */
export async function writeOfficialTable({ title, notes, columns, rows }: OfficialTable): Promise<Uint8Array> {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const room = A4.height - 2 * 1134;
  const widths = columns.map(({ width }) => Math.round((width / total) * room));
  const cell = (text: string, index: number, head: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: text.split('\n').map(
        (words) =>
          new Paragraph({
            children: [new TextRun({ text: words, ...runOf(head ? FACES.head : FACES.body, SIZE.small) })],
          }),
      ),
    });
  const document = new Document({
    creator: '机关效能建设平台',
    styles: { default: { document: { run: runOf(FACES.body, SIZE.small) } } },
    sections: [
      {
        properties: {
          page: {
            size: { ...A4, orientation: PageOrientation.LANDSCAPE },
            margin: { top: 1134, right: 1134, bottom: 1134, left: 1134, footer: 600 },
          },
        },
        footers: { default: pageFooter() },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 120 },
            children: [new TextRun({ text: title, ...runOf(FACES.title, SIZE.title) })],
          }),
          ...notes.map((text) => new Paragraph({ spacing: { after: 80 }, children: [new TextRun({ text })] })),
          new Table({
            layout: TableLayoutType.FIXED,
            columnWidths: widths,
            width: { size: room, type: WidthType.DXA },
            rows: [
              new TableRow({
                tableHeader: true,
                cantSplit: true,
                children: columns.map(({ heading }, n) => cell(heading, n, true)),
              }),
              ...rows.map(
                (row) =>
                  new TableRow({ cantSplit: true, children: columns.map((_, n) => cell(row[n] ?? '', n, false)) }),
              ),
            ],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

type LineOptions = Omit<ConstructorParameters<typeof Paragraph>[0] & object, 'children' | 'spacing'>;

function line(text: string, options: LineOptions = {}): Paragraph {
  return new Paragraph({
    ...options,
    spacing: SPACING,
    children: [new TextRun({ text, ...runOf(FACES.body, SIZE.body), characterSpacing: CLOSER })],
  });
}

function runOf(face: string, size: number) {
  return { font: { ascii: face, eastAsia: face, hAnsi: face, hint: 'eastAsia' as const }, size };
}

/** — 1 —, in its own line, which must not take on the height of the body's. */
function pageFooter(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { line: 320, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], ...runOf('宋体', 28) })],
      }),
    ],
  });
}
