/**
 * Reads files of layers, and the copies of published lists that they refer to, as one set of declarations.
 */
import { dirname, join } from 'node:path';
import { sourceName } from '../names';
import type { Problem } from '../problem';
import { type LayerDeclarations, mergeDeclarations, toModel } from './declared-model';
import { toProblem } from './layer-finding';
import { LAYER_FILE, LAYER_FILE_ENDING, type LayerFile, parseLayerFile } from './layer-file';
import type { ListReference } from './list-reference';
import { toMasterList } from './master-list';

/** The text of a file, or why it cannot be read. */
export type ReadText = (path: string) => { readonly text: string } | { readonly problem: Problem };

/** What several files say together. */
export interface ReadLayers {
  readonly declarations: LayerDeclarations;
  readonly files: ReadonlyMap<string, LayerFile>;
  /** What is wrong in the files, and what they contradict each other in. */
  readonly problems: readonly Problem[];
}

/**
 * Paths of the files of layers among `names` in `folder`, sorted: `layers.yaml`, and others whose names end in
 * `.layers.yaml`. The source of a catalog called `shop.layers` may have such a name too.
 */
export function chooseLayerFiles(folder: string, names: readonly string[], read: ReadText): string[] {
  const mayDeclare = (file: ReturnType<ReadText>) => 'problem' in file || file.text.includes('LayerModel');
  return names
    .filter(name => name === LAYER_FILE || (name.endsWith(LAYER_FILE_ENDING) && !name.startsWith('.')))
    .filter(name => name === LAYER_FILE || mayDeclare(read(join(folder, name))))
    .sort()
    .map(name => join(folder, name));
}

/** The file in which the list of `url` is kept, next to `file`, which refers to it. */
export function lockedListPath(file: string, url: string): string {
  return join(dirname(file), `${sourceName(url, url)}${LAYER_FILE_ENDING}`);
}

/** Reads the files at `paths`, each once, in any order. */
export function readLayerFiles(paths: readonly string[], read: ReadText): ReadLayers {
  const files = new Map<string, LayerFile>();
  const problems: Problem[] = [];
  const add = (path: string) => {
    const file = read(path);
    if ('text' in file) files.set(path, parseLayerFile(file.text, path));
    else problems.push(file.problem);
  };
  for (const path of [...new Set(paths)].sort()) add(path);
  for (const [path, { lists, source }] of [...files]) {
    // a list that was locked is complete, whatever its own lists are
    for (const list of source === undefined ? lists : []) {
      const locked = lockedListPath(path, list.url);
      if (!files.has(locked) && 'text' in read(locked)) add(locked);
      problems.push(...checkLocked(list, files.get(locked)));
    }
  }
  const declarations = mergeDeclarations([...files.values()]);
  const model = toModel(declarations);
  const findings = [...model.findings, ...toMasterList(model).findings].filter(({ severity }) => severity === 'error');
  const own = [...files.values()].flatMap(file => file.problems);
  return { declarations, files, problems: [...problems, ...own, ...findings.map(toProblem)] };
}

function checkLocked({ url, digest, at }: ListReference, locked: LayerFile | undefined): Problem[] {
  const remedy = 'run "pctl layers update", and commit what it writes';
  if (locked === undefined)
    return [{ kind: 'invalid-props', what: `the list ${url} is not locked`, remedy, location: at }];
  if (digest === undefined || locked.source?.digest === digest) return [];
  const what = `the list ${url} has the digest ${locked.source?.digest ?? 'of no list'}, and not the one that is written here`;
  return [{ kind: 'invalid-props', what, remedy: 'find out who changed it, and why; then correct the digest', location: at }]; // prettier-ignore
}
