/**
 * `pctl layers`: the model as a table, differences between two files, and lists that are locked.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { LoopbackServer } from '../../servers/loopback-server';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const HEAD = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';
const CATEGORY = `${HEAD}model: category
numbers: {Certificates: 0, Service Mesh: 20, Progressive Delivery: 22, Storage: 30}
categories: {cert-manager: Certificates, linkerd2: Service Mesh, kuma: Service Mesh}
`;
const LOCK = lockText('platform', {
  'cert-manager': { versions: ['0.0.8'], layer: 0 },
  flagger: { versions: ['0.0.2'], category: 'Progressive Delivery' },
});
const run = (files: Readonly<Record<string, string>>, ...argv: string[]) => pctlIn(writtenFiles(files), ['layers', ...argv]); // prettier-ignore

test('the model is a table of numbers, categories, components and gaps', async () => {
  const { code, stdout, stderr } = await run({ 'catalogs/layers.yaml': CATEGORY, 'catalogs/platform.lock.yaml': LOCK }, 'show'); // prettier-ignore
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`\
model category: catalogs/layers.yaml

  LAYER  CATEGORY              COMPONENTS      FREE ABOVE
  0      Certificates          cert-manager    1 to 19
  20     Service Mesh          kuma, linkerd2  21
  22     Progressive Delivery  flagger         23 to 29
  30     Storage               -               31 and above
`);
});

test('each release is in its layer by a rule, and what does not fit is reported', async () => {
  const minimal = `${HEAD}model: minimal\ndependencies: {flagger: [linkerd2], linkerd2: [cert-manager]}\n`;
  const dist = { 'dist/a.yaml': ['flagger', 'linkerd2'].map(name => releaseText(name, { cluster: 'production' })).join('') }; // prettier-ignore
  const { stdout } = await run({ 'catalogs/layers.yaml': minimal, ...dist }, 'show', 'dist');
  expect(stdout).toContain(`
production

  LAYER  COMPONENT  RULE
  0      linkerd2   depends on nothing
  1      flagger    flagger -> linkerd2
`);
  const json = await run({ 'order.yaml': minimal, ...dist }, 'show', 'dist', '--layers', 'order.yaml', '-o', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    model: 'minimal',
    files: ['order.yaml'],
    clusters: [{ name: 'production', components: [{ name: 'flagger', layer: 1, rule: 'longest path' }, { layer: 0 }] }],
  });
  const allocated = `${HEAD}model: allocated\nlayers: {flagger: 100}\n`;
  const refused = await run({ 'order.yaml': allocated, ...dist }, 'show', 'dist', '--layers', 'order.yaml');
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('error: "linkerd2" is not in the master list') }); // prettier-ignore
});

test('a diff says which components move when one is added, and why', async () => {
  const minimal = `${HEAD}model: minimal\ndependencies: {flagger: [linkerd2], linkerd2: [cert-manager], kyverno: []}\n`;
  const { stdout, code } = await run({ 'layers.yaml': minimal }, 'diff', 'layers.yaml', '--add', 'cert-manager');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `\
COMPONENT     BEFORE  AFTER  WHY
cert-manager  -       0      it is new
flagger       1       2      flagger -> linkerd2 -> cert-manager, and cert-manager is new
linkerd2      0       1      linkerd2 -> cert-manager, and cert-manager is new
`,
  });
  const less = `${HEAD}model: minimal\ndependencies: {flagger: [], linkerd2: [cert-manager]}\n`;
  const other = await run({ 'old.yaml': minimal, 'new.yaml': less }, 'diff', 'old.yaml', 'new.yaml', '-o', 'json');
  expect(JSON.parse(other.stdout)).toEqual({
    changes: [
      { name: 'flagger', before: 2, after: 0, why: 'flagger -> linkerd2 -> cert-manager, and flagger no longer depends on linkerd2' }, // prettier-ignore
      { name: 'kyverno', before: 0, after: null, why: 'it is removed' },
    ],
  });
});

test('a diff of two master lists shows numbers, and fails for a list that contradicts itself', async () => {
  const [old, next] = [[100, 200], [100, 300]].map(([a, b]) => `${HEAD}model: allocated\nlayers: {cert-manager: ${a}, linkerd2: ${b}}\n`); // prettier-ignore
  const { stdout } = await run({ 'old.yaml': old, 'new.yaml': next }, 'diff', 'old.yaml', 'new.yaml');
  expect(stdout).toMatch(/^linkerd2 +200 +300 +its number is different$/m);
  const same = await run({ 'old.yaml': old }, 'diff', 'old.yaml', 'old.yaml');
  expect(same).toEqual({ code: 0, stdout: '', stderr: 'no component moves from old.yaml to old.yaml\n' });
  const twice = next.replace('300', '100');
  expect(await run({ 'old.yaml': old, 'new.yaml': twice }, 'diff', 'old.yaml', 'new.yaml')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('new.yaml:4:39: "linkerd2" has the number 100, which "cert-manager" has in new.yaml:4:24'), // prettier-ignore
  });
});

test('a published list is locked with its digest, and another content is refused', async () => {
  let published = `${HEAD}model: allocated\nlayers: {linkerd2: 200, cert-manager: 100}\n`;
  const server = await LoopbackServer.start((_, response) => response.end(published));
  const url = `${server.url}/layers.yaml`;
  const layers = `${HEAD}model: allocated\nlists:\n  - url: ${url}\nbetween: {vault: [cert-manager, linkerd2]}\n`;
  const folder = writtenFiles({ 'catalogs/layers.yaml': layers });
  const pctl = (...argv: string[]) => pctlIn(folder, ['layers', ...argv]);
  expect((await pctl('show')).stderr).toContain(`catalogs/layers.yaml:5:5: the list ${url} is not locked; run "pctl layers update"`); // prettier-ignore
  expect(await pctl('update', '--check')).toMatchObject({ code: 1 });
  expect(await pctl('update')).toMatchObject({ code: 0, stderr: expect.stringContaining('is written') });
  expect(await pctl('update', '--check')).toMatchObject({ code: 0, stderr: expect.stringContaining('is up to date') });
  const [copy] = readdirSync(join(folder, 'catalogs')).filter(name => name.endsWith('.layers.yaml'));
  const text = readFileSync(join(folder, 'catalogs', copy), 'utf8');
  expect(text).toMatch(/layers:\n {2}cert-manager: 100\n {2}linkerd2: 200\n[^]*digest: sha256:[0-9a-f]{64}\n/);
  const shown = await pctl('show', '-o', 'json');
  expect(JSON.parse(shown.stdout)).toMatchObject({ components: [{ layer: 100 }, { layer: 200 }, { name: 'vault', layer: 150 }] }); // prettier-ignore
  const [digest] = /sha256:[0-9a-f]{64}/.exec(text)!;
  writeFileSync(join(folder, 'catalogs/layers.yaml'), layers.replace(url, `${url}\n    digest: ${digest}`));
  published = published.replace('200', '300');
  expect(await pctl('update')).toMatchObject({ code: 1, stderr: expect.stringContaining('and not the one that is written here') }); // prettier-ignore
  expect(await pctl('show')).toMatchObject({ code: 0 });
  await server.stop();
});
