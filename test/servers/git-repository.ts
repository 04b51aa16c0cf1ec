/** One bare repository on the git server, written to without a working copy. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Path in the repository -> content. */
export type Files = Readonly<Record<string, string>>;

const AUTHOR = 'Test <test@example.com>';

export class GitRepository {
  static async create(folder: string, url: string): Promise<GitRepository> {
    await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
    await run('git', ['-C', folder, 'config', 'http.receivepack', 'true']);
    return new GitRepository(folder, url);
  }

  private constructor(
    readonly folder: string,
    /** `http://127.0.0.1:40001/fleet.git` */
    readonly url: string,
  ) {}

  /** Commits `files` as the whole content of `main` and answers the commit's hash. */
  async commitAll(files: Files, message = 'Update'): Promise<string> {
    const parent = await this.git('rev-parse', '--verify', '--quiet', 'refs/heads/main').catch(() => undefined);
    const lines = [
      ['commit refs/heads/main', `committer ${AUTHOR} ${Math.floor(Date.now() / 1000)} +0000`, data(message)],
      parent === undefined ? [] : [`from ${parent}`],
      ['deleteall'],
      ...Object.entries(files).map(([path, content]) => [`M 100644 inline ${JSON.stringify(path)}`, data(content)]),
    ];
    await this.import(`${lines.flat().join('\n')}\n`);
    return this.git('rev-parse', 'refs/heads/main');
  }

  /** Reads `stream`, as git fast-import takes it. */
  async import(stream: string): Promise<void> {
    const importing = spawn('git', ['-C', this.folder, 'fast-import', '--quiet', '--force'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    importing.stdin.end(stream);
    const [code] = (await once(importing, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`git fast-import into ${this.folder} ended with code ${code}`);
  }

  /** Tags a commit, by default the newest of `main`. */
  async tag(name: string, commit = 'refs/heads/main'): Promise<void> {
    await this.git('tag', '--force', name, commit);
  }

  /** Runs git in the repository and answers what it prints. */
  async git(...args: readonly string[]): Promise<string> {
    const { stdout } = await run('git', ['-C', this.folder, ...args]);
    return stdout.trim();
  }
}

/** Reads a folder as `commitAll` takes it. */
export function filesOf(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map(path => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** `data` of the fast-import format: its length in bytes, then itself. */
export function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
