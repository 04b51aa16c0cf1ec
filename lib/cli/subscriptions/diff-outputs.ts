/**
 * What a change of subscriptions does on each cluster: the output before, compared with the new one.
 */
import { existsSync } from 'node:fs';
import { compareOutputs } from '../../changes/compare-outputs';
import { readFolderFiles } from '../../deliver/read-folder';
import { readOutput } from '../../deliver/read-output';
import type { Diff } from '../diff/diff-of';
import { findGuards } from '../releases/find-guards';
import type { SynthSettings } from '../synth/synth-settings';

/** Compares the output with the folder `staged` that will replace it. */
export function diffOutputs({ target, output }: SynthSettings, staged: string): Diff {
  const [before, after] = [target, staged].map(folder => {
    const { files } = existsSync(folder) ? readFolderFiles(folder, folder, 'members') : { files: [] };
    // both are called by their paths in the output
    return readOutput(files.map(file => ({ ...file, file: `${output}/${file.path}` })));
  });
  const { areGuarded } = findGuards([...before.documents, ...after.documents]);
  const clusters = compareOutputs(before.output, after.output, { areGuarded, folder: output });
  const releases = [before, after].flatMap(({ output: { releases: found } }) => found.map(({ release }) => release));
  const names = [...new Set(releases.map(({ cluster }) => cluster))].sort();
  return { base: { kind: 'output' }, place: { folder: output }, clusters, names };
}
