/**
 * `pctl template create`: the files of a cluster, all or none.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { PLATFORM } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const PROFILES = 'clusters/clusters/shop/profiles.yaml';
const INFRASTRUCTURE = 'clusters/management/clusters/clusters/shop.yaml';
const DELIVERY = 'clusters/management/clusters/clusters/shop-profiles.yaml';

/** A repository with a catalog and a template; what `create` does in it with these arguments. */
function repository() {
  const folder = temporaryFolder();
  for (const name of ['catalogs', 'templates']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'catalogs/platform.lock.yaml'), PLATFORM);
  copyFileSync(resolve('examples/templates/docker.yaml'), join(folder, 'templates/docker.yaml'));
  const create = (...args: readonly string[]) =>
    pctlIn(folder, ['template', 'create', 'templates', '-p', 'CLUSTER_NAME=shop', ...args]);
  const written = () => Object.keys(filesIn(folder)).filter(path => path.startsWith('clusters/'));
  return { folder, create, written };
}

test('it writes objects, releases and what applies these', async () => {
  const { folder, create, written } = repository();
  writeFileSync(join(folder, 'flagger.yaml'), 'meshProvider: none\n');
  const { code, stdout, stderr } = await create('--profile', 'name=flagger,version=>=0.0.1,values=flagger.yaml');
  expect({ code, stderr, lines: stdout.trim().split('\n') }).toEqual({
    ...{ code: 0, stderr: '' },
    lines: [PROFILES, DELIVERY, INFRASTRUCTURE],
  });
  expect(written().sort()).toEqual([PROFILES, DELIVERY, INFRASTRUCTURE]);
  const objects = parseAllDocuments(filesIn(folder)[PROFILES]).map(document => document.toJS() as Record<string, any>); // eslint-disable-line @typescript-eslint/no-explicit-any
  const flagger = objects.find(({ metadata }) => metadata.name === 'shop-flagger')!;
  expect(flagger.spec.values).toEqual({ meshProvider: 'none' });
  expect(flagger.spec.dependsOn[0].name).toBe('shop-linkerd2');
  expect(filesIn(folder)[DELIVERY]).toContain('path: ./clusters/clusters/shop\n');
  expect(await create('--profile', 'name=flagger,version=>=0.0.1,values=flagger.yaml')).toMatchObject({ code: 0 });
});

test('Flux of the new cluster needs nothing that applies them, and a dry run writes nothing', async () => {
  const { create, written } = repository();
  const { stdout } = await create('--flux', 'workload', '--dry-run');
  expect(stdout).toBe(`${PROFILES}\n${INFRASTRUCTURE}\n`);
  expect(written()).toEqual([]);
});

test('fails, and writes nothing, if a file exists with other content, or anything is wrong', async () => {
  const { folder, create, written } = repository();
  mkdirSync(join(folder, 'clusters/clusters/shop'), { recursive: true });
  writeFileSync(join(folder, PROFILES), 'kind: HelmRelease\n');
  const refused = await create();
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toBe(`error: ${PROFILES} exists, and is different. Give "--overwrite" to replace it\n`);
  expect(written()).toEqual([PROFILES]);
  expect(await create('--overwrite')).toMatchObject({ code: 0 });
  expect(written()).toHaveLength(3);
  const wrong = await create('-p', 'WORKERS', '-p', 'NAMESPACE=Not_Allowed', '--profile', 'name=x,values=missing.yaml');
  expect(wrong.stderr.trim().split('\n')).toHaveLength(2);
  const unknown = await create('-p', 'WORKRS=3', '--profile', 'flager', '-o', 'elsewhere');
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toMatch(/parameter "WORKRS" .* the nearest: WORKERS/);
  expect(Object.keys(filesIn(folder)).some(path => path.startsWith('elsewhere'))).toBe(false);
});
