/**
 * Reads objects of a repository with `git cat-file`, many in one call.
 */
import type { GitLimits } from './git-limits';
import {
  BrokenMirror,
  type FolderPlace,
  type GitObject,
  type GitObjectKind,
  type GitObjects,
  type ReadKind,
} from './git-transport';
import { runGit, TooMuchOutput } from './run-git';

export interface CatFileOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly limits: GitLimits;
  readonly signal?: AbortSignal;
}

/** First line of an answer: two object names and a status. */
const LONGEST_LINE = 200;

/** An answer: its first line, such as `<oid> blob 123` or `<name> missing`, and the content. */
interface CatFileAnswer {
  readonly line: string;
  readonly content?: Buffer;
}

const NEWLINE = 10;
const FOUND = / (?:blob|commit|tag|tree) (\d+)$/;

export class CatFile implements GitObjects {
  constructor(
    private readonly folder: string,
    private readonly options: CatFileOptions,
  ) {}

  async describe(oids: readonly string[]): Promise<ReadonlyMap<string, GitObject>> {
    const answers = await this.ask('--batch-check', oids, Infinity);
    return new Map(
      answers!.flatMap(({ line }, i) => {
        const [, kind, size] = line.split(' ');
        return size === undefined ? [] : [[oids[i], { kind: kind as GitObjectKind, size: Number(size) }] as const];
      }),
    );
  }

  async read(kind: ReadKind, oids: readonly string[], mostBytes: number) {
    const suffix = kind === 'root' ? '^{commit}^{tree}' : `^{${kind}}`;
    const names = oids.map(oid => oid + suffix);
    const answers = await this.ask('--batch', names, mostBytes);
    return answers && new Map(answers.flatMap(({ content }, i) => (content ? [[oids[i], content] as const] : [])));
  }

  async readFolders(folders: readonly FolderPlace[], file: string, mostBytes: number) {
    const names = folders.flatMap(({ commit, folder }) => {
      const root = `${commit}^{commit}:`;
      return folder === undefined ? [root, root + file] : [root + folder, `${root}${folder}/${file}`];
    });
    const answers = await this.ask('--batch', names, mostBytes);
    const contentOf = (kind: string, answer: CatFileAnswer) => (answer.line.includes(` ${kind} `) ? answer.content : undefined); // prettier-ignore
    return answers && folders.map((_, i) => ({ tree: contentOf('tree', answers[2 * i]), content: contentOf('blob', answers[2 * i + 1]) })); // prettier-ignore
  }

  /** One answer for each of `names`; `undefined` if they have more than `mostBytes` together. */
  private async ask(way: '--batch' | '--batch-check', names: readonly string[], mostBytes: number) {
    if (names.length === 0) return [];
    const { env, limits, signal } = this.options;
    try {
      const { stdout } = await runGit({
        args: ['cat-file', way, '--buffer'],
        cwd: this.folder,
        env: { ...env, GIT_DIR: this.folder },
        input: `${names.join('\n')}\n`,
        timeoutMs: limits.readMs,
        outputBytes: mostBytes + names.length * LONGEST_LINE,
        signal,
      });
      return parseCatFile(stdout, names.length, way === '--batch');
    } catch (error) {
      if (error instanceof TooMuchOutput) return undefined;
      // the mirror or its folder does not exist
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new BrokenMirror('there is no mirror');
      throw error;
    }
  }
}

/** Reads `count` answers of `--batch`, or of `--batch-check` if `withContent` is false. */
function parseCatFile(data: Buffer, count: number, withContent: boolean): CatFileAnswer[] {
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
  if (answers.length !== count)
    throw new BrokenMirror(`git cat-file gave ${answers.length} answers for ${count} objects`);
  return answers;
}
