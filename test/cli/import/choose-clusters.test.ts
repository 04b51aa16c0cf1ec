/**
 * Which folders `pctl import` takes, and what it says of others.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryOf } from '../../constructs/folder/subscription-texts';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { pctlIn } from '../pctl-in';
import { handMade } from './hand-made';

let root: string;

const pctl = (...argv: string[]) => pctlIn(root, argv);

beforeEach(() => {
  root = repositoryOf(handMade());
  execFileSync('git', ['init', '--quiet', root]);
});

const SOURCE = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: podinfo, namespace: flux-system}
spec: {url: https://stefanprodan.github.io/podinfo}
`;

/** As `deliverFrom` writes it into the output. */
const DELIVERY = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: production, namespace: flux-system}
spec: {interval: 10m, path: ./dist/production, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
`;

test('fails for a folder that Flux does not apply, also if everything was imported', async () => {
  for (const folder of ['infrastructure', 'catalogs']) writeFileSync(join(root, folder, 'podinfo.yaml'), SOURCE);
  await pctl('import', 'clusters/production', '--unprotected', '--chart-version', 'podinfo=6.9.2');
  const words = 'there is no HelmRelease made by hand in catalogs, and no Kustomization that applies one. Give a folder of a cluster that Flux applies'; // prettier-ignore
  expect(await pctl('import', 'catalogs')).toMatchObject({ code: 1, stderr: `error: ${words}: clusters/production\n` });
  for (const file of ['apps/base/release.yaml', 'apps/production/remote.yaml', 'infrastructure/cert-manager.yaml'])
    rmSync(join(root, file));
  for (const name of ['base', 'production'])
    writeFileSync(join(root, `apps/${name}/kustomization.yaml`), 'resources: []\n');
  const where = ', as in "spec.path" of its Kustomization or "--path" of "flux bootstrap"';
  expect(await pctl('import', 'catalogs')).toMatchObject({ code: 1, stderr: `error: ${words}${where}\n` });
  expect(await pctl('import', 'infrastructure')).toMatchObject({ code: 0 });
  const inside = join(temporaryFolder(), 'fleet');
  cpSync(root, inside, { recursive: true });
  process.chdir(inside);
  expect(await pctlIn(inside, ['import', '.'])).toMatchObject({ code: 0 });
  expect(await pctlIn(inside, ['import', '..'])).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no HelmRelease made by hand in .., ') }); // prettier-ignore
});

test.each([
  ['dist', '.', []],
  ['dist', '.', [DELIVERY]],
  ['..', 'subscriptions', []],
])('fails for %s in %s, where only output of its own is', async (dir, cwd, deliveries) => {
  await pctl('import', 'clusters/production', '--unprotected', '--chart-version', 'podinfo=6.9.2');
  for (const folder of ['apps', 'clusters', 'infrastructure']) rmSync(join(root, folder), { recursive: true });
  mkdirSync(join(root, 'dist/flux'));
  for (const text of deliveries) writeFileSync(join(root, 'dist/flux/production.yaml'), text);
  const { code, stderr } = await pctlIn(join(root, cwd), ['import', dir]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(`error: there is no HelmRelease made by hand in ${dir}, `)]); // prettier-ignore
});

test('fails without subscriptions, without releases, and for a cluster that has no folder', async () => {
  expect((await pctl('import', 'catalogs')).stderr).toContain(
    'there is no HelmRelease made by hand in catalogs, and no Kustomization',
  );
  expect((await pctl('import', 'nowhere')).stderr).toContain('there is no folder nowhere');
  expect((await pctl('import', '.', '--chart-version', 'podinfo')).stderr).toContain('Write NAME=VERSION');
  for (const [name, nearest] of [
    ['podinf', 'podinfo'],
    ['app/podinfo', 'apps/podinfo'],
  ]) {
    const unknown = await pctl('import', 'clusters/production', '--chart-version', `${name}=6.9.2`);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain(`"--chart-version ${name}=6.9.2" is for no HelmRelease here; the nearest: ${nearest}. Correct the name`); // prettier-ignore
  }
  expect((await pctl('import', '.', '--cluster', 'test')).stderr).toContain('Run "pctl init --cluster test"');
  rmSync(join(root, 'subscriptions'), { recursive: true });
  expect((await pctl('import', '.')).stderr).toContain('run "pctl init"');
});
