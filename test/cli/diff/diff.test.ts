import { parse } from 'yaml';
import { isVisible } from '../../../lib/model/data/invisible-text';
import { releaseText } from '../../deliver/written-files';
import { diff } from './repository';

const release = (name: string, version = '1.2.3', layer = 0) =>
  releaseText(name, { cluster: 'production', version, layer });
const BEFORE = { 'dist/production/all.yaml': release('linkerd2') + release('vault') + release('tempo') };
const AFTER = {
  'dist/production/all.yaml': release('linkerd2', '2.0.0') + release('vault', '1.2.3', 1) + release('flagger'),
};

test('shows what changes, one line for each change', async () => {
  const { code, stdout, stderr } = await diff(BEFORE, AFTER);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
   "1 of 1 cluster changes: dist, compared with 1a2b3c4d5e, the merge base with main

   CHANGE            WHAT      DETAILS              CLUSTERS
   added             flagger   1.2.3; layer 0       production
   upgraded (major)  linkerd2  1.2.3 -> 2.0.0       production
   re-ordered        vault     1.2.3; layer 0 -> 1  production
   removed           tempo     1.2.3; layer 0       production

   Order (production):
     1. flagger, linkerd2
     then removed, without order, because the cluster has no RemovalGuard: tempo
   "
  `);
});

test('exits with 1 for changes only if asked to', async () => {
  expect((await diff(BEFORE, AFTER, '--exit-code')).code).toBe(1);
  const { code, stdout } = await diff(BEFORE, BEFORE, '--exit-code');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'No changes: dist, compared with 1a2b3c4d5e, the merge base with main\n',
  });
});

test('prints the same as JSON, YAML and names', async () => {
  const json = JSON.parse((await diff(BEFORE, AFTER, '-o', 'json')).stdout);
  expect(parse((await diff(BEFORE, AFTER, '-o', 'yaml')).stdout)).toEqual(json);
  expect(json).toMatchObject({
    base: { kind: 'commit', name: 'main' },
    folder: 'dist',
    releases: [
      { change: 'added', name: 'flagger', clusters: ['production'] },
      { change: 'upgraded', namespace: 'flux-system', name: 'linkerd2', from: '1.2.3', to: '2.0.0', step: 'major' },
      { change: 'reordered', name: 'vault', layerFrom: 0, layerTo: 1 },
      { change: 'removed', name: 'tempo', effects: [{ kind: 'pruned' }] },
    ],
    objects: [],
    clusters: [{ name: 'production', change: 'changed', steps: [['flagger', 'linkerd2']], removals: [['tempo']] }],
  });
  expect((await diff(BEFORE, AFTER, '-o', 'name')).stdout).toBe(
    ['flagger', 'linkerd2', 'vault', 'tempo'].map(name => `production/flux-system/${name}\n`).join(''),
  );
});

test('equal changes on twelve clusters are one line, and --cluster shows one of them', async () => {
  const clusters = Array.from({ length: 12 }, (_, i) => `cluster-${i + 1}`);
  const files = (version: string) =>
    Object.fromEntries(
      clusters.map(cluster => [`dist/${cluster}/a.yaml`, releaseText('vault', { cluster, version, layer: 0 })]),
    );
  const { stdout } = await diff(files('1.2.3'), files('1.3.0'));
  expect(stdout.match(/^upgraded .*$/gm)).toEqual(['upgraded (minor)  vault  1.2.3 -> 1.3.0  all 12']);
  const one = await diff(files('1.2.3'), files('1.3.0'), '--cluster', 'cluster-10');
  expect(one.stdout).toMatch(/^1 of 1 cluster changes: .*\n\n.*\n.* cluster-10\n/);
  const unknown = await diff(files('1.2.3'), files('1.3.0'), '--cluster', 'constructor');
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toMatch('no HelmRelease of cluster "constructor" was found');
});

test('a cluster that is removed or new is compared as a whole', async () => {
  const staging = { 'dist/staging/a.yaml': releaseText('vault', { cluster: 'staging', layer: 0 }) };
  const removed = await diff({ ...BEFORE, ...staging }, BEFORE);
  expect(removed.stdout).toContain('removed  vault  1.2.3; layer 0  staging\n');
  expect(removed.stdout).toContain('1 of 2 clusters changes');
  const { stdout } = await diff(BEFORE, { ...BEFORE, ...staging }, '-o', 'json');
  expect(JSON.parse(stdout).clusters).toMatchObject([{ name: 'staging', change: 'added' }]);
});

test('fails for files that cannot be read, and shows the rest', async () => {
  const broken = { 'dist/production/broken.yaml': 'kind: [\n' };
  const { code, stdout, stderr } = await diff({ ...BEFORE, ...broken }, { ...AFTER, ...broken });
  expect(code).toBe(1);
  expect(stdout).toContain('upgraded (major)  linkerd2');
  expect(stderr.match(/^error: .*broken\.yaml:\d+:\d+: /gm)).toHaveLength(2);
});

test('control characters and Markdown in names and values are shown as text', async () => {
  const files = (value: string) => ({
    'dist/a.yaml': `---\n${JSON.stringify({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'a|b`<img>', namespace: 'flux-system' },
      spec: { values: { 'x\u202e': value } },
    })}\n`,
  });
  const [before, after] = [files('1'), files('@team | ``` <script>\u001b[31m')];
  const { stdout } = await diff(before, after, '-o', 'markdown');
  expect(stdout).toContain('| changed | ``a\\|b`<img>`` | 1 value |');
  expect(stdout).toContain('  - ````["x\\u202e"]: "1" -> "@team | ``` <script>\\u001b[31m"````');
  expect(isVisible((await diff(before, after)).stdout, '\n')).toBe(true);
});
