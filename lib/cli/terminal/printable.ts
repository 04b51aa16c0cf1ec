/**
 * Text from elsewhere, made safe for a terminal: what would move its cursor, change its
 * colours, or hide or reverse what is read is written as an escape instead.
 */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** `text` on one line, with `\u001b` for an escape character. */
export function printable(text: string): string {
  return text.replace(UNSAFE, escape);
}

/** JSON of `data` in which nothing is unsafe either: its escapes are the same. */
export function printableJson(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(UNSAFE, character =>
    character === '\n' ? character : escape(character),
  );
}

/** Whether `text`, of lines and tabs, is safe as it is. */
export function isPrintable(text: string): boolean {
  return (text.match(UNSAFE) ?? []).every(character => '\n\t'.includes(character));
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
