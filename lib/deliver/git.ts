/**
 * Runs the installed git command in one folder.
 */
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { commandLine } from '../model/data/command-line';
import type { Problem } from '../model/problem';
import { ProfilesError } from '../model/profiles-error';
import { type FolderFile, isManifestPath, type WantedFiles, withoutCharts } from './manifest-paths';

export interface GitObject {
  readonly hash: string;
  /** `blob`, `tree`, `commit`. */
  readonly type: string;
}

/** A folder at a commit. */
interface GitPlace {
  readonly folder: string;
  readonly ref: string;
  readonly wanted: WantedFiles;
}

interface GitCall {
  /** Arguments after the options. */
  readonly operands?: readonly string[];
  readonly input?: string;
}

const CLONE_AGAIN = 'repair the repository, or clone it again without "--filter"';

/** Runs git in one folder. */
export class Git {
  private complaint = '';

  constructor(readonly cwd: string) {}

  /** What git prints, without the last line break; `undefined` if it fails. */
  tryText(...args: readonly string[]): string | undefined {
    return this.tryRun(args)?.toString('utf8').replace(/\n$/, '');
  }

  /** The object that `name` refers to: `main^{commit}`, `<commit>:<path>`. */
  tryObject(name: string): GitObject | undefined {
    return this.tryObjects([name])[0];
  }

  /** The object that each of `names` refers to. They are passed on stdin, so none can be read as an option. */
  tryObjects(names: readonly string[]): readonly (GitObject | undefined)[] {
    // no object has an empty name
    const input = names.map(name => (/[\n\0]/.test(name) ? '\n' : `${name}\n`)).join('');
    const answers = this.tryRun(['cat-file', '--batch-check'], { input })?.toString('utf8').split('\n') ?? [];
    return names.map((_, i) => {
      const [, hash, type] = /^([0-9a-f]+) (\w+) \d+$/.exec(answers[i] ?? '') ?? [];
      return hash === undefined ? undefined : { hash, type };
    });
  }

  /** The manifests in a tree, by path, or the single file that `object` is. */
  readFiles({ hash, type }: GitObject, { folder, ref, wanted }: GitPlace): FolderFile[] {
    const isFile = type === 'blob';
    const blobs = isFile ? [{ path: basename(folder), hash }] : this.listManifests(hash, wanted);
    const texts = this.readBlobs(blobs.map(({ hash }) => hash));
    return blobs.map(({ path }, i) => ({
      path,
      file: `${ref}:${isFile ? folder : join(folder, path)}`,
      text: texts[i],
    }));
  }

  /** Why the last command failed, in git's words. */
  failure(what: string, remedy: string): ProfilesError {
    return invalidGit(this.complaint === '' ? what : `${what}: ${this.complaint}`, remedy);
  }

  private listManifests(tree: string, wanted: WantedFiles): { readonly path: string; readonly hash: string }[] {
    const entries = this.run(['ls-tree', '-r', '-z', '--full-tree'], { operands: [tree] })
      .toString('utf8')
      .split('\0');
    const found = entries
      .flatMap(entry => {
        // 100644 blob 83baae61804e65cc73a7201a7252750c76066a30<TAB>production/linkerd2.yaml
        const [, mode, hash, path] = /^(\d+) blob (\w+)\t(.*)$/s.exec(entry) ?? [];
        return mode?.startsWith('100') && isManifestPath(path, wanted) ? { path, hash } : [];
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const kept = new Set(
      withoutCharts(
        found.map(({ path }) => path),
        wanted,
      ),
    );
    return found.filter(({ path }) => kept.has(path));
  }

  /** The text of each of `hashes`. */
  private readBlobs(hashes: readonly string[]): string[] {
    if (hashes.length === 0) return [];
    const output = this.run(['cat-file', '--batch'], { input: `${hashes.join('\n')}\n` });
    let from = 0;
    return hashes.map(hash => {
      // 83baae61804e65cc73a7201a7252750c76066a30 blob 12
      const start = output.indexOf('\n', from) + 1;
      const [, type, size] = output.toString('latin1', from, start - 1).split(' ');
      if (type !== 'blob') throw invalidGit(`Git does not have the object ${hash}`, CLONE_AGAIN);
      const end = start + Number(size);
      from = end + 1;
      return output.toString('utf8', start, end);
    });
  }

  private run(args: readonly string[], call: GitCall = {}): Buffer {
    const output = this.tryRun(args, call);
    if (output === undefined) throw this.failure(`git ${args[0]} failed`, CLONE_AGAIN);
    return output;
  }

  private tryRun(args: readonly string[], { operands, input = '' }: GitCall = {}): Buffer | undefined {
    const env = { ...process.env, LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1' };
    const { error, status, stdout, stderr } = spawnSync('git', commandLine(args, operands), {
      cwd: this.cwd,
      input,
      env,
      maxBuffer: Infinity,
    });
    // git ends without reading its input if there is no repository
    const isUnread = (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
    if (error !== undefined && !isUnread) throw invalidGit(`git cannot be run: ${error.message}`, 'install it');
    // the problem says that this is not a Git repository already
    const lines = stderr.toString('utf8').split('\n');
    const complaint = lines.find(line => !line.startsWith('warning: ')) ?? '';
    this.complaint = complaint.replace(/^fatal: (not a git repository.*)?/, '');
    return status === 0 ? stdout : undefined;
  }
}

/** A problem with the repository, or with what was asked of it. */
export function invalidGit(what: string, remedy: string): ProfilesError {
  const problem: Problem = { kind: 'invalid-props', what, remedy };
  return new ProfilesError(problem);
}
