/**
 * Checks the values of a subscription to a profile in Git: names of artifacts and parameters must
 * exist.
 */
import { nearestNames } from '../../model/data/nearest-names';
import { isPlainObject } from '../../model/data/values';
import type { Values } from '../props/values';
import { readValues } from '../values/read-values';
import { type PlacedArtifact, type ProfileInstallation, qualifiedArtifact } from './artifact-place';

/** Reports names in `artifactValues`, and keys for manifests, that the profile does not have. */
export function checkArtifactValues(placed: readonly PlacedArtifact[], installation: ProfileInstallation): void {
  const { own, profile } = installation;
  const artifacts = new Map(placed.map(artifact => [qualifiedArtifact(artifact.way), artifact]));
  for (const [name, values] of Object.entries(own.artifactValues ?? {})) {
    const found = artifacts.get(name);
    if (found === undefined) {
      const what = `artifactValues names "${name}", which is not an artifact of profile "${profile.profileName}"`;
      installation.report({ kind: 'invalid-props', what, remedy: suggest([...artifacts.keys()], name) });
    } else if (found.artifact.kustomize !== undefined) {
      checkParameters([values].flat(), [found], `artifact "${name}"`, installation);
    }
  }
  // if there are charts, any key may be for one of them
  if (own.values === undefined || placed.some(({ artifact }) => artifact.chart !== undefined)) return;
  checkParameters([own.values].flat(), placed, `profile "${profile.profileName}"`, installation);
}

function checkParameters(
  values: readonly Values[],
  placed: readonly PlacedArtifact[],
  subject: string,
  { report }: ProfileInstallation,
): void {
  const names = placed.flatMap(({ artifact }) => (artifact.kustomize?.parameters ?? []).map(({ name }) => name));
  // values that cannot be read are reported where they are used
  const read = readValues(values, () => undefined);
  for (const key of isPlainObject(read) ? Object.keys(read) : []) {
    if (names.includes(key)) continue;
    const reason = `${subject} has no such parameter; ${suggest([...new Set(names)], key)}`;
    report({ kind: 'invalid-value', at: key, reason });
  }
}

function suggest(names: readonly string[], name: string): string {
  if (names.length === 0) return 'it has none, so drop the value';
  const [nearest] = nearestNames(names, name, 1);
  const all = names.length <= 10 ? `; they are: ${names.join(', ')}` : '; "pctl show" lists them';
  return `${nearest === undefined ? 'correct the name' : `did you mean "${nearest}"?`}${all}`;
}
