/**
 * A bare repository on the Git server, written to without a working copy.
 *
 * Its few files are written in Git's own format, because each git command is a process, and tests
 * create many repositories.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Path in the repository -> content. */
export type Files = Readonly<Record<string, string>>;

const MAIN = 'refs/heads/main';

const CONFIG = `\
[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
[http]
\treceivepack = true
[receive]
\tautogc = false
`;

const AUTHOR = 'Test <test@example.com>';

export class GitRepository {
  static async create(folder: string, url: string): Promise<GitRepository> {
    for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    writeFileSync(join(folder, 'HEAD'), `ref: ${MAIN}\n`);
    writeFileSync(join(folder, 'config'), CONFIG);
    return new GitRepository(folder, url);
  }

  private constructor(
    readonly folder: string,
    /** `http://127.0.0.1:40001/fleet.git` */
    readonly url: string,
  ) {}

  /** Commits `files` as the whole content of `main`; returns the commit's hash. */
  async commitAll(files: Files, message = 'Update'): Promise<string> {
    const parent = await this.tryResolve(MAIN);
    const lines = [
      [`commit ${MAIN}`, `committer ${AUTHOR} ${Math.floor(Date.now() / 1000)} +0000`, data(message)],
      parent === undefined ? [] : [`from ${parent}`],
      ['deleteall'],
      ...Object.entries(files).map(([path, content]) => [`M 100644 inline ${JSON.stringify(path)}`, data(content)]),
    ];
    await this.import(`${lines.flat().join('\n')}\n`);
    return (await this.tryResolve(MAIN))!;
  }

  /** Reads `stream`, in the format of git fast-import. */
  async import(stream: string): Promise<void> {
    const importing = spawn('git', ['-C', this.folder, 'fast-import', '--quiet', '--force'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    importing.stdin.end(stream);
    const [code] = (await once(importing, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`git fast-import into ${this.folder} ended with code ${code}`);
  }

  /** Tags a commit, by default the newest of `main`. */
  async tag(name: string, commit = MAIN): Promise<void> {
    const file = join(this.folder, 'refs/tags', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${(await this.tryResolve(commit)) ?? commit}\n`);
  }

  /** The hash that a reference points to. */
  private async tryResolve(reference: string): Promise<string | undefined> {
    const file = join(this.folder, reference);
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    const isPacked = existsSync(join(this.folder, 'packed-refs'));
    return isPacked ? this.git('rev-parse', '--verify', '--quiet', reference).catch(() => undefined) : undefined;
  }

  /** Lets readers leave out files, as most servers do. */
  allowFilters(): void {
    appendFileSync(join(this.folder, 'config'), '[uploadpack]\n\tallowFilter = true\n');
  }

  /** Runs git in the repository; returns its output. */
  async git(...args: readonly string[]): Promise<string> {
    const { stdout } = await run('git', ['-C', this.folder, ...args]);
    return stdout.trim();
  }
}

/** Reads a folder in the form that `commitAll` takes. */
export function filesOf(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map(path => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** `data` in the fast-import format: its length in bytes, then the data. */
export function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
