/**
 * Values of subscriptions, checked against the schemas next to the lock file.
 */
import { Catalog, Cluster, Fleet, formatProblem } from 'cdk8s-profiles';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SubscribeOptions } from '../../../lib/constructs/props/cluster-props';
import { temporaryFolder } from '../temporary-folder';

const CATALOGS = resolve(__dirname, '../../../examples/catalogs');
const IDENTITY = { identity: { trustDomain: 'cluster.local' } };

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  for (const name of ['mesh.lock.yaml', 'mesh.schemas'])
    cpSync(join(CATALOGS, name), join(folder, name), { recursive: true });
});

function clusterWith(options: SubscribeOptions, defaults = {}): Cluster {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  const catalog = Catalog.fromFile(fleet, 'mesh', join(folder, 'mesh.lock.yaml'));
  const cluster = new Cluster(fleet, 'production', { catalog, defaults });
  cluster.subscribe('linkerd2', options);
  return cluster;
}

const linesOf = (cluster: Cluster) =>
  cluster.plan.problems.map(problem => formatProblem(problem).replaceAll(folder, '.'));
const check = (options: SubscribeOptions, defaults = {}) => linesOf(clusterWith(options, defaults));

const MISSING = '[production/linkerd2] value "identity.trustDomain": it is missing, but the chart requires it';

test('the chart accepts the values of the program', () => {
  expect(check({ values: { ...IDENTITY, replicas: 3, proxy: { logFormat: null } } })).toEqual([]);
});

test('every value that Helm would refuse is a problem of its subscription', () => {
  expect(check({ values: { replicas: 'three', proxy: { loglevel: 'warn' } } })).toEqual([
    MISSING,
    '[production/linkerd2] value "proxy.loglevel": the chart does not know this key; the nearest: "logLevel". Correct it, or drop it',
    '[production/linkerd2] value "replicas": it is text, but the chart expects a whole number',
  ]);
});

test('what is checked is what Flux merges: defaults of the cluster, values objects of the program, inline values, patches', () => {
  expect(check({ values: { replicas: 0 } }, { values: IDENTITY })).toEqual([
    '[production/linkerd2] value "replicas": it must be at least 1',
  ]);
  expect(check({ valuesFrom: [{ values: IDENTITY }], values: { replicas: 2 } })).toEqual([]);
  expect(check({ valuesFrom: [{ values: { replicas: 0 } }], values: { ...IDENTITY, replicas: 2 } })).toEqual([]);
  expect(check({ valuesFrom: [{ values: { replicas: 0 } }], values: IDENTITY }).length).toBe(1);
  const cluster = clusterWith({ values: IDENTITY });
  const [subscription] = cluster.node.children.filter(child => child.node.id === 'linkerd2');
  (subscription as ReturnType<Cluster['subscribe']>).patch({ spec: { values: { replicas: 0 } } });
  expect(linesOf(cluster).length).toBe(1);
});

test('values that only the cluster knows may correct earlier ones, but not later ones', () => {
  const secret = { kind: 'Secret', name: 'mesh' } as const;
  expect(check({ valuesFrom: [secret] })).toEqual([]);
  expect(check({ valuesFrom: [{ values: { replicas: 0 } }, secret] })).toEqual([]);
  expect(check({ valuesFrom: [secret, { values: { replicas: 0 } }] }).length).toBe(1);
  expect(check({ valuesFrom: [secret], values: { replicas: 0 } }).length).toBe(1);
});

test('nothing is checked for an older version, nor if Flux does not check', () => {
  expect(check({ version: '1.4.1', values: { whatever: 1 } })).toEqual([]);
  const cluster = clusterWith({ values: { whatever: 1 } });
  const off = { disableSchemaValidation: true };
  const [subscription] = cluster.node.children.filter(child => child.node.id === 'linkerd2');
  (subscription as ReturnType<Cluster['subscribe']>).patch({ spec: { install: off, upgrade: off } });
  expect(linesOf(cluster)).toEqual([]);
});

const unusable = (file: string, reason: string) =>
  `[production/linkerd2] values cannot be checked because the schema of the chart cannot be used: ./mesh.schemas/${file}: ${reason}. Restore it, or run "pctl catalog update --types"`;

test('fails for a schema that is missing, or was changed', () => {
  const [file] = readdirSync(join(folder, 'mesh.schemas'));
  const path = join(folder, 'mesh.schemas', file);
  writeFileSync(path, '{}');
  expect(check({ values: IDENTITY })).toEqual([
    unusable(file, 'it has been changed: its digest differs from its name'),
  ]);
  rmSync(path);
  expect(check({ values: IDENTITY })).toEqual([unusable(file, `it does not exist (looked from ${process.cwd()})`)]);
  mkdirSync(path);
  expect(check({ values: IDENTITY })).toEqual([unusable(file, 'it is a folder')]);
});
