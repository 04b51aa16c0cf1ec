/**
 * The releases of a test's program at one moment, and what changes from one commit to the next.
 *
 * The dependencies are computed here again, so that the observed order is not compared with the
 * plan under test.
 */
import { TestChart } from './helm-repository';
import { Waits } from './out-of-order';

export interface TestRelease {
  readonly name: string;
  readonly layer: number;
  readonly version: string;
  readonly values: { readonly readyAfterSeconds: number; readonly round: number };
  /** Helm's revision after this is rolled out: how often its own content was written. */
  readonly revision: number;
}

/** Versions in which each release is offered; changing the version takes the next one, and the first after the last. */
const VERSIONS = ['1.0.0', '1.1.0', '1.2.0'];

/** Four layers of three. */
export const PLATFORM: readonly (readonly string[])[] = [
  ['cert-manager', 'external-secrets', 'kyverno'],
  ['external-dns', 'ingress-nginx', 'linkerd2'],
  ['flagger', 'loki', 'prometheus'],
  ['argo-workflows', 'grafana', 'podinfo'],
];

/** The first commit's releases: `layers[2]` contains the names of layer two. */
export function firstReleases(
  layers: readonly (readonly string[])[],
  readyAfterSeconds: number,
): readonly TestRelease[] {
  const values = { readyAfterSeconds, round: 1 };
  return layers.flatMap((names, layer) =>
    names.map(name => ({ name, layer, version: VERSIONS[0], values, revision: 1 })),
  );
}

/** The next commit's releases: those that `isChanged` get another version, or other values. */
export function changeReleases(
  releases: readonly TestRelease[],
  change: 'version' | 'values',
  isChanged: (release: TestRelease) => boolean,
): readonly TestRelease[] {
  return releases.map(release => {
    if (!isChanged(release)) return release;
    const revision = release.revision + 1;
    const version = VERSIONS[(VERSIONS.indexOf(release.version) + 1) % VERSIONS.length];
    const values = { ...release.values, round: release.values.round + 1 };
    return change === 'version' ? { ...release, version, revision } : { ...release, values, revision };
  });
}

/** Every version of every release, annotated as profiles in their layers. */
export function chartsOf(releases: readonly TestRelease[]): readonly TestChart[] {
  return releases.flatMap(({ name, layer }) => {
    const annotations = { 'weave.works/profile': name, 'weave.works/layer': `layer-${layer}` };
    return VERSIONS.map(version => ({ name, version, annotations }));
  });
}

/** Each layer waits for the whole layer below it. */
export function waitsOf(releases: readonly TestRelease[], namespace: string): Waits {
  const qualify = ({ name }: TestRelease) => `${namespace}/${name}`;
  return new Map(
    releases.map(upper => [qualify(upper), releases.filter(lower => lower.layer === upper.layer - 1).map(qualify)]),
  );
}

/** Helm's revision of each release, by name. */
export function revisionsOf(releases: readonly TestRelease[]): Readonly<Record<string, number>> {
  return Object.fromEntries(releases.map(({ name, revision }) => [name, revision]));
}
