/**
 * `profile.yaml` as a program reads and writes it.
 */
import { CATEGORY, LAYER, PROFILE } from '../../model/formats/helm-index-entry';
import {
  formatProfileDefinition,
  parseProfileDefinition,
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

/** `definition` as it is read back once it is written; throws ProfilesError for what is wrong with it. */
export function checkDefinition(definition: ProfileDefinition): ProfileDefinition {
  const result = parseProfileDefinition(Buffer.from(formatProfileDefinition(definition)), 'profile.yaml');
  if ('definition' in result) return result.definition;
  // lines of a text that nobody has written yet
  throw new ProfilesError(result.problems.map(problem => ({ ...problem, location: undefined })));
}

/** The text of `profile.yaml`. */
export function formatDefinition(definition: ProfileDefinition): string {
  return formatProfileDefinition(definition);
}

/** What makes a chart a profile in the catalogs of its repository. */
export function chartAnnotations({ name, layer, category }: ProfileDefinition): Record<string, string> {
  return {
    [PROFILE]: name,
    ...(category !== undefined && { [CATEGORY]: category }),
    ...(layer !== undefined && { [LAYER]: formatLayer(layer) }),
  };
}
