/**
 * Reads and writes `profile.yaml` for programs.
 */
import { PROFILE } from '../../model/formats/chart-profile-name';
import { CATEGORY, LAYER } from '../../model/formats/helm-index-entry';
import {
  formatProfileDefinition,
  parseProfileDefinition,
  PROFILE_FILE,
  type ProfileDefinition,
} from '../../model/formats/profile-definition';
import { formatLayer } from '../../model/layer';
import { ProfilesError } from '../../model/profiles-error';
import { readText } from './read-text-file';

/** Reads the profile in the file `path`; throws ProfilesError. */
export function readDefinition(path: string): ProfileDefinition {
  const file = readText(path);
  if ('problem' in file) throw new ProfilesError(file.problem);
  const result = parseProfileDefinition(Buffer.from(file.text), path);
  if ('problems' in result) throw new ProfilesError(result.problems);
  return result.definition;
}

/** `definition` as it will be read back after it is written; throws ProfilesError for its problems. */
export function checkDefinition(definition: ProfileDefinition): ProfileDefinition {
  const result = parseProfileDefinition(Buffer.from(formatProfileDefinition(definition)), PROFILE_FILE);
  if ('definition' in result) return result.definition;
  // locations in a text that is not written yet are of no help
  throw new ProfilesError(result.problems.map(problem => ({ ...problem, location: undefined })));
}

/** The text of `profile.yaml`. */
export function formatDefinition(definition: ProfileDefinition): string {
  return formatProfileDefinition(definition);
}

/** Annotations that make a chart a profile in the catalogs of its repository. */
export function chartAnnotations({ name, layer, category }: ProfileDefinition): Record<string, string> {
  return {
    [PROFILE]: name,
    ...(category !== undefined && { [CATEGORY]: category }),
    ...(layer !== undefined && { [LAYER]: formatLayer(layer) }),
  };
}
