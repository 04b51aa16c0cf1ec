/**
 * The specs that releases on many clusters have in common are one object, so that they, and what is
 * made of them, such as text and hashes, are made once.
 */
import { helmReleaseSpec } from '../../flux/helm-release';
import type { Release } from '../../flux/release';
import type { ReleaseOptions } from '../../flux/release-options';
import { isSameJson, type JsonObject } from '../../model/data/json';
import { RecentValues } from '../../model/data/recent-values';
import { shareYaml } from '../../model/yaml/yaml-text';
import type { IProfile } from '../props/i-profile';
import type { ProfileSubscriptionProps } from '../props/subscription-options';

interface SharedSpec {
  readonly release: Release;
  readonly spec: JsonObject;
}

const SPECS = new RecentValues<IProfile, SharedSpec>();

type OtherOption = Exclude<keyof ProfileSubscriptionProps, keyof ReleaseOptions>;
/** Options that need no comparison: they are not in the spec, except for values, which are compared after they are merged. */
const OTHERS: readonly string[] = ['profile', 'values', 'dependsOn', 'labels', 'annotations'] satisfies OtherOption[];

/** The spec of `release`, which is of `profile`; if it is that of an earlier release, the same object, frozen. */
export function shareSpec(profile: IProfile, release: Release): JsonObject {
  const known = SPECS.find(profile, other => isSameRelease(other.release, release));
  if (known !== undefined) return shareYaml(known.spec);
  const spec = helmReleaseSpec(release);
  const same = SPECS.find(profile, other => isSameJson(other.spec, spec));
  if (same !== undefined) return shareYaml(same.spec);
  SPECS.add(profile, { release, spec });
  return spec;
}

/** Whether the spec must be the same. False if an option is an object, which may have been changed since. */
function isSameRelease(a: Release, b: Release): boolean {
  return (
    a.values === b.values &&
    a.releaseName === b.releaseName &&
    a.targetNamespace === b.targetNamespace &&
    a.waitStrategy === b.waitStrategy &&
    areSameScalars(a.chart, b.chart) &&
    areSameScalars(a.options, b.options)
  );
}

function areSameScalars<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T & string)[];
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => OTHERS.includes(key) || (a[key] === b[key] && typeof a[key] !== 'object'))
  );
}
