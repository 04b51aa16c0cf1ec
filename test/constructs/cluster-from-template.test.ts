import { App, Chart } from 'cdk8s';
import { Cluster, ClusterTemplate, Fleet, type TemplateClusterOptions } from 'cdk8s-profiles';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { formatProblems } from '../../lib/model/problem-lines';
import { fromTemplate, platform, releasesIn, synth, type Written } from './template-cluster';
import { filesIn, temporaryFolder } from './temporary-folder';

const EU1 = { CLUSTER_NAME: 'eu-1' };

test('docker: the files are where they are in repositories of Weave GitOps, and only the Cluster is pruned', () => {
  const files = synth(fromTemplate('docker', { params: EU1, profiles: ['flagger'] }).fleet);
  expect([...files.keys()]).toEqual([
    'clusters/clusters/eu-1/profiles.yaml',
    'clusters/management/clusters/clusters/eu-1.yaml',
  ]);
  const prune = 'kustomize.toolkit.fluxcd.io/prune';
  const infrastructure = files.get('clusters/management/clusters/clusters/eu-1.yaml')!;
  expect(infrastructure.map(({ kind, metadata }) => `${kind} ${metadata.annotations?.[prune] ?? 'pruned'}`)).toEqual([
    'Cluster pruned',
    'DockerCluster disabled',
    'DockerMachineTemplate disabled',
    'KubeadmControlPlane disabled',
    'KubeadmConfigTemplate disabled',
    'MachineDeployment disabled',
  ]);
  const releases = releasesIn(files);
  expect(releases.map(({ metadata }) => metadata.name)).toEqual(['eu-1-cert-manager', 'eu-1-flagger', 'eu-1-linkerd2']);
  const [certs, flagger, linkerd2] = releases.map(({ spec }) => spec);
  expect(certs.kubeConfig).toEqual({ secretRef: { name: 'eu-1-kubeconfig', key: 'value' } });
  expect([certs, flagger, linkerd2].map(({ storageNamespace }) => storageNamespace)).toEqual([
    'cert-manager',
    'flagger-system',
    'linkerd2',
  ]);
  expect([certs, flagger, linkerd2].map(({ chart }) => chart.spec.version)).toEqual(['0.0.8', '0.0.2', '0.0.16']);
  expect(linkerd2.values).toEqual({ clusterDomain: 'cluster.local', labels: { cluster: 'eu-1' } });
  expect([linkerd2, flagger].map(({ dependsOn }) => dependsOn[0].name)).toEqual(['eu-1-cert-manager', 'eu-1-linkerd2']);
});

test('aws: no profile chosen installs the required ones, ranges become versions, layers come from the catalog', () => {
  const { fleet, cluster } = fromTemplate('aws', { params: { ...EU1, AWS_REGION: 'eu-central-1' }, flux: 'workload' });
  const files = synth(fleet);
  const releases = releasesIn(files);
  expect(releases.map(({ metadata }) => metadata.name)).toEqual(['ingress-nginx', 'kyverno']);
  expect(releases[1].spec.chart.spec.version).toBe('0.0.5');
  expect(releases[0].spec.values).toEqual({ controller: { service: { annotations: { name: 'eu-1' } } } });
  expect(releases.map(({ spec }) => spec.kubeConfig)).toEqual([undefined, undefined]);
  expect(cluster.plan.steps.map(({ name, layer }) => `${name} ${layer}`)).toEqual(['kyverno 0', 'ingress-nginx 1']);
  const bases = files.get('clusters/clusters/eu-1/clusters-bases-kustomization.yaml')!;
  expect(bases[0]).toMatchObject({ kind: 'Kustomization', spec: { path: './clusters/bases', prune: true } });
});

