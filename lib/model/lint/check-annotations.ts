/**
 * Checks the names of annotations: a layer under a name that is almost right is ignored.
 */
import { distance } from 'fastest-levenshtein';
import { PROFILE } from '../formats/chart-profile-name';
import { CATEGORY, LAYER } from '../formats/helm-index-entry';
import { parseLayer } from '../layer';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import type { KeyPlaces } from './key-places';
import { foundBy, type LintFinding, type LintFix } from './lint-finding';

const DOMAIN = 'weave.works';
/** Other annotations of charts that Weave's tools read. */
const OTHERS = new Set(['operator', 'links', 'profile-ci'].map(name => `${DOMAIN}/${name}`));

/** A map of annotations. */
export interface AnnotationsMap {
  readonly map: YamlMap;
  /** Keys and positions from the root of the file to it. */
  readonly path: readonly (string | number)[];
  /** Annotations that are read there. */
  readonly known: readonly string[];
  /** Of the file. */
  readonly places: KeyPlaces;
}

/** Annotations of charts that are read. */
export const CHART_ANNOTATIONS: readonly string[] = [PROFILE, LAYER, CATEGORY];
/** Annotations of a `profile.yaml` that are read. */
export const PROFILE_ANNOTATIONS: readonly string[] = [LAYER, CATEGORY];

/** Annotations whose names are almost those of annotations that are read. */
export function misspelledAnnotations({ map, path, known, places }: AnnotationsMap): LintFinding[] {
  // other charts have words of their own, such as "category"
  const areBareWordsOurs = !known.includes(PROFILE) || isProfile(map);
  return [...map.fields].flatMap(([key, value]) => {
    const isTheirs = OTHERS.has(key) || (!key.includes('/') && !areBareWordsOurs);
    const meant = known.includes(key) || isTheirs ? undefined : nearMiss(key, known);
    if (meant === undefined) return [];
    const isTaken = map.fields.has(meant);
    const fix: LintFix | undefined =
      !isTaken && key.includes('/') && isUsable(meant, value) ? { path: [...path, key], rename: meant } : undefined;
    const remedy = isTaken ? `"${meant}" is there too; remove one of them` : `write "${meant}"`;
    return foundBy('annotation-typo', {
      what: `annotation "${key}" is not read`,
      remedy,
      location: places.of(key, value.at),
      fix,
    });
  });
}

/** Annotations that are fields of `map`, which is not a map of annotations, nor in one. */
export function misplacedAnnotations(
  { map, known, places }: Omit<AnnotationsMap, 'path'>,
  where: string,
): LintFinding[] {
  return known.flatMap(key => {
    const value = map.fields.get(key);
    if (value === undefined) return [];
    const what = `"${key}" is not read here`;
    return foundBy('annotation-misplaced', {
      what,
      remedy: `move it to ${where}`,
      location: places.of(key, value.at),
    });
  });
}

/** Whether a chart with these annotations is a profile. */
function isProfile({ fields }: YamlMap): boolean {
  const mark = fields.get(PROFILE);
  return mark !== undefined && !('text' in mark && /^false$/i.test(mark.text.trim()));
}

/** The annotation of `known` that `key` is almost the name of. */
function nearMiss(key: string, known: readonly string[]): string | undefined {
  const slash = key.lastIndexOf('/');
  const [domain, name] = [key.slice(0, Math.max(slash, 0)), key.slice(slash + 1)].map(part =>
    part.trim().toLowerCase(),
  );
  const isOurs = domain === DOMAIN;
  // another domain may have a word of its own that is similar
  const mayDiffer = isOurs || slash === -1 || distance(domain, DOMAIN) <= 2 || domain === 'weaveworks.com';
  if (!mayDiffer) return undefined;
  return known.find(candidate => {
    const wanted = candidate.slice(DOMAIN.length + 1);
    return isOurs ? distance(name, wanted) <= (wanted.length > 5 ? 2 : 1) : name === wanted;
  });
}

/** Whether `value` makes sense for the annotation. */
function isUsable(annotation: string, value: YamlValue): boolean {
  if (value.type === 'map' || value.type === 'list' || value.type === 'null') return false;
  if (annotation === LAYER) return parseLayer(value.text) !== undefined;
  return value.type === 'text' && value.text.trim() !== '' && !/^false$/i.test(value.text);
}
