/** What the first bytes of a file say about it. */
export type Media = {
  /** Of pictures and PDF; everything else is `application/octet-stream`. */
  readonly type: string;
  /** The extension of the kind of program that it is, where it is one that a computer would run. */
  readonly program?: string;
};

const OTHER = 'application/octet-stream';

const PICTURES: readonly { readonly type: string; readonly at?: number; readonly bytes: string }[] = [
  { type: 'image/jpeg', bytes: 'ffd8ff' },
  { type: 'image/png', bytes: '89504e470d0a1a0a' },
  { type: 'image/gif', bytes: '474946383761' },
  { type: 'image/gif', bytes: '474946383961' },
  { type: 'image/tiff', bytes: '49492a00' },
  { type: 'image/tiff', bytes: '4d4d002a' },
  { type: 'image/heic', at: 4, bytes: '6674797068656963' },
  { type: 'application/pdf', bytes: '255044462d' },
];

/** Tells pictures, PDF and programs by their first bytes. The name and the type that a sender claims count for nothing. */
export function mediaOf(head: Uint8Array): Media {
  const hex = hexOf(head, 0, 32);
  const known = PICTURES.find(({ at = 0, bytes }) => hex.startsWith(bytes, at * 2));
  if (known !== undefined) return { type: known.type };
  // RIFF….WEBP
  if (hex.startsWith('52494646') && hex.startsWith('57454250', 16)) return { type: 'image/webp' };
  if (isBitmap(head)) return { type: 'image/bmp' };
  const program = programOf(head, hex);
  return program === undefined ? { type: OTHER } : { type: OTHER, program };
}

/** Two letters are too few to go by: the next four bytes are the size of the header that follows. */
function isBitmap(head: Uint8Array): boolean {
  return (
    hexOf(head, 0, 2) === '424d' && hexOf(head, 6, 10) === '00000000' && [12, 40, 108, 124].includes(head[14] ?? 0)
  );
}

function programOf(head: Uint8Array, hex: string): string | undefined {
  if (hex.startsWith('7f454c46')) return 'elf';
  // Mach-O, both byte orders; `cafebabe` is also the mark of a Java class.
  if (['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe'].some((mark) => hex.startsWith(mark))) return 'macho';
  if (hex.startsWith('4c0000000114020000000000c000000000000046')) return 'lnk';
  if (hex.startsWith('4d5a') && isPortableExecutable(head)) return 'exe';
  // `#!/` and `#! /`: a script that names its interpreter.
  if (hex.startsWith('23212f') || hex.startsWith('2321202f')) return 'sh';
  return undefined;
}

/** At 0x3c stands where the header `PE\0\0` begins; one beyond what we hold is taken for a program as well. */
function isPortableExecutable(head: Uint8Array): boolean {
  if (head.length < 0x40) return false;
  const at = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0x3c, true);
  return at + 4 > head.length ? at < 0x100000 && at >= 0x40 : hexOf(head, at, at + 4) === '50450000';
}

function hexOf(bytes: Uint8Array, from: number, to: number): string {
  return [...bytes.subarray(from, to)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
