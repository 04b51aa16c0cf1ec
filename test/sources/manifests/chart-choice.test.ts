/**
 * Annotations that choose charts and versions.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../../../lib/model/problem-words';
import { findCatalogSources } from '../../../lib/sources/find-sources';
import { temporaryFolder } from '../../constructs/temporary-folder';

function find(annotations: string, kind = 'HelmRepository', spec = 'url: https://charts.example.com') {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'catalogs'));
  const head = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: a\n  annotations:\n`;
  writeFileSync(join(cwd, 'catalogs/a.yaml'), `${head}    ${annotations}\nspec: {${spec}}\n`);
  const { sources, problems } = findCatalogSources('catalogs', cwd);
  return { sources, lines: problems.map(formatProblem) };
}

test('names are read in any order, each once, for HTTP and for folders of registries', () => {
  const text = 'cdk8s-profiles/charts: trust-manager, cert-manager,cert-manager';
  expect(find(text)).toMatchObject({ sources: [{ charts: ['cert-manager', 'trust-manager'] }], lines: [] });
  const folder = find(text, 'HelmRepository', 'type: oci, url: "oci://registry.example.com/charts"');
  expect(folder).toMatchObject({ sources: [{ charts: ['cert-manager', 'trust-manager'] }], lines: [] });
  expect(find('cdk8s-profiles/keep: "5"').sources).toMatchObject([{ keep: 5 }]);
  const [plain] = find('other: text').sources;
  expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['charts']));
});

test.each([
  ['cdk8s-profiles/charts: a,,b', '"cdk8s-profiles/charts" of HelmRepository default/a has the name ""; use letters'],
  ['cdk8s-profiles/charts: ../x', 'has the name "../x"; use letters, digits'],
  ['cdk8s-profiles/keep: "0"', '"cdk8s-profiles/keep" of HelmRepository default/a is "0"; write a whole number from 1'],
  ['cdk8s-profiles/keep: "1e3"', 'is "1e3"; write'],
  ['cdk8s-profiles/keep: 10', 'is the number 10; quote it: "10"'],
])('fails for %s', (annotation, words) => {
  expect(find(annotation).lines).toEqual([expect.stringContaining(words)]);
  expect(find(annotation).lines[0]).toMatch(/^catalogs\/a.yaml:6:\d+: /);
});

test('fails for an OCIRepository that chooses charts', () => {
  const { lines } = find('cdk8s-profiles/charts: a', 'OCIRepository', 'url: "oci://registry.example.com/charts/a"');
  expect(lines).toEqual([expect.stringContaining('is "a"; leave it out, because an OCIRepository is one chart')]);
});
