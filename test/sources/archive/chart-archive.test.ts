/**
 * What archives of charts say of their values.
 */
import { readChartArchive } from '../../../lib/sources/archive/chart-archive';
import { packChart, type PackedFile } from '../pack-chart';

const read = (files: Record<string, PackedFile>) => readChartArchive([packChart('mesh', files)]);

const DEPENDENCIES = `apiVersion: v2
name: mesh
version: 1.0.0
dependencies:
- {name: proxy, version: 2.x, alias: sidecar, condition: "sidecar.enabled, global.sidecar", tags: [data]}
- {name: log, version: ">=1"}
- {name: absent, version: "1"}
`;

test('schema and defaults are read as go-yaml reads them', async () => {
  const schema = await read({ 'values.yaml': 'mode: 0o14\non: {}\n', 'values.schema.json': '{"type": "object"}' });
  expect(schema).toEqual({ schema: { type: 'object' }, defaults: { mode: 12, true: {} }, subcharts: [] });
});

test('a chart without values and schema has no defaults', async () => {
  expect(await read({})).toEqual({ defaults: {}, subcharts: [] });
});

test('charts in a chart go by their alias, and by the version that is meant', async () => {
  const proxy = (version: string) => `name: proxy\nversion: ${version}\n`;
  const log = packChart('log', { 'Chart.yaml': 'name: log\nversion: 1.2.3\n', 'values.yaml': 'level: info' });
  const { subcharts } = await read({
    'Chart.yaml': DEPENDENCIES,
    'charts/proxy-1/Chart.yaml': proxy('1.0.0'),
    'charts/proxy/Chart.yaml': proxy('2.1.0'),
    'charts/proxy/values.schema.json': 'true',
    'charts/log-1.2.3.tgz': log,
    'charts/_ignored/Chart.yaml': 'name: ignored\n',
  });
  expect(subcharts).toEqual([
    { name: 'log', conditions: [], tags: [], defaults: { level: 'info' }, subcharts: [] },
    { name: 'proxy', conditions: [], tags: [], defaults: {}, subcharts: [] },
    {
      name: 'sidecar',
      conditions: ['sidecar.enabled', 'global.sidecar'],
      tags: ['data'],
      schema: true,
      defaults: {},
      subcharts: [],
    },
  ]);
});

test('a chart of Helm 2 names its dependencies elsewhere, and imported values are told', async () => {
  const schema = await read({
    'requirements.yaml': 'dependencies: [{name: log, import-values: [data]}]',
    'charts/log/Chart.yaml': 'name: log\n',
  });
  expect(schema).toMatchObject({ importsValues: true, subcharts: [{ name: 'log' }] });
});

const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghi'].map((key, i) => {
    const before = 'abcdefghi'[i];
    return `${key}: &${key} [${Array(9).fill(`*${before}`).join(', ')}]`;
  }),
].join('\n');

test.each<[string, Record<string, PackedFile>, string]>([
  [
    'aliases that stand for a billion values',
    { 'values.yaml': BOMB },
    'values.yaml in the archive: values cannot be read: its aliases expand to too many values',
  ],
  [
    'values that are a list',
    { 'values.yaml': '- 1' },
    'values.yaml in the archive: values cannot be read: it is not a map of values',
  ],
  [
    'a schema that is no JSON',
    { 'values.schema.json': '{' },
    'values.schema.json in the archive is not valid JSON, so Helm refuses the chart',
  ],
  [
    'a schema that is a list',
    { 'values.schema.json': '[]' },
    'values.schema.json in the archive is not a valid JSON Schema',
  ],
  ['a chart in it without Chart.yaml', { 'charts/log/values.yaml': '' }, 'the archive does not contain a Chart.yaml'],
])('fails for %s', async (_, files, message) => {
  await expect(read(files)).rejects.toThrow(message);
});

test('fails for charts that are nested without end', async () => {
  let archive = packChart('mesh', {});
  for (let i = 0; i < 9; i++) archive = packChart('mesh', { 'charts/mesh.tgz': archive });
  await expect(readChartArchive([archive])).rejects.toThrow('the archive nests charts more than 8 levels deep');
});
