/**
 * Charts from sources that are on the cluster already.
 */
import {
  Catalog,
  type CatalogOptions,
  Cluster,
  type ClusterProps,
  Fleet,
  type HelmChartProfileOptions,
  Profile,
  type SourceReference,
} from 'cdk8s-profiles';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { describeProblem } from '../../../lib/model/problem-words';
import { objectsOf, releaseOf } from '../emitted';
import { ENTRIES, REPOSITORY } from '../platform-catalog';
import { temporaryFolder } from '../temporary-folder';

const HELM: SourceReference = { kind: 'HelmRepository', name: 'charts', namespace: 'sources' };
const GIT: SourceReference = { kind: 'GitRepository', name: 'flux-system' };

let folder: string;
let fleet: Fleet;
let production: Cluster;

beforeEach(() => {
  folder = temporaryFolder();
  fleet = new Fleet({ outdir: join(folder, 'dist') });
  production = new Cluster(fleet, 'production', { existingNamespaces: ['team-a'] });
});

const profile = (options: Partial<HelmChartProfileOptions>) => Profile.fromHelmChart({ chart: 'podinfo', ...options });
const words = (cluster = production) => cluster.plan.problems.map(describeProblem);
const specOf = (name: string, cluster = production) => releaseOf(cluster, name).spec;

describe('a profile', () => {
  test('of a HelmRepository has name and version, and no source is written', () => {
    production.subscribe(profile({ sourceRef: HELM, version: '6.5.4', valuesFiles: ['values.yaml', 'prod.yaml'] }));
    expect(objectsOf(production).map(({ kind }) => kind)).toEqual(['HelmRelease']);
    expect(specOf('podinfo').chart).toEqual({
      spec: {
        chart: 'podinfo',
        version: '6.5.4',
        valuesFiles: ['values.yaml', 'prod.yaml'],
        sourceRef: { kind: 'HelmRepository', name: 'charts', namespace: 'sources' },
      },
    });
  });

  test.each([
    ['GitRepository', undefined, 'ChartVersion'],
    ['Bucket', 'Revision', 'Revision'],
  ] as const)('in a %s has a folder, with strategy %s', (kind, reconcileStrategy, written) => {
    const chart = './charts/podinfo/';
    const files = { valuesFiles: ['./charts/podinfo/values.yaml', './prod.yaml'], ignoreMissingValuesFiles: true };
    production.subscribe(profile({ sourceRef: { ...GIT, kind }, chart, reconcileStrategy, ...files }));
    expect(objectsOf(production).map(each => each.kind)).toEqual(['HelmRelease']);
    const { spec, metadata } = releaseOf(production, 'podinfo');
    expect(spec.chart).toEqual({
      spec: { chart, reconcileStrategy: written, ...files, sourceRef: { kind, name: 'flux-system' } },
    });
    expect(spec.upgrade).toMatchObject({ chartNameChangeStrategy: 'InPlaceUpdate' });
    expect(metadata.annotations).not.toHaveProperty(['cdk8s-profiles/version']);
  });

  test('that is an OCIRepository is referred to as a whole, in its namespace if that is another one', () => {
    const sourceRef = { kind: 'OCIRepository', name: 'podinfo', namespace: 'team-a' } as const;
    production.subscribe(profile({ sourceRef }), { id: 'here', namespace: 'team-a' });
    production.subscribe(profile({ sourceRef }), { id: 'there' });
    expect(specOf('here').chartRef).toEqual({ kind: 'OCIRepository', name: 'podinfo' });
    expect(specOf('there').chartRef).toEqual(sourceRef);
  });

  test.each(['.', './'])('the chart may be the root of the source: %j', chart => {
    production.subscribe(profile({ sourceRef: GIT, chart, profileName: 'podinfo' }));
    expect(words()).toEqual([]);
    expect(specOf('podinfo').chart?.spec.chart).toBe(chart);
  });

  test.each<[Partial<HelmChartProfileOptions>, string]>([
    [{ version: '1.0.0' }, 'the chart has neither "repository" nor "sourceRef"'],
    [{ version: '1.0.0', repository: REPOSITORY, sourceRef: HELM }, 'the chart has both "repository" and "sourceRef"'],
    [{ sourceRef: { kind: 'HelmChart' as 'Bucket', name: 'a' } }, 'sourceRef is a HelmChart, which is not a source'],
    [{ sourceRef: { ...GIT, name: 'Flux' } }, 'name of a source "Flux" is not allowed'],
    [{ sourceRef: { ...GIT, namespace: 'a.b' } }, 'namespace "a.b" is not allowed'],
    [{ sourceRef: GIT, version: '1.0.0' }, 'version "1.0.0" is given for a chart in a GitRepository'],
    [{ sourceRef: { ...HELM, kind: 'OCIRepository' }, version: '1.0.0' }, 'version "1.0.0" is given for a chart in a OCIRepository'], // prettier-ignore
    [{ sourceRef: GIT, chart: '' }, '"" is not the folder of a chart in a GitRepository'],
    [{ sourceRef: GIT, chart: '../podinfo' }, '"../podinfo" is not the folder'],
    [{ sourceRef: GIT, chart: '/podinfo' }, '"/podinfo" is not the folder'],
    [{ sourceRef: GIT, valuesFiles: ['../prod.yaml'] }, '"../prod.yaml" in valuesFiles is not a file in the source'],
    [{ sourceRef: GIT, reconcileStrategy: 'Always' as 'Revision' }, 'reconcileStrategy is "Always"'],
    [{ sourceRef: HELM, version: '1.0.0', reconcileStrategy: 'Revision' }, 'reconcileStrategy is for charts in a'],
    [{ sourceRef: HELM, version: '~1.0.0' }, 'version "~1.0.0" of "podinfo" is not exact'],
    [{ sourceRef: HELM }, 'no version of "podinfo" is given'],
    [{ sourceRef: { ...GIT, kind: 'OCIRepository' }, valuesFiles: ['a.yaml'] }, 'valuesFiles are given for a chart from an OCIRepository'], // prettier-ignore
    [{ repository: 'oci://ghcr.io/charts', version: '1.0.0', ignoreMissingValuesFiles: true }, 'valuesFiles are given for'], // prettier-ignore
  ])('fails for %j', (options, expected) => {
    production.subscribe(profile(options), { id: 'podinfo', targetNamespace: 'podinfo' });
    expect(words()).toEqual([expect.stringContaining(expected)]);
  });
});

