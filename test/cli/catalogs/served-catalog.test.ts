/**
 * A real catalog, served over HTTP if its index is next to this repository: a program writes the
 * same with its lock file as with the index.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { answering, serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

jest.setTimeout(60_000);

const INDEX = resolve(__dirname, '../../../../shared/data/profiles-catalog-index.yaml');
const withShared = existsSync(INDEX) ? test : test.skip;

/** Manifests of every profile in the catalog at `path`, on one cluster. */
function synthesize(path: string, repository?: string): Record<string, string> {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  const catalog = Catalog.fromFile(fleet, 'profiles-catalog', path, { repository });
  const production = new Cluster(fleet, 'production', { catalog });
  for (const profile of catalog.profileNames) production.subscribe(profile);
  production.subscribe('linkerd2', {
    id: 'older',
    subscriptionName: 'older',
    version: '<0.0.16',
    releaseName: 'older',
  });
  fleet.synth();
  return filesIn(fleet.outdir);
}

withShared('the manifests over the lock of the profiles-catalog are those over its index, byte for byte', async () => {
  const cwd = temporaryFolder();
  const env = { XDG_CACHE_HOME: temporaryFolder() };
  const { url } = await serve(answering(readFileSync(INDEX), { etag: '"1"' }));
  await pctlIn(cwd, ['catalog', 'add', 'profiles-catalog', url], env);
  const updated = await pctlIn(cwd, ['catalog', 'update'], env);
  expect(updated).toMatchObject({ code: 0, stderr: expect.stringMatching(/^profiles-catalog: new, 31 profiles in /) });
  const overLock = synthesize(join(cwd, 'catalogs/profiles-catalog.lock.yaml'));
  expect(overLock).toEqual(synthesize(INDEX, url));
  expect(Object.keys(overLock)).toHaveLength(1 + 31 + 1);
  expect((await pctlIn(cwd, ['catalog', 'update', '--check'], env)).code).toBe(0);
});
