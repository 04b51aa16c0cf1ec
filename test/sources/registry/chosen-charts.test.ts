/**
 * Charts that a source chooses from a folder of a registry.
 */
import { ociChart } from '../../servers/oci-chart';
import { readAll, registryAt, servePaging } from './registry-reading';

const PLAIN = { annotations: {} };

async function serveFolder(options: Parameters<typeof servePaging>[0] = {}) {
  const serving = await servePaging(options);
  for (const version of ['1.0.0', '1.1.0', '1.2.0-rc.1']) {
    serving.registry.push('charts/flagger', ociChart({ name: 'flagger', version, ...PLAIN }));
  }
  serving.registry.push('charts/linkerd2', ociChart({ version: '2.0.0', ...PLAIN }));
  const folder = { kind: 'HelmRepository', profiles: 'annotated' } as const;
  return { ...serving, source: registryAt(`oci://${serving.server.host}/charts`, folder) };
}

test('only the charts that are chosen are read, from a registry that lists nothing', async () => {
  const { source, asked } = await serveFolder({ hasCatalog: false });
  const { names, words } = await readAll({ ...source, charts: ['flagger'], keep: 1 });
  expect({ names, words }).toEqual({ names: ['flagger 1.2.0-rc.1', 'flagger 1.1.0'], words: [] });
  expect(asked().join('\n')).not.toMatch(/_catalog|linkerd2|1\.0\.0/);
});

test('versions are counted by full tags, and a short one takes no place', async () => {
  const { source, registry } = await serveFolder();
  const moved = ociChart({ name: 'flagger', version: '1.3.5', ...PLAIN });
  for (const tag of ['1.3.5', '1.3']) registry.push('charts/flagger', { ...moved, tag });
  const { names } = await readAll({ ...source, charts: ['flagger'], keep: 2 });
  expect(names).toEqual(['flagger 1.3.5', 'flagger 1.1.0']);
});

test.each([
  [true, '; the nearest: flagger'],
  [false, ''],
])('a chart that is not there is a problem (lists its charts: %s)', async (hasCatalog, nearest) => {
  const { source } = await serveFolder({ hasCatalog });
  const { names, words, isRead } = await readAll({ ...source, charts: ['flager', 'linkerd2'] });
  expect({ names, words, isRead }).toEqual({
    isRead: true,
    names: ['linkerd2 2.0.0'],
    words: [
      `catalogs/mesh.yaml:1:1: chart "flager" cannot be used: HelmRepository default/mesh has no chart of that name${nearest}. Correct "cdk8s-profiles/charts"`,
    ],
  });
});
