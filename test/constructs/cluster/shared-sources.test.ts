/**
 * Sources of clusters behind one management API server.
 */
import { Chart } from 'cdk8s';
import { Cluster, Fleet, type FleetProps, Profile } from 'cdk8s-profiles';
import { parse } from 'yaml';
import { readFolder } from '../../../lib/deliver/read-folder';
import { readReleases } from '../../../lib/deliver/read-releases';
import { filesIn, temporaryFolder } from '../temporary-folder';

const REPOSITORY = 'https://charts.example.com';
const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;

/** Clusters with cert-manager and a chart from a registry, the first without `kubeConfig`. */
function fleetOf(names: readonly string[], props: FleetProps = {}): Fleet {
  const fleet = new Fleet({ outdir: temporaryFolder(), delivery: DELIVERY, ...props });
  for (const [i, name] of names.entries()) {
    const kubeConfig = i === 0 ? undefined : { secretRef: { name: `${name}-kubeconfig` } };
    const cluster = new Cluster(fleet, name, { namespace: 'clusters', defaults: { kubeConfig } });
    cluster.subscribe(Profile.fromHelmChart({ repository: REPOSITORY, chart: 'cert-manager', version: '1.18.2' }));
    cluster.subscribe(
      Profile.fromHelmChart({ repository: 'oci://ghcr.io/charts', chart: 'podinfo', version: '6.9.2' }),
    );
  }
  return fleet;
}

function synth(fleet: Fleet): Readonly<Record<string, string>> {
  fleet.synth();
  return filesIn(fleet.outdir);
}

const sourcesIn = (files: Readonly<Record<string, string>>) =>
  Object.keys(files).filter(path => /Repository\./.test(path)).map(path => path.split('/')[0]); // prettier-ignore

test('clusters with kubeConfig share one object per URL and options, others keep their own', () => {
  const fleet = fleetOf(['management', 'eu-1', 'us-1', 'us-2'], { sharedSources: true });
  fleet.deliverSourcesFrom(new Chart(fleet, 'flux'));
  const files = synth(fleet);
  expect(sourcesIn(files).sort()).toEqual(['management', 'management', 'shared-sources', 'shared-sources']);
  const shared = Object.keys(files).find(path => path.startsWith('shared-sources/HelmRepository'))!;
  const { metadata } = parse(files[shared]);
  for (const name of ['eu-1', 'us-2']) {
    const { spec } = parse(files[`${name}/HelmRelease.clusters.${name}-cert-manager.k8s.yaml`]);
    expect(spec.chart.spec.sourceRef).toMatchObject({ kind: 'HelmRepository', name: metadata.name });
  }
  expect(metadata.namespace).toBe('clusters');
  const delivered = parse(files['flux/Kustomization.flux-system.shared-sources.k8s.yaml']);
  expect(delivered.spec.path).toBe('./dist/shared-sources');
  const { releases } = readReleases(readFolder(fleet.outdir).documents);
  expect(releases.find(({ name }) => name === 'eu-1-cert-manager')?.chart?.repository).toBe(REPOSITORY);
});

test('another URL or other options are another object', () => {
  const fleet = fleetOf(['management', 'eu-1'], { sharedSources: true });
  const secretRef = { name: 'login' };
  const us = new Cluster(fleet, 'us-1', {
    namespace: 'clusters',
    defaults: { kubeConfig: { secretRef: { name: 'us-1-kubeconfig' } } },
    sources: { [REPOSITORY]: { secretRef } },
  });
  us.subscribe(Profile.fromHelmChart({ repository: REPOSITORY, chart: 'cert-manager', version: '1.18.2' }));
  expect(sourcesIn(synth(fleet)).filter(folder => folder === 'shared-sources')).toHaveLength(3);
});

test('without being asked, each cluster has its own, and they cannot be delivered', () => {
  const fleet = fleetOf(['management', 'eu-1']);
  expect(sourcesIn(synth(fleet)).sort()).toEqual(['eu-1', 'eu-1', 'management', 'management']);
  expect(() => fleet.deliverSourcesFrom(new Chart(fleet, 'flux'))).toThrow(/do not share sources/);
});
