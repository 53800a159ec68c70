import { Buffer } from 'node:buffer';
import mammoth from 'mammoth';
import { extractText, getDocumentProxy } from 'unpdf';
import WordExtractor from 'word-extractor';
import type { Refusal } from '#core/kernel';
import { readBody, readListStyles, readLists } from './docx.ts';
import { documentRefusals } from './refusals.ts';
import { readParts } from './zip.ts';

export { type OfficialPaper, type OfficialTable, writeOfficialPapers, writeOfficialTable } from './official.ts';

export type ReadText = {
  readonly text: string;
  /** Chinese sentences for the person who confirms the text. */
  readonly notes: readonly string[];
};

const MAX_MEGABYTES = 50;
/** In bytes. Whoever receives a file stops there, and answers with `tooLargeDocument`. */
export const LARGEST_DOCUMENT = MAX_MEGABYTES * 1024 * 1024;

export function tooLargeDocument(): Refusal {
  return documentRefusals.tooLarge(MAX_MEGABYTES);
}

type Signature = 'zip' | 'ole' | 'pdf' | 'other';

function signatureOf(bytes: Uint8Array): Signature {
  const starts = (...codes: readonly number[]) => codes.every((code, index) => bytes[index] === code);
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf';
  return 'other';
}

/** Reads the text of what a person sent: .txt, .docx, .pdf with text, .doc. What cannot be read is refused with a way out. */
export async function readDocument(bytes: Uint8Array, fileName: string): Promise<ReadText | Refusal> {
  if (bytes.byteLength > LARGEST_DOCUMENT) return tooLargeDocument();
  if (bytes.byteLength === 0) return documentRefusals.empty();
  const signature = signatureOf(bytes);
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  switch (extension) {
    case 'txt':
      return signature === 'other' ? readPlain(bytes) : documentRefusals.notText();
    case 'docm':
    case 'dotm':
      return documentRefusals.macros();
    case 'docx':
      if (signature === 'ole') return oleInDocx(bytes);
      return signature === 'zip' ? readDocx(bytes, fileName) : documentRefusals.otherContent(fileName);
    case 'pdf':
      return signature === 'pdf' ? readPdf(bytes) : documentRefusals.otherContent(fileName);
    case 'doc':
      return signature === 'ole' ? readDoc(bytes) : documentRefusals.otherContent(fileName);
    default:
      return documentRefusals.unknownKind(fileName);
  }
}

function finish(text: string, notes: readonly string[]): ReadText | Refusal {
  return text.trim() === '' ? documentRefusals.empty() : { text, notes };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell binary from text
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g;

function decode(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readPlain(bytes: Uint8Array): ReadText | Refusal {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  const utf8 = decode(wide ?? 'utf-8', bytes);
  const text = utf8 ?? (wide === undefined ? decode('gb18030', bytes) : undefined);
  if (text === undefined) return documentRefusals.notText();
  const controls = text.match(CONTROL)?.length ?? 0;
  if (text.includes('\u0000') || controls > text.length * 0.01 + 3) return documentRefusals.notText();
  return finish(text, utf8 === undefined ? ['文件按国标编码 (GB18030) 读入, 如有乱码请另存为 UTF-8 再上传'] : []);
}

/** A password turns a .docx into an OLE container; an old .doc may also have been renamed. */
function oleInDocx(bytes: Uint8Array): Refusal {
  return isEncryptedContainer(bytes) ? documentRefusals.encrypted() : documentRefusals.otherContent('.docx');
}

function isEncryptedContainer(bytes: Uint8Array): boolean {
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    container.includes(Buffer.from('EncryptedPackage', 'utf16le')) ||
    container.includes(Buffer.from('EncryptionInfo', 'utf16le'))
  );
}

const DOCUMENT = 'word/document.xml';
const TYPES = '[Content_Types].xml';

async function readDocx(bytes: Uint8Array, fileName: string): Promise<ReadText | Refusal> {
  try {
    const zip = await readParts(bytes, [DOCUMENT, TYPES, 'word/numbering.xml', 'word/styles.xml']);
    if (zip === 'bomb') return documentRefusals.bomb();
    if (zip.names.some((name) => /vbaProject\.bin$/i.test(name)) || /macroEnabled/i.test(zip.parts.get(TYPES) ?? ''))
      return documentRefusals.macros();
    const xml = zip.parts.get(DOCUMENT);
    if (xml === undefined) return documentRefusals.otherContent(fileName);
    const text = readBody(
      xml,
      readLists(zip.parts.get('word/numbering.xml') ?? ''),
      readListStyles(zip.parts.get('word/styles.xml') ?? ''),
    );
    return finish(text, await secondOpinion(bytes, text));
  } catch {
    return documentRefusals.damaged();
  }
}

/** Another reader over the same file: text that only one of the two sees is told, not lost in silence. */
async function secondOpinion(bytes: Uint8Array, text: string): Promise<readonly string[]> {
  const letters = (words: string) => words.match(/\p{Script=Han}/gu)?.length ?? 0;
  try {
    const other = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    const [own, second] = [letters(text), letters(other.value)];
    return second > own + Math.max(20, own * 0.02) ? ['文件中有文本框等特殊内容, 文字可能未读全, 请对照原件核对'] : [];
  } catch {
    return ['文件结构不规范, 文字可能未读全, 请对照原件核对'];
  }
}

async function readPdf(bytes: Uint8Array): Promise<ReadText | Refusal> {
  try {
    // the reader takes the buffer over: it gets a copy
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { text, totalPages } = await extractText(document, { mergePages: false });
    const whole = text.join('\n');
    const letters = whole.replace(/[\s\d\-—.·第页共/]/g, '').length;
    if (letters < Math.max(1, totalPages * 5)) return documentRefusals.scanned();
    return finish(whole, ['文字取自 PDF, 断行、页码和表格可能与原件不同, 请对照原件核对']);
  } catch (error) {
    return error instanceof Error && /password/i.test(`${error.name} ${error.message}`)
      ? documentRefusals.encrypted()
      : documentRefusals.damaged();
  }
}

async function readDoc(bytes: Uint8Array): Promise<ReadText | Refusal> {
  if (isEncryptedContainer(bytes)) return documentRefusals.encrypted();
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes));
    // cells of tables end with a tab
    const text = document.getBody().replace(/\t+/g, '\n');
    return finish(text, ['旧版 .doc 文件可能读不全, 请逐段确认文字; 建议另存为 .docx 再上传']);
  } catch (error) {
    return error instanceof Error && /encrypt|password/i.test(error.message)
      ? documentRefusals.encrypted()
      : documentRefusals.damaged();
  }
}
