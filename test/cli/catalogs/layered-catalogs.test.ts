/**
 * `pctl search` and `pctl show` with a file of layers.
 */
import { writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';
import { lockText } from './lock-text';

const HEAD = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';
const LOCKS = {
  'catalogs/jetstack.lock.yaml': lockText('jetstack', { 'cert-manager': { versions: ['1.18.2'] } }),
  'catalogs/secrets.lock.yaml': lockText('secrets', { vault: { versions: ['1.2.0'], layer: 3, category: 'Storage' } }),
};
const run = (layers: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles({ ...LOCKS, ...layers }), argv);

const offered = async (layers: Record<string, string>, ...argv: string[]) => {
  const { stdout } = await run(layers, 'search', '-o', 'json', ...argv);
  const { profiles } = JSON.parse(stdout) as { profiles: { name: string; layer?: number; category?: string }[] };
  return profiles.map(({ name, layer, category }) => ({ name, layer, category }));
};

test('search and show give the layer and category of the file', async () => {
  const layers = `${HEAD}layers: {cert-manager: 0}\ncategories: {cert-manager: Certificates, vault: Secrets}\n`;
  expect(await offered({ 'catalogs/layers.yaml': layers })).toEqual([
    { name: 'cert-manager', layer: 0, category: 'Certificates' },
    { name: 'vault', layer: 3, category: 'Secrets' },
  ]);
  const { stdout } = await run({ 'catalogs/layers.yaml': layers }, 'show', 'cert-manager');
  expect(stdout).toMatch(/^Layer: +0\nCategory: +Certificates$/m);
  expect(await offered({ 'catalogs/layers.yaml': layers }, 'secrets')).toMatchObject([{ name: 'vault' }]);
});

test('without a file, annotations hold; another file can be given', async () => {
  expect(await offered({})).toMatchObject([{ layer: undefined }, { layer: 3 }]);
  expect(await offered({ 'order.yaml': `${HEAD}layers: {vault: 8}\n` }, '--layers', 'order.yaml')).toMatchObject([
    { layer: undefined },
    { layer: 8 },
  ]);
});

test('fails for a file with mistakes, and shows the rest', async () => {
  const layers = { 'catalogs/layers.yaml': `${HEAD}layers: {cert-manager: first, vault: 1}\n` };
  const { code, stdout, stderr } = await run(layers, 'search');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'error: catalogs/layers.yaml:3:24: "cert-manager" of "layers" is "first"; write a whole number from 0, without quotes\n',
  });
  expect(stdout).toMatch(/vault +1\.2\.0 +1 /);
});

test('a name that no catalog has is a warning with the nearest ones', async () => {
  const layers = { 'catalogs/layers.yaml': `${HEAD}layers: {cert-manger: 0}\n` };
  expect(await run(layers, 'search', '-o', 'name')).toEqual({
    code: 0,
    stdout: 'jetstack/cert-manager\nsecrets/vault\n',
    stderr:
      'warning: catalogs/layers.yaml:3:23: no catalog has a profile or chart "cert-manger"; the nearest: cert-manager\n',
  });
});

test('fails for a file that is given and does not exist', async () => {
  expect(await run({}, 'search', '--layers', 'missing.yaml')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('error: missing.yaml cannot be read: it does not exist'),
  });
});