describe('a catalog', () => {
  function clusterOf(props: ClusterProps, options: CatalogOptions = {}, recorded?: SourceReference): Cluster {
    const kind = 'HelmRepository';
    const source = { kind, name: 'platform', namespace: 'flux-system', url: REPOSITORY, access: { interval: '1h' } } as const; // prettier-ignore
    const file = join(folder, 'platform.lock.yaml');
    const sourceRef = recorded && { sourceRef: recorded };
    writeFileSync(file, formatCatalogLock({ source: { ...source, ...sourceRef }, entries: ENTRIES }));
    const catalog = Catalog.fromFile(fleet, 'platform', file, options);
    const cluster = new Cluster(fleet, 'staging', { catalog, ...props });
    cluster.subscribe('cert-manager');
    return cluster;
  }
  const on = (sourceRef: SourceReference) => ({ sources: { [`${REPOSITORY}/`]: { sourceRef } } });

  test.each([
    ['in its lock file', {}, {}, HELM],
    ['in the program', {}, { sourceRef: HELM }, undefined],
    ['in sources of the cluster, which is nearest', on(HELM), { sourceRef: { ...HELM, name: 'x' } }, { ...HELM, name: 'y' }], // prettier-ignore
  ])('can name a source %s', (_, props, options, recorded) => {
    const cluster = clusterOf(props, options, recorded);
    expect(words(cluster)).toEqual([]);
    expect(objectsOf(cluster).map(({ kind }) => kind)).toEqual(['HelmRelease']);
    expect(specOf('cert-manager', cluster).chart?.spec).toMatchObject({ chart: 'cert-manager', sourceRef: HELM });
  });

  test('is written for a cluster with a mirror, or one that takes the reference back', () => {
    for (const own of [{ mirror: 'https://mirror.internal' }, { sourceRef: undefined }]) {
      const cluster = clusterOf({ clusterName: 'a', sources: { [REPOSITORY]: own } }, {}, HELM);
      expect(objectsOf(cluster, 'HelmRepository')).toHaveLength(1);
      fleet = new Fleet({ outdir: join(folder, 'dist') });
    }
  });

  test('fails for a source without all versions, and for options that have no effect', () => {
    expect(words(clusterOf(on(GIT)))).toEqual([expect.stringContaining('is a GitRepository, which is not a repository with all versions')]); // prettier-ignore
    fleet = new Fleet({ outdir: join(folder, 'dist') });
    const sources = { [REPOSITORY]: { sourceRef: HELM, secretRef: { name: 'a' } } };
    expect(words(clusterOf({ sources }))).toEqual([
      expect.stringContaining(`"secretRef" of ${REPOSITORY} has no effect on a source that is on the cluster already`),
    ]);
  });
});
