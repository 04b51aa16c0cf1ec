/**
 * Checks what the author of a `profile.yaml` says, after it was read.
 */
import type { CatalogEntry } from '../catalog-entry';
import { LAYER } from '../formats/helm-index-entry';
import type { ProfileDefinition } from '../formats/profile-definition';
import type { Problem } from '../problem';
import { emptyMap } from '../formats/field-reader';
import { misplacedAnnotations, misspelledAnnotations, PROFILE_ANNOTATIONS } from './check-annotations';
import { KeyPlaces } from './key-places';
import { checkComponent } from './check-component';
import { byPlaceOfLayer, certainLayer } from './layer-places';
import { fromProblem, type LintFinding } from './lint-finding';
import { type LintedFile, type LintOptions, mapIn, tryReadMap } from './linted-file';

/** A `profile.yaml`, and what its reader found. */
export interface ReadProfile {
  readonly file: string;
  readonly text: string;
  /** Absent: it cannot be used. */
  readonly definition?: ProfileDefinition;
  readonly problems: readonly Problem[];
}

/** Checks a profile in a working copy. */
export function lintProfile({ file, text, definition, problems }: ReadProfile, options: LintOptions): LintedFile {
  const root = tryReadMap(text, file);
  const places = new KeyPlaces(text);
  const metadata = mapIn(root, 'metadata');
  const [annotations, labels] = ['annotations', 'labels'].map(key => mapIn(metadata, key));
  const told = problems.map(problem => fromProblem(problem, 'invalid-profile'));
  const path = ['metadata', 'annotations'];
  const findings: LintFinding[] = byPlaceOfLayer(told, [annotations?.fields.get(LAYER)], layer => {
    const certain = certainLayer(layer);
    return certain === undefined ? undefined : { path: [...path, LAYER], text: certain };
  });
  const known = PROFILE_ANNOTATIONS;
  if (annotations !== undefined) findings.push(...misspelledAnnotations({ map: annotations, path, known, places }));
  if (labels !== undefined) findings.push(...misplacedAnnotations({ map: labels, known, places }, '"annotations"'));
  if (root === undefined || definition === undefined) return { file, entries: [], findings };
  const at = metadata?.at ?? root.at;
  const entry = toEntry(definition, annotations?.fields.get(LAYER)?.at ?? at);
  const fields = mapIn(root, 'spec') ?? emptyMap(at);
  findings.push(...checkComponent({ entry, at, fields, maintainersField: 'maintainer' }, options.kubeVersion));
  return { file, entries: [entry], findings };
}

/** The profile as a catalog would list it. */
function toEntry(
  { name, description, maintainer, prerequisites, layer, category, dependsOn = [] }: ProfileDefinition,
  location: CatalogEntry['location'],
): CatalogEntry {
  return {
    name,
    version: '',
    origin: { kind: 'git', url: '', tag: '' },
    ...(layer !== undefined && { layer }),
    ...(category !== undefined && { category }),
    ...(description !== undefined && { description }),
    keywords: [],
    maintainers: maintainer === undefined ? [] : [{ name: maintainer }],
    prerequisites,
    dependencies: dependsOn.map(dependency => ({ name: dependency })),
    location,
  };
}
