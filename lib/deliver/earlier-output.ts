/**
 * What an earlier synthesis wrote: as the commit HEAD has it or, without a commit, as on disk.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isProfilesError } from '../model/profiles-error';
import { isInCommit, readGitFiles } from './git-files';

/** The output of an earlier synthesis. */
export interface EarlierOutput {
  /** Texts of the manifests in `folder`, by path in the output, sorted. */
  textsIn(folder: string): ReadonlyMap<string, string>;
  /** Text of one file of the output; empty if it is not there. */
  read(path: string): string;
}

/** The output in `outdir`; where it is read from is found out when it is first needed. */
export function earlierOutput(outdir: string): EarlierOutput {
  let found: EarlierOutput | undefined;
  const output = () => (found ??= findOutput(resolve(outdir)));
  return { textsIn: folder => output().textsIn(folder), read: path => output().read(path) };
}

function findOutput(path: string): EarlierOutput {
  return tryGit(() => isInCommit(basename(path), 'HEAD', dirname(path))) === true ? committed(path) : onDisk(path);
}

function committed(outdir: string): EarlierOutput {
  const read = (path: string) =>
    tryGit(() => readGitFiles(join(basename(outdir), path), 'HEAD', dirname(outdir))) ?? [];
  return {
    textsIn: folder => new Map(read(folder).map(({ path, text }) => [`${folder}/${path}`, text])),
    read: path => read(path)[0]?.text ?? '',
  };
}

/** `undefined` if there is no git, no repository, no commit, or no such folder. */
function tryGit<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (!isProfilesError(error)) throw error;
    return undefined;
  }
}

function onDisk(outdir: string): EarlierOutput {
  const read = (path: string) => (existsSync(join(outdir, path)) ? readFileSync(join(outdir, path), 'utf8') : '');
  const textsIn = (name: string) => {
    const folder = join(outdir, name);
    const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    const paths = entries
      .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
      .map(entry =>
        join(entry.parentPath, entry.name)
          .slice(outdir.length + 1)
          .replaceAll('\\', '/'),
      );
    return new Map(paths.sort().map(path => [path, read(path)]));
  };
  return { textsIn, read };
}