test('vsphere: paths of the template are honoured, and its HelmRelease is merged', () => {
  const params = { ...EU1, VSPHERE_SERVER: 'vcenter.example.com' };
  const files = synth(
    fromTemplate('vsphere', { params, profiles: { 'cert-manager': {}, flagger: { layer: 3 } } }).fleet,
  );
  expect([...files].map(([path, found]) => `${path}: ${found.map(({ kind }) => kind).join(' ')}`)).toEqual([
    'clusters/management/clusters/vsphere/eu-1.yaml: Cluster',
    'clusters/management/vsphere/eu-1.yaml: VSphereCluster VSphereMachineTemplate',
    'clusters/vsphere/eu-1/policies.yaml: HelmRelease',
    'clusters/vsphere/eu-1/profiles.yaml: HelmRelease HelmRelease HelmRelease',
    'clusters/vsphere/eu-1/sources.yaml: HelmRepository',
  ]);
  expect(files.get('clusters/vsphere/eu-1/policies.yaml')![0].spec.interval).toBe('5m');
  expect(files.get('clusters/management/vsphere/eu-1.yaml')![1]).toMatchObject({
    metadata: { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    spec: { template: { spec: { memoryMiB: 8192 } } },
  });
});

const VALUES = { clusterDomain: 'example.com', proxy: { image: 'mine' } };

test.each<[string, boolean, object, object]>([
  ['the template’s values win', false, { chart: { spec: { version: '0.0.15' } } }, { clusterDomain: 'cluster.local' }],
  ['the user’s win', true, { chart: { spec: { version: '0.0.16' } } }, VALUES],
])('editable or not: %s', (_, editable, spec, values) => {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  const template = new ClusterTemplate(new Chart(fleet, 'templates'), 'small', { params: { CLUSTER_NAME: {} } });
  template.subscribe('linkerd2', { version: '0.0.15', editable, values: { clusterDomain: 'cluster.local' } });
  const profiles = { linkerd2: { version: '>=0.0.1', values: VALUES } };
  Cluster.fromTemplate(fleet, 'a', { template, params: { CLUSTER_NAME: 'eu-1' }, catalog: platform(fleet), profiles });
  const [release] = releasesIn(synth(fleet));
  expect(release.spec).toMatchObject({ ...spec, values });
  expect(Object.keys(release.spec.values)).toEqual(Object.keys(values));
});

test('the same template and parameters give the same bytes, whatever the order of the choices', () => {
  const texts = [
    { flagger: {}, kyverno: {} },
    { kyverno: {}, flagger: {} },
  ].map(profiles => {
    const { fleet } = fromTemplate('docker', { params: EU1, profiles });
    fleet.synth();
    return filesIn(fleet.outdir);
  });
  expect(texts[0]).toEqual(texts[1]);
});

test('clusters of one template are next to each other, and two of one name are a problem', () => {
  const { fleet, catalog } = fromTemplate('docker', { params: EU1 });
  const add = (id: string, CLUSTER_NAME: string) =>
    Cluster.fromTemplate(fleet, id, { template: 'examples/templates/docker.yaml', params: { CLUSTER_NAME }, catalog });
  add('us-1', 'us-1');
  const folder = 'clusters/management/clusters/clusters';
  expect([...synth(fleet).keys()].filter(path => path.startsWith(folder))).toEqual([
    `${folder}/eu-1.yaml`,
    `${folder}/us-1.yaml`,
  ]);
  add('again', 'us-1');
  expect(fleet.problems.map(({ kind }) => kind)).toContain('duplicate-cluster');
});

test('a cluster that leaves the program leaves no files', () => {
  const { fleet } = fromTemplate('docker', { params: EU1 });
  fleet.synth();
  new Fleet({ outdir: fleet.outdir }).synth();
  expect(filesIn(fleet.outdir)).toEqual({});
});

test('its Kustomization applies its folder', () => {
  const { fleet, cluster } = fromTemplate('docker', {
    params: EU1,
    delivery: { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' },
  });
  cluster.deliverFrom(new Chart(fleet, 'flux'));
  fleet.synth();
  const text = filesIn(fleet.outdir)['flux/Kustomization.flux-system.eu-1.k8s.yaml'];
  expect((parse(text) as Written).spec.path).toBe('./dist/clusters/clusters/eu-1');
});

test.each<[string, string, Partial<TemplateClusterOptions>, readonly string[]]>([
  ['a missing file', './missing.yaml', {}, ['[eu-1] ./missing.yaml cannot be read']],
  [
    'parameters, all at once',
    'docker',
    { params: { CLUSTERNAME: 'x', KUBERNETES_VERSION: 'v1' } },
    [
      '[eu-1] parameter "CLUSTERNAME" of template "docker" is not in the template; the nearest: CLUSTER_NAME',
      'docker.yaml:12:7: parameter "CLUSTER_NAME" of template "docker" has no value',
      'docker.yaml:17:7: parameter "KUBERNETES_VERSION" of template "docker" is "v1". Give one of v1.35.4, v1.36.3',
    ],
  ],
  [
    'what may not be changed',
    'aws',
    { params: { ...EU1, NAMESPACE: 'x', AWS_REGION: 'us-east-1' } },
    ['aws.yaml:16:7: parameter "NAMESPACE" of template "aws" is "x", and may not be changed'],
  ],
  [
    'a template that is not there',
    'docker',
    { params: EU1, templateName: 'dockr' },
    ['docker.yaml:2:1: "examples/templates/docker.yaml" does not contain template "dockr"; the nearest: docker'],
  ],
  [
    'profiles that nobody offers',
    'docker',
    { params: EU1, profiles: ['flager', 'constructor'] },
    ['[eu-1/constructor.2] catalog "platform" has no profile "constructor"', '[eu-1/flager] catalog "platform"'],
  ],
  [
    'a range, which keeps its operator',
    'docker',
    { params: EU1, profiles: { flagger: { version: '>=1.0' } } },
    ['[eu-1/flagger] no version of "flagger" in catalog "platform" is in ">=1.0"; the nearest: 0.0.2, 0.0.1'],
  ],
  [
    'a missing values file',
    'docker',
    { params: EU1, profiles: { flagger: { values: 'missing.yaml' } } },
    ['[eu-1/flagger] missing.yaml cannot be read'],
  ],
  [
    'a lock file',
    './examples/catalogs/mesh.lock.yaml',
    {},
    ['[eu-1] "./examples/catalogs/mesh.lock.yaml" contains no'],
  ],
])('fails for %s', (_, template, options, expected) => {
  const lines = formatProblems(fromTemplate(template, options).fleet.problems);
  expect(lines).toEqual(expected.map(text => expect.stringContaining(text)));
});

test('a stock App fails too', () => {
  const app = new App();
  Cluster.fromTemplate(app, 'eu-1', { template: './missing.yaml' });
  expect(() => app.synth()).toThrow(/missing\.yaml cannot be read/);
});

test('several templates in a file are told apart by name, and CRLF does not matter', () => {
  const file = join(temporaryFolder(), 'templates.yaml');
  const text = (name: string) =>
    `apiVersion: capi.weave.works/v1alpha2\nkind: CAPITemplate\nmetadata: {name: ${name}}\nspec: {}\n`;
  writeFileSync(file, `${text('a')}---\n${text('b')}`.replaceAll('\n', '\r\n'));
  expect(fromTemplate(file, { templateName: 'b', addCommonBases: false }).fleet.problems).toEqual([]);
  expect(fromTemplate(file).fleet.problems).toMatchObject([{ kind: 'invalid-props', path: 'eu-1' }]);
});
