/**
 * `pctl import` of releases that run: Flux takes them over from other Kustomizations without any Helm action, and from
 * then on upgrades them in order.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { builtModule } from '../wrong-inputs/install-package';
import { type Cluster, Delivery, filesOf, FLUX_NAMESPACE, helmHistory, isReady, named, outOfOrder, startCluster, type Waits } from './harness'; // prettier-ignore
import { helmRelease, waitReady } from './failures/waiting';

const execute = promisify(execFile);
const NAMES = ['cert-manager', 'linkerd2', 'podinfo'];
const RELEASES = NAMES.map(name => `platform/${name}`);
const WAITS: Waits = new Map([['platform/podinfo', ['platform/cert-manager', 'platform/linkerd2']]]);
/** Seconds until each Deployment is available. */
const VALUES = '{readyAfterSeconds: 2}';

let cluster: Cluster;
let delivery: Delivery;
let root: string;

const kustomization = (name: string, more: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: ${FLUX_NAMESPACE}}
spec: {interval: 10m, retryInterval: 2s, path: ./${name}, prune: true, sourceRef: {kind: GitRepository, name: repo}${more}}
`;
const object = (apiVersion: string, kind: string, name: string, spec: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: platform\nspec:\n${spec}`;
const release = (name: string, spec: string) =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, `  interval: 10m\n  values: ${VALUES}\n${spec}`);

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1, hasRegistry: true });
  const { kube, charts, registry } = cluster;
  await charts.publish(...['cert-manager', 'podinfo'].map(name => ({ name })), { name: 'cert-manager', version: '1.1.0' }); // prettier-ignore
  await registry.publish({ name: 'linkerd2' });
  for (const name of ['platform', 'web']) await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  root = mkdtempSync(join(tmpdir(), 'import-'));
  const source = `  interval: 10m\n  url: ${registry.url}/linkerd2\n  insecure: true\n  ref: {tag: 1.0.0}\n  layerSelector: {mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy}\n`; // prettier-ignore
  write('clusters/production/all.yaml', `${kustomization('infrastructure', ', wait: true')}---\n${kustomization('apps', ', dependsOn: [{name: infrastructure}]')}`); // prettier-ignore
  write('infrastructure/charts.yaml', object('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'charts', `  interval: 10m\n  url: ${charts.url}\n`)); // prettier-ignore
  write('infrastructure/registry.yaml', object('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'linkerd2', source));
  write('infrastructure/cert-manager.yaml', release('cert-manager', '  chart: {spec: {chart: cert-manager, version: 1.0.0, sourceRef: {kind: HelmRepository, name: charts}}}\n')); // prettier-ignore
  write('infrastructure/linkerd2.yaml', release('linkerd2', '  releaseName: mesh\n  chartRef: {kind: OCIRepository, name: linkerd2}\n')); // prettier-ignore
  write('apps/podinfo.yaml', release('podinfo', '  targetNamespace: web\n  chart: {spec: {chart: podinfo, version: ">=1.0.0", sourceRef: {kind: HelmRepository, name: charts}}}\n')); // prettier-ignore
  write('apps/config.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config, namespace: web}\n');
  delivery = await Delivery.create(cluster, 'repo', { path: 'clusters/production' });
});

afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await cluster?.stop();
});

test('releases made by hand are installed, and imported without any Helm action', async () => {
  await deliver('infrastructure', 'apps');
  await waitReady(cluster.kube, ...RELEASES);
  const before = await histories();
  expect(before).toEqual([['platform', 'cert-manager', 1], ['platform', 'mesh', 1], ['platform', 'web-podinfo', 1]]); // prettier-ignore

  const begin = Date.now();
  await pctl('init', '--cluster', 'production', '--source', 'repo');
  await pctl('import', 'clusters/production');
  await deliver('infrastructure', 'apps', 'fleet');
  await pctl('import', 'clusters/production');
  for (const file of ['infrastructure/cert-manager', 'infrastructure/linkerd2', 'apps/podinfo']) rmSync(join(root, `${file}.yaml`)); // prettier-ignore
  await deliver('infrastructure', 'apps', 'fleet', 'guard', 'production');
  await waitReady(cluster.kube, ...RELEASES);

  const objects = await Promise.all(RELEASES.map(name => cluster.kube.get(helmRelease(name))));
  const owners = objects.map(({ metadata }) => metadata.labels?.['kustomize.toolkit.fluxcd.io/name']);
  expect(owners).toEqual(['production', 'production', 'production']);
  expect(objects.filter(({ metadata }) => metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune'])).toEqual([]);
  expect(cluster.order.actions(begin)).toEqual([]);
  expect(await histories()).toEqual(before);
});

test('a later commit upgrades them in order', async () => {
  const begin = Date.now();
  edit('cert-manager', 'version: 1.0.0', 'version: 1.1.0');
  edit('podinfo', 'readyAfterSeconds: 2', 'readyAfterSeconds: 3');
  await pctl('synth');
  await deliver('production');
  await cluster.kube.waitFor('both upgrades', async () => cluster.order.actions(begin).filter(({ isSuccess }) => isSuccess).length === 2); // prettier-ignore
  const actions = cluster.order.actions(begin);
  expect(actions.map(({ kind, release: name }) => `${kind} ${name}`)).toEqual(['upgrade platform/cert-manager', 'upgrade platform/podinfo']); // prettier-ignore
  expect(outOfOrder(actions, WAITS)).toEqual([]);
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function edit(name: string, before: string, after: string): void {
  const file = `subscriptions/production/${name}.yaml`;
  const text = readFileSync(join(root, file), 'utf8');
  expect(text).toContain(before);
  write(file, text.replace(before, after));
}

/** Commits everything, and waits until each of `kustomizations` has applied it. */
async function deliver(...kustomizations: readonly string[]): Promise<void> {
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'change');
  const files = Object.entries(filesOf(root)).filter(([path]) => !path.startsWith('.git/'));
  const commit = await delivery.commit(Object.fromEntries(files));
  await delivery.waitApplied(commit);
  for (const name of kustomizations) {
    await cluster.kube.waitFor(`${name} to be applied`, async () => {
      const found = await cluster.kube.tryGet(named('Kustomization', name, FLUX_NAMESPACE));
      return found !== undefined && isReady(found) && String(found.status?.lastAppliedRevision).endsWith(commit);
    });
  }
}

/** Namespace and name of each Helm release, and its newest revision. */
function histories() {
  const places = [['platform', 'cert-manager'], ['platform', 'mesh'], ['platform', 'web-podinfo']] as const; // prettier-ignore
  return Promise.all(places.map(async ([namespace, name]) => [namespace, name, (await helmHistory(cluster.kube, namespace, name)).at(-1)?.version])); // prettier-ignore
}

function git(...argv: string[]): void {
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...argv], { cwd: root });
}

/** A process of its own: its working directory is that of the repository. */
async function pctl(...argv: string[]): Promise<void> {
  await execute(process.execPath, [builtModule('cli/main'), ...argv], { cwd: root });
}
