/**
 * The index of a repository in use, when it lies beside this one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';
import type { HelmIndex } from '../../../lib/model/helm-index/helm-index-charts';

const file = resolve(__dirname, '../../../../shared/data/profiles-catalog-index.yaml');
const withShared = existsSync(file) ? describe : describe.skip;

/** Profile, newest version and its layer. */
const NEWEST = [
  ['aws-ebs-csi-driver', '0.0.1', 1],
  ['cert-manager', '0.0.8', 0],
  ['consul', '0.0.1', undefined],
  ['crossplane', '0.0.5', undefined],
  ['dex', '0.0.11', undefined],
  ['eks-addons', '0.0.1', 1],
  ['elk-stack', '0.0.9', 2],
  ['external-secrets', '1.0.0', 0],
  ['external-secrets-store-config', '0.0.1', 4],
  ['flagger', '0.0.2', 2],
  ['ingress-nginx', '0.0.12', 1],
  ['jaeger', '0.0.4', undefined],
  ['kafka', '0.0.4', undefined],
  ['karpenter', '0.0.1', undefined],
  ['keycloak', '0.0.4', undefined],
  ['kong', '0.0.1', 2],
  ['kuma', '0.0.1', 2],
  ['kyverno', '0.0.5', 0],
  ['kyverno-policies', '0.0.5', 1],
  ['linkerd2', '0.0.16', 1],
  ['local-path-provisioner', '0.0.3', 0],
  ['magalix', '0.0.13', undefined],
  ['metallb', '0.0.3', 0],
  ['prometheus', '2.0.0', 1],
  ['reloader', '0.0.1', 2],
  ['snyk', '0.0.3', undefined],
  ['sockshop', '0.0.4', 2],
  ['tf-controller', '0.0.4', undefined],
  ['universal-crossplane', '0.0.2', undefined],
  ['vault', '0.0.1', undefined],
  ['weave-policy', '2.0.0', 1],
];

const chartOf = ({ origin }: CatalogEntry) => (origin.kind === 'chart' ? origin.chart : undefined);

withShared('the profiles-catalog index', () => {
  let index: HelmIndex;
  beforeAll(() => {
    index = parseHelmIndex(readFileSync(file, 'utf8'), { file: 'index.yaml' });
  });

  test('offers 130 versions of 31 charts, and nothing is wrong with it', () => {
    expect(index.problems).toEqual([]);
    expect(index.entries).toHaveLength(130);
    expect(new Set(index.entries.map(chartOf)).size).toBe(31);
  });

  test('lists each profile with its newest version first', () => {
    const newest = index.entries.filter((entry, i) => entry.name !== index.entries[i - 1]?.name);
    expect(newest.map(({ name, version, layer }) => [name, version, layer])).toEqual(NEWEST);
  });

  test.each([
    ['magalix', 'magalix-agent'],
    ['external-secrets-store-config', 'secrets-store-config'],
    ['weave-policy', 'weave-policy-agent'],
  ])('profile %s is chart %s', (name, chart) => {
    expect(new Set(index.entries.filter(e => e.name === name).map(chartOf))).toEqual(new Set([chart]));
  });

  test('a release comes before its prereleases', () => {
    const versions = index.entries.filter(e => e.name === 'external-secrets').map(e => e.version);
    expect(versions).toEqual(['1.0.0', '0.6.1', '0.0.5', '0.0.4', '0.0.3-0', '0.0.2', '0.0.2-0', '0.0.1']);
  });

  test('knows where an entry is written', () => {
    const entry = index.entries.find(e => e.name === 'cert-manager');
    expect(entry?.location).toEqual({ file: 'index.yaml', line: 38, column: 5 });
  });
});
