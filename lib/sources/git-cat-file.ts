/**
 * What `git cat-file` answers: a line for each object, and its content when that was asked for.
 */
import { BrokenMirror } from './git-transport';

/** An answer: its line, such as `<oid> blob 123` or `<name> missing`, and the content. */
export interface CatFileAnswer {
  readonly line: string;
  readonly content?: Buffer;
}

const NEWLINE = 10;
const FOUND = / (?:blob|commit|tag|tree) (\d+)$/;

/** Reads `count` answers of `--batch`, or of `--batch-check` when `withContent` is false. */
export function parseCatFile(data: Buffer, count: number, withContent: boolean): CatFileAnswer[] {
  const answers: CatFileAnswer[] = [];
  for (let start = 0; start < data.length;) {
    const end = data.indexOf(NEWLINE, start);
    if (end === -1) break;
    const line = data.toString('utf8', start, end);
    const size = withContent ? FOUND.exec(line)?.[1] : undefined;
    if (size === undefined) {
      answers.push({ line });
      start = end + 1;
    } else {
      const last = end + 1 + Number(size);
      if (last >= data.length) break;
      answers.push({ line, content: data.subarray(end + 1, last) });
      start = last + 1;
    }
  }
  if (answers.length !== count) throw new BrokenMirror(`git cat-file answers ${answers.length} of ${count}`);
  return answers;
}
