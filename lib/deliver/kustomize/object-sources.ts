/**
 * Where objects that kustomize builds come from.
 */
import type { BuildFailure, PathStep } from '../../model/applied-cluster';
import { recordIn, recordsIn, textIn, textsIn } from '../../model/data/fields';
import { type Fields, isRecord } from '../../model/data/json';
import type { LocatedObject } from '../../model/formats/parse-documents';
import type { Problem } from '../../model/problem';
import type { FileLocation } from '../../model/yaml/file-location';
import type { YamlMap, YamlValue } from '../../model/yaml/yaml-value';
import { type BuiltObject, metadataText } from './built-object';

/** Where the value at `steps` is, otherwise the nearest value around it. */
export function locateIn(map: YamlMap, steps: readonly PathStep[]): FileLocation {
  let value: YamlValue = map;
  for (const step of steps) {
    const next: YamlValue | undefined =
      value.type === 'map'
        ? value.fields.get(String(step))
        : value.type === 'list'
          ? value.items[Number(step)]
          : undefined;
    if (next === undefined) break;
    value = next;
  }
  const { file, line, column } = value.at;
  return { file, line, column };
}

/** Whether a document is a Kubernetes object. */
export function isObject({ apiVersion, kind, metadata }: Fields): boolean {
  return typeof apiVersion === 'string' && typeof kind === 'string' && isRecord(metadata);
}

/** An object that kustomize printed, with the document among `known` that it comes from. */
export function withSource(printed: LocatedObject, known: readonly BuiltObject[], at: FileLocation): BuiltObject {
  const { object } = printed;
  const same = known.filter(candidate => candidate.object.kind === object.kind && isNamed(candidate.object, object));
  const source = same.find(candidate => metadataText(candidate.object, 'namespace') === metadataText(object, 'namespace')) ?? same.at(0); // prettier-ignore
  const earlier = source?.earlier === undefined ? {} : { earlier: source.earlier };
  return { ...earlier, object, source: source?.source ?? { ...printed, ...at, fields: () => emptyAt(at) } };
}

function isNamed(a: Fields, b: Fields): boolean {
  return metadataText(a, 'name') === metadataText(b, 'name');
}

/** A map without fields, for an object of which only the place is known. */
export function emptyAt(at: FileLocation): YamlMap {
  return { type: 'map', at, fields: new Map(), repeated: [] };
}

/** Whether these options of a generator leave out the hash in names. */
export function isPlain(options: Fields): boolean {
  return options.disableNameSuffixHash === true;
}

/** The ConfigMaps of `configMapGenerator` whose names have no hash, with their literals. */
export function generatedConfigMaps(overlay: Fields, at: FileLocation): BuiltObject[] {
  const isAllPlain = isPlain(recordIn(overlay, 'generatorOptions'));
  return recordsIn(overlay, 'configMapGenerator').flatMap(item => {
    const name = textIn(item, 'name');
    const hasFiles = ['env', 'envs', 'files'].some(key => item[key] !== undefined);
    if (name === undefined || (!isAllPlain && !isPlain(recordIn(item, 'options')))) return [];
    const pairs = textsIn(item, 'literals').map(text => [text.split('=')[0], unquoted(text.slice(text.indexOf('=') + 1))]); // prettier-ignore
    const namespace = textIn(item, 'namespace');
    const metadata = { name, ...(namespace !== undefined && { namespace }) };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: Object.fromEntries(pairs) as Fields };
    return [{ object, source: { ...at, object, fields: () => emptyAt(at) }, ...(hasFiles && { hasMoreData: true as const }) }]; // prettier-ignore
  });
}

function unquoted(value: string): string {
  return /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}

/** A file that Flux cannot read. */
export function toFailure(problem: Problem, path: string): BuildFailure {
  const reason =
    'what' in problem ? problem.what : 'reason' in problem ? `not readable: ${problem.reason}` : 'not readable';
  const location = problem.location ?? { file: path, line: 1, column: 1 };
  return { what: reason, remedy: 'correct the file', location };
}
