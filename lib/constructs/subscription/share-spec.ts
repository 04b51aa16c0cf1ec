/**
 * The specs that releases on many clusters have in common are one object, so that what is made of
 * them, such as text and hashes, is made once.
 */
import { isSameJson, type JsonObject } from '../../model/data/json';
import { shareYaml } from '../../model/yaml/yaml-text';
import type { IProfile } from '../props/i-profile';

/** Specs of a profile that are compared with the next one; clusters differ by ring, or not at all. */
const MOST_COMPARED = 4;

const SPECS = new WeakMap<IProfile, readonly JsonObject[]>();

/** `spec` for a release of `profile`, or the same one of an earlier release, which is frozen then. */
export function shareSpec(profile: IProfile, spec: JsonObject): JsonObject {
  const earlier = SPECS.get(profile) ?? [];
  const same = earlier.find(other => isSameJson(other, spec));
  if (same !== undefined) return shareYaml(same);
  SPECS.set(profile, [spec, ...earlier.slice(0, MOST_COMPARED - 1)]);
  return spec;
}
