import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';
import { chartText, lockText } from './lint-files';

const LAYERS = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';
const INDEX = `apiVersion: v1\nentries:\n  kuma:\n${['0.0.1', '0.0.2']
  .map(
    version => `    - {name: kuma, version: ${version}, annotations: {weave.works/profile: kuma}, urls: [kuma.tgz]}\n`,
  )
  .join('')}`;
const lint = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['lint', ...argv]);
/** The rule and the place of each line. */
const found = ({ stdout }: { stdout: string }) =>
  [...stdout.matchAll(/^(.*?:\d+:\d+): .* \[(.*)\]$/gm)].map(([, place, rule]) => `${place} ${rule}`);

test('finds by itself what each file of a folder is', async () => {
  const files = {
    'catalogs/platform.lock.yaml': lockText({ kuma: ['0.0.1', '0.0.2'] }),
    'catalogs/layers.yaml': `${LAYERS}layers:\n  kuma: 1\n  kumo: 2\n`,
    'catalogs/platform.yaml':
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: platform}\n',
    'charts/kong/Chart.yaml': chartText('kong', { layers: 'layer-2' }),
    'charts/kong/templates/index.yaml': '{{',
    'charts/kong/charts/sub/Chart.yaml': 'x',
    'docs/index.yaml': INDEX,
    'docs/other.yaml': 'apiVersion: v1\nkind: HelmRepository\n',
  };
  const result = await lint(files);
  expect(found(result)).toEqual([
    'catalogs/layers.yaml:5:9 component-unknown',
    'catalogs/platform.lock.yaml:12:16 versions-unordered',
    'catalogs/platform.yaml:1:1 invalid-source',
    'charts/kong/Chart.yaml:10:3 annotation-typo',
    'docs/index.yaml:5:7 category-missing',
    'docs/index.yaml:5:7 description-missing',
    'docs/index.yaml:5:7 layer-missing',
    'docs/index.yaml:5:7 maintainer-missing',
    'docs/index.yaml:5:29 versions-unordered',
  ]);
  expect(result.code).toBe(1);
});

test('--disable, --strict and unknown rules', async () => {
  const files = { 'Chart.yaml': chartText('kong', { layers: 'layer-2' }) };
  expect(await lint(files)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^1 warning\. Each rule is explained at h/),
  });
  expect(await lint(files, '--strict')).toMatchObject({ code: 1 });
  expect(await lint(files, '--strict', '--disable', 'annotation-typo')).toMatchObject({ code: 0, stdout: '' });
  expect(await lint(files, '--disable', 'annotation-typos', '--kube-version', 'new')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: there is no rule "annotation-typos"; the nearest: annotation-typo, annotation-misplaced. "pctl lint --list" shows all\n' +
      'error: --kube-version "new" is not a version of Kubernetes; write the version that the API server reports, which "kubectl version" prints, as in "v1.29.3"\n',
  });
});

test('--fix corrects what is certain, once, and reports the rest', async () => {
  const before = chartText('kong', { layer: 'layer2', categoris: 'gateway' }).replace(
    '  weave.works/category: kong\n',
    '',
  );
  const cwd = writtenFiles({ 'kong/Chart.yaml': before, 'kong/values.yaml': '' });
  expect(await pctlIn(cwd, ['lint', '--fix'])).toEqual({
    code: 0,
    stdout: '',
    stderr:
      'fixed: kong/Chart.yaml:8: weave.works/layer: layer-2 [layer-unreadable]\n' +
      'fixed: kong/Chart.yaml:9: weave.works/categoris -> weave.works/category [annotation-typo]\n' +
      'kong/Chart.yaml: nothing is wrong\n',
  });
  const after = before.replace('layer2', 'layer-2').replace('categoris', 'category');
  expect(readFileSync(join(cwd, 'kong/Chart.yaml'), 'utf8')).toBe(after);
  expect(await pctlIn(cwd, ['lint', '--fix'])).toMatchObject({ stderr: 'kong/Chart.yaml: nothing is wrong\n' });
});

test('a file of layers is checked against the lock files next to it, and given to other catalogs with --layers', async () => {
  const files = {
    'catalogs/platform.lock.yaml': lockText({ kuma: ['0.0.2'], kong: ['0.0.1'] }),
    'catalogs/layers.yaml': `${LAYERS}model: category\nnumbers:\n  kuma: 10\n  kong: 10\n  Service Mesh: 30\n`,
    'index.yaml': INDEX,
  };
  expect(found(await lint(files, 'catalogs/layers.yaml'))).toEqual([
    'catalogs/layers.yaml:1:1 layer-differs',
    'catalogs/layers.yaml:6:9 category-number-shared',
  ]);
  const given = await lint(files, 'index.yaml', '--layers', 'catalogs/layers.yaml');
  expect(found(given)).toContain('index.yaml:5:7 category-missing');
  expect(given.code).toBe(1);
});

test('cycles and dependencies on higher layers are found in a file of layers without a catalog', async () => {
  const needs = 'dependencies:\n  flagger: [linkerd2]\n  linkerd2: [flagger]\n';
  expect(found(await lint({ 'layers.yaml': `${LAYERS}model: minimal\n${needs}` }))).toEqual([
    'layers.yaml:5:13 layer-cycle',
  ]);
  const above = `layers: {flagger: 1, linkerd2: 2}\ndependencies: {flagger: [linkerd2]}\n`;
  expect(found(await lint({ 'layers.yaml': LAYERS + above }))).toEqual(['layers.yaml:4:26 dependency-above']);
});

test('prerequisites that are names are looked up in the catalogs that are checked', async () => {
  const prerequisites = (names: string) => lockText({ kuma: ['0.0.2'] }, `      prerequisites: [${names}]\n`);
  const files = { 'a.lock.yaml': prerequisites('kumo >=1.0, kuma, kubernetes 1.30, A load balancer') };
  expect(found(await lint(files))).toEqual(['a.lock.yaml:8:14 prerequisite-unknown']);
});

test.each([
  ['an empty lock file', 'a.lock.yaml', '', 'invalid-lock'],
  ['bytes that are not UTF-8', 'Chart.yaml', '\udcff', 'invalid-chart'],
  ['a file of layers with an unknown field', 'layers.yaml', `${LAYERS}layer: {}\n`, 'invalid-layers'],
])('fails for %s', async (_, name, text, rule) => {
  const { code, stdout } = await lint({ [name]: text });
  expect(code).toBe(1);
  expect(stdout).toContain(`[${rule}]`);
});
