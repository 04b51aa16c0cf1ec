/**
 * A fleet in `pctl synth` writes elsewhere, and knows its real output.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import { Cluster, Fleet, Profile } from 'cdk8s-profiles';
import { HEADER } from '../../../lib/constructs/files/file-header';
import { filesIn, temporaryFolder } from '../temporary-folder';

const SOURCE = { kind: 'GitRepository', name: 'flux-system' } as const;
const RELEASE = 'production/HelmRelease.flux-system.linkerd2.k8s.yaml';

let final: string;
let staged: string;

beforeEach(() => {
  const folder = temporaryFolder();
  [final, staged] = [join(folder, 'dist'), join(folder, 'staged')];
  process.env.CDK8S_OUTDIR = staged;
  process.env.CDK8S_PROFILES_OUTPUT = final;
});

afterEach(() => {
  delete process.env.CDK8S_OUTDIR;
  delete process.env.CDK8S_PROFILES_OUTPUT;
});

function newFleet(outdir?: string): Fleet {
  const fleet = new Fleet({ outdir, delivery: { sourceRef: SOURCE, path: './dist' } });
  const cluster = new Cluster(fleet, 'production');
  const chart = { repository: 'https://charts.example.com', chart: 'linkerd2', version: '1.0.0' };
  cluster.subscribe(Profile.fromHelmChart(chart), { layer: 0 });
  const issuers = cluster.manifests('issuers', { layer: 1 });
  new ApiObject(issuers, 'letsencrypt', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'letsencrypt' } });
  return fleet;
}

test.each([
  ['without an outdir', undefined, ''],
  ['with the outdir that it replaces', () => final, ''],
  ['with the staged folder as outdir', () => staged, ''],
  ['with an outdir in the output', () => join(final, '..extra'), '..extra'],
  ['with an outdir in the staged folder', () => join(staged, 'extra'), 'extra'],
])('writes to the staged folder %s, and is called as before', (_, outdir, rest) => {
  const fleet = newFleet(outdir?.());
  fleet.synth();
  expect(fleet.outdir).toBe(join(final, rest));
  expect(existsSync(final)).toBe(false);
  expect(Object.keys(filesIn(join(staged, rest)))).toContain(RELEASE);
});

test('writes to an outdir of its own', () => {
  const other = join(temporaryFolder(), 'other');
  newFleet(other).synth();
  expect(Object.keys(filesIn(other))).toContain(RELEASE);
  expect(existsSync(staged)).toBe(false);
});

test.each([
  ['the output', undefined, ''],
  ['a folder in it', () => join(final, 'extra'), 'extra'],
  ['the staged folder, which the program names', () => staged, ''],
])('keeps what Flux still needs of the output before, for %s', (_, outdir, rest) => {
  const before = join(rest, 'manifests/production/issuers-11111111/ClusterIssuer.letsencrypt.yaml');
  mkdirSync(join(final, before, '..'), { recursive: true });
  writeFileSync(join(final, before), HEADER);
  newFleet(outdir?.()).synth();
  expect(filesIn(staged)[before]).toBe(HEADER);
});

test('refuses to replace a file that it did not write', () => {
  mkdirSync(join(final, 'production'), { recursive: true });
  writeFileSync(join(final, RELEASE), 'kind: HelmRelease\n');
  expect(() => newFleet().synth()).toThrow(`${RELEASE} was not written by this library`);
});
