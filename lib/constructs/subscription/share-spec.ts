/**
 * The specs that releases on many clusters have in common are one object, so that what is made of
 * them, such as text and hashes, is made once.
 */
import { isSameJson, type JsonObject } from '../../model/data/json';
import { RecentValues } from '../../model/data/recent-values';
import { shareYaml } from '../../model/yaml/yaml-text';
import type { IProfile } from '../props/i-profile';

const SPECS = new RecentValues<IProfile, JsonObject>();

/** `spec` for a release of `profile`, or the same one of an earlier release, which is frozen then. */
export function shareSpec(profile: IProfile, spec: JsonObject): JsonObject {
  const same = SPECS.find(profile, other => isSameJson(other, spec));
  if (same !== undefined) return shareYaml(same);
  SPECS.add(profile, spec);
  return spec;
}
