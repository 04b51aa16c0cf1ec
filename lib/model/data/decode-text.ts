/**
 * Decodes UTF-8. Other bytes are reported, because decoding them would silently change the text.
 */

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are not UTF-8; the message is for the end of a sentence. */
export class NotText extends Error {
  /** `line`: number of the first line that is not valid. */
  constructor(readonly line: number) {
    super(`it is not text in UTF-8 (line ${line})`);
  }
}

/** The text in `bytes`, with its byte order mark; throws NotText. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    // the decoder's message differs between versions of Node
    throw new NotText(findBadLine(bytes));
  }
}

/** In UTF-8, the byte of a line feed is never part of another character. */
function findBadLine(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.slice(0, Math.max(text.indexOf('\ufffd'), 0)).split('\n').length;
}
