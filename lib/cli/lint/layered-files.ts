/**
 * Checks the layers and categories of components that belong together: those of the catalogs in one folder, by the
 * model that a file of layers next to them declares, and those of a working copy.
 */
import { dirname } from 'node:path';
import type { CatalogEntry } from '../../model/catalog-entry';
import { groupBy } from '../../model/data/group-by';
import { toComponent } from '../../model/layers/layered-component';
import { namesOfEntries, unknownComponents } from '../../model/lint/check-names';
import { fromLayerFinding, fromProblem, type LintFinding } from '../../model/lint/lint-finding';
import type { LintedFile } from '../../model/lint/linted-file';
import { checkLayers, layComponents } from '../../order/layered-set';
import { readLocks } from '../catalogs/find-catalogs';
import { layerFilesIn } from '../catalogs/layer-files';
import type { LintKind } from './find-lint-files';
import { namedComponents, readSetModel, type SetModel } from './set-model';

/** A file that was checked, and what it is. */
export interface CheckedFile extends LintedFile {
  readonly kind: LintKind;
}

/** What is wrong with the layers of all components in `files`. `layers` is the file of the model, if one is given. */
export function checkLayersOf(files: readonly CheckedFile[], cwd: string, layers?: string): LintFinding[] {
  const isOf = (kinds: readonly LintKind[]) => files.filter(({ kind }) => kinds.includes(kind));
  const catalogs = groupBy(isOf(['lock', 'index']), ({ file }) => dirname(file));
  const declared = groupBy(isOf(['layers']), ({ file }) => dirname(file));
  const findings = [...catalogs].flatMap(([folder, some]) => {
    const model = readSetModel(
      layers === undefined ? [...new Set([...layerFilesIn(folder, cwd), ...namesOf(declared.get(folder))])] : [layers],
      cwd,
    );
    return checkSet(some.flatMap(({ entries }) => entries), model, some[0].file); // prettier-ignore
  });
  for (const [folder, some] of declared) {
    if (!catalogs.has(folder)) findings.push(...checkFilesOfLayers(folder, namesOf(some), cwd));
  }
  const copy = isOf(['chart', 'profile']).filter(({ entries }) => entries.length > 0);
  const model = readSetModel(layers === undefined ? [] : [layers], cwd);
  if (copy.length > 0) findings.push(...checkSet(copy.flatMap(({ entries }) => entries), model, copy[0].file)); // prettier-ignore
  return findings;
}

/** Only what is wrong in files of layers, as the lock files next to them show. */
function checkFilesOfLayers(folder: string, files: readonly string[], cwd: string): LintFinding[] {
  const { locks } = readLocks(folder, cwd);
  const entries = locks.flatMap(({ lock }) => newestEntries(lock.entries));
  const set = readSetModel(files, cwd);
  const findings = [...checkSet(entries, set, files[0]), ...contradictions(set)];
  return findings.filter(({ location }) => location === undefined || files.includes(location.file));
}

/** What is wrong among the components that a model names, whether a catalog has them or not. */
function contradictions({ files, model }: SetModel): LintFinding[] {
  const findings = checkLayers(model, layComponents(model, namedComponents(model)), 'catalog');
  const own = findings.filter(({ rule }) => rule === 'layer-cycle' || rule === 'dependency-above');
  return own.map(finding => fromLayerFinding(finding, { file: files[0], line: 1, column: 1 }));
}

function checkSet(entries: readonly CatalogEntry[], { files, model, problems }: SetModel, file: string): LintFinding[] {
  const components = newestEntries(entries).map(toComponent);
  const elsewhere = { file: files[0] ?? file, line: 1, column: 1 };
  const found = checkLayers(model, layComponents(model, components), 'catalog');
  const told = problems.filter(({ kind }) => kind !== 'layer-rule').map(problem => ({ location: elsewhere, ...fromProblem(problem, 'invalid-layers') })); // prettier-ignore
  const findings = [...told, ...found.map(finding => fromLayerFinding(finding, elsewhere))];
  const names = namesOfEntries(entries);
  const declared = [...model.layers.values(), ...model.categories.values()];
  // a master list is for components that are elsewhere too
  return names.size === 0 || model.model === 'allocated'
    ? findings
    : [...findings, ...unknownComponents(declared, names)];
}

/** The first entry of each name: in lists that are sorted, the newest. */
function newestEntries(entries: readonly CatalogEntry[]): CatalogEntry[] {
  return [...groupBy(entries, ({ name }) => name).values()].map(([first]) => first);
}

function namesOf(files: readonly CheckedFile[] = []): string[] {
  return files.map(({ file }) => file);
}
