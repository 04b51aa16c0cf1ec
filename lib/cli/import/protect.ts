/**
 * The first commit of an import: an annotation with which Flux leaves a release alone whose file is removed.
 *
 * The Kustomization that applied the release removes it otherwise, and with it what Helm installed, unless the one that
 * applies the output comes first by chance.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { Git } from '../../deliver/git';
import type { AppliedObject } from '../../model/applied-cluster';
import { isDisabled } from '../../model/by-hand/metadata';
import { PRUNE } from '../../model/labels';
import { recordIn } from '../../model/data/fields';
import { decodeText } from '../../model/data/decode-text';
import { editYaml } from '../../model/yaml/edit-yaml';
import { describeByHand } from '../subscriptions/edit-file';

/** What paths are relative to: that of files that were read, and that of files that are written. */
interface FilePlace {
  readonly cwd: string;
  readonly root: string;
}

/** Whether Flux leaves `release` on the cluster if its file is removed. */
export function isProtected({ object, parent }: AppliedObject): boolean {
  return isDisabled(object, PRUNE) || (parent !== undefined && recordIn(parent.object, 'spec').prune !== true);
}

/** Why the files of `releases` are not changed: those that are not in the Git repository of the root. */
export function refuseElsewhere(releases: readonly AppliedObject[], { cwd, root }: FilePlace): readonly string[] {
  const topOf = remembered(folder => new Git(folder).tryText('rev-parse', '--show-toplevel'));
  return releases.flatMap(release => {
    const { file, line } = release.locate();
    const top = topOf(dirname(resolve(cwd, file)));
    if (top === topOf(root)) return [];
    const where = top === undefined ? 'in no Git repository' : `in another Git repository, ${top}`;
    return [`${file}:${line}: HelmRelease "${release.name}" is ${where}, and pctl changes only the one in which it runs. Add "${PRUNE}: disabled" to its annotations there, commit and push it, wait until Flux has applied it, and run this command again`]; // prettier-ignore
  });
}

/** `find`, which is asked once for each folder. */
function remembered<T>(find: (folder: string) => T): (folder: string) => T {
  const known = new Map<string, T>();
  return folder => {
    if (!known.has(folder)) known.set(folder, find(folder));
    return known.get(folder)!;
  };
}

/** New texts of the files of `releases` by their path from `root`, and what cannot be done for certain. */
export function protectReleases(releases: readonly AppliedObject[], place: FilePlace) {
  const files = new Map<string, string>();
  const errors = new Set<string>();
  // from the last to the first, so that lines stay where they are
  const sorted = [...releases].sort((a, b) => b.locate().line - a.locate().line);
  for (const release of sorted) {
    const { file, line } = release.locate();
    const path = pathFrom(place, file);
    const edited = annotate(files.get(path) ?? decodeText(readFileSync(resolve(place.cwd, file))), line);
    if (edited === undefined)
      errors.add(`${file}:${line}: ${describeByHand(file, `${PRUNE}: disabled`)}, to the annotations of HelmRelease "${release.name}"`); // prettier-ignore
    else files.set(path, edited);
  }
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), errors: [...errors].sort() };
}

/** `apps/podinfo/release.yaml`: the path of `file` from the root. */
function pathFrom({ root, cwd }: FilePlace, file: string): string {
  return relative(root, resolve(cwd, file)).replaceAll('\\', '/');
}

/** Those of `releases` whose annotation is in no commit yet. */
export function uncommitted(releases: readonly AppliedObject[], { cwd }: FilePlace): readonly AppliedObject[] {
  const hasCommits = remembered(folder => new Git(folder).tryText('rev-parse', '--verify', 'HEAD') !== undefined);
  return releases.filter(release => {
    const path = resolve(cwd, release.locate().file);
    const text = decodeText(readFileSync(path));
    // it may be in a patch
    if (!text.includes(PRUNE) || !hasCommits(dirname(path))) return false;
    const committed = new Git(dirname(path)).tryText('show', `HEAD:./${basename(path)}`) ?? '';
    return countIn(committed) < countIn(text);
  });
}

/** How often the annotation is in `text`: a file can have several releases. */
function countIn(text: string): number {
  return text.split(PRUNE).length - 1;
}

/** `text` with the annotation in the HelmRelease at `line`; `undefined` if that cannot be done for certain. */
function annotate(text: string, line: number): string | undefined {
  // documents, and the lines between them
  const parts = text.split(/(^---.*$\n?)/m);
  let end = 1;
  for (const [i, part] of parts.entries()) {
    end += part.split('\n').length - 1;
    const isHere = i % 2 === 0 && (line < end || i === parts.length - 1);
    if (!isHere) continue;
    const edited = editYaml(part, { path: ['metadata', 'annotations', PRUNE], text: 'disabled' });
    const isRelease = /^kind:\s*["']?HelmRelease\b/m.test(part);
    return edited === undefined || !isRelease ? undefined : [...parts.slice(0, i), edited, ...parts.slice(i + 1)].join(''); // prettier-ignore
  }
  return undefined;
}
