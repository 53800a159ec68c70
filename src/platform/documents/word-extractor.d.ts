declare module 'word-extractor' {
  import type { Buffer } from 'node:buffer';

  class WordExtractor {
    extract(source: Buffer): Promise<{ getBody(): string }>;
  }
  export = WordExtractor;
}
