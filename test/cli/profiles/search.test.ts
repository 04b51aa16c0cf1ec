import { parse } from 'yaml';
import { writtenFiles } from '../../deliver/written-files';
import { lockText, PLATFORM } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const FILES = { 'catalogs/platform.lock.yaml': PLATFORM };
const search = (...argv: string[]) => pctlIn(writtenFiles(FILES), ['search', ...argv]);

test('without words, everything is shown: the newest release of each profile, or what there is before one', async () => {
  expect(await search()).toEqual({
    code: 0,
    stdout: `CATALOG   NAME          VERSION                  LAYER  CATEGORY  DESCRIPTION
platform  cert-manager  0.0.8                    0      Security  Certificates for the mesh
platform  flagger       0.0.2                    2      Delivery  -
platform  linkerd2      0.0.16                   1      Mesh      -
platform  linkerd2-viz  1.0.0-rc.2 (prerelease)  10     -         Dashboards of LINKERD2
`,
    stderr: '',
  });
});

test.each([
  ['the name, then its beginning, then a description', 'linkerd2', ['linkerd2', 'linkerd2-viz']],
  ['the middle of a name', 'manager', ['cert-manager']],
  ['a keyword, then a category, then a description', 'mesh', ['flagger', 'linkerd2', 'cert-manager']],
  ['a word in any case', 'MESH', ['flagger', 'linkerd2', 'cert-manager']],
  ['all of several words', 'mesh delivery', ['flagger']],
  ['words wherever they are', 'dashboards viz', ['linkerd2-viz']],
  ['a pattern as plain text', 'er.*', []],
])('finds %s', async (_, text, names) => {
  const { stdout } = await search(...text.split(' '), '-o', 'name');
  expect(stdout.split('\n').slice(0, -1)).toEqual(names.map(name => `platform/${name}`));
  expect(await search(text, '-o', 'name')).toMatchObject({ stdout });
});

test.each([
  [['--prerelease'], ['platform/linkerd2 0.1.0-rc.1']],
  [['--all-versions'], ['platform/linkerd2 0.0.16', 'platform/linkerd2 0.0.15']],
  [
    ['--all-versions', '--prerelease'],
    ['platform/linkerd2 0.1.0-rc.1', 'platform/linkerd2 0.0.16', 'platform/linkerd2 0.0.15'],
  ],
])('%j', async (argv, expected) => {
  const { profiles } = JSON.parse((await search('linkerd2', 'mesh', ...argv, '-o', 'json')).stdout);
  expect(profiles.map((p: Record<string, string>) => `${p.catalog}/${p.name} ${p.version}`)).toEqual(expected);
});

test('names of all versions can be passed to "pctl show"', async () => {
  const { stdout } = await search('flagger', '--all-versions', '-o', 'name');
  expect(stdout).toBe('platform/flagger@0.0.2\nplatform/flagger@0.0.1\n');
});

test('JSON and YAML contain the entry of the library, and its catalog', async () => {
  const [json, yaml] = await Promise.all(['json', 'yaml'].map(output => search('flagger', '-o', output)));
  expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  expect(JSON.parse(json.stdout)).toEqual({
    profiles: [
      {
        catalog: 'platform',
        namespace: 'flux-system',
        name: 'flagger',
        version: '0.0.2',
        origin: { kind: 'chart', chart: 'flagger' },
        layer: 2,
        category: 'Delivery',
        keywords: ['canary', 'mesh'],
        maintainers: [],
        prerequisites: [],
        dependencies: [],
      },
    ],
  });
});

test('catalogs with the same name are distinguished', async () => {
  const files = {
    'catalogs/a.lock.yaml': lockText('platform', { linkerd2: ['1.0.0'] }, 'team-b'),
    'catalogs/b.lock.yaml': lockText('platform', { linkerd2: ['2.0.0'] }, 'team-a'),
    'catalogs/c.lock.yaml': lockText('extras', { linkerd2: ['3.0.0'] }),
  };
  const { stdout } = await pctlIn(writtenFiles(files), ['search', 'linkerd2', '-o', 'name']);
  expect(stdout).toBe('extras/linkerd2\nteam-a/platform/linkerd2\nteam-b/platform/linkerd2\n');
});

describe('fails with 1', () => {
  test.each([
    [['linkred2'], 'error: no profile matches "linkred2"; the nearest: linkerd2. Use fewer words'],
    [['linkerd2', 'xyzzy'], 'error: no profile matches "linkerd2 xyzzy"; the nearest: linkerd2'],
    [['xyzzy'], 'error: no profile matches "xyzzy". Use fewer words, or none to see everything\n'],
  ])('if nothing matches %j', async (words, message) => {
    const { code, stdout, stderr } = await search(...words);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  });

  test.each([
    ['if there is no folder of catalogs', {}, 'there is no folder "catalogs"'],
    [
      'if it contains no lock file',
      { 'catalogs/platform.yaml': '' },
      'there is no lock file in catalogs; write one with "pctl catalog update"',
    ],
    [
      'if the lock file is empty',
      { 'catalogs/a.lock.yaml': lockText('a', {}) },
      'the catalogs contain no profiles. Update them with "pctl catalog update"',
    ],
    [
      'if the lock file is invalid',
      { 'catalogs/a.lock.yaml': 'not found' },
      'catalogs/a.lock.yaml:1:1: not a lock file of a catalog',
    ],
  ])('when %s', async (_, files, message) => {
    const { code, stdout, stderr } = await pctlIn(writtenFiles(files), ['search']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  });

  test('if one lock file cannot be read, and shows what the others offer', async () => {
    const files = { ...FILES, 'catalogs/a.lock.yaml': 'kind: CatalogLock' };
    const { code, stdout, stderr } = await pctlIn(writtenFiles(files), ['search', 'flagger', '-o', 'name']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'platform/flagger\n' });
    expect(stderr).toMatch(/^error: catalogs\/a.lock.yaml:1:1: not a lock file of a catalog: .*\n$/);
  });
});

test('an empty result is a document too', async () => {
  expect(JSON.parse((await search('xyzzy', '-o', 'json')).stdout)).toEqual({ profiles: [] });
});

test('names such as "constructor" are ordinary names', async () => {
  const files = { 'catalogs/a.lock.yaml': lockText('a', { constructor: ['1.0.0'], toString: ['1.0.0'] }) };
  const { stdout } = await pctlIn(writtenFiles(files), ['search', 'constructor', '-o', 'name']);
  expect(stdout).toBe('a/constructor\n');
});
