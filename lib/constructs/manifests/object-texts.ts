/**
 * Writes the objects of a chart as texts for files.
 */
import type { Chart } from 'cdk8s';
import type { Problem } from '../../model/problem';
import { formatYaml } from '../../model/yaml/yaml-text';
import { HEADER } from '../files/file-header';
import { objectFiles } from '../files/object-files';
import { objectsOf } from '../tree/objects';

/** Texts by file name, sorted; an object that cannot be written, and two with one name, are problems. */
export interface ObjectTexts {
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** The objects of `chart` at the moment. */
export function objectTexts(chart: Chart): ObjectTexts {
  const texts = new Map<string, string>();
  const { files, problems } = objectFiles(objectsOf(chart), '.yaml');
  const found = [...problems];
  for (const [file, object] of files) {
    try {
      texts.set(file, HEADER + formatYaml(object.toJson()));
    } catch (error) {
      found.push({ kind: 'invalid-value', at: '', reason: (error as Error).message, path: object.node.path });
    }
  }
  return { texts: new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1))), problems: found };
}
