/**
 * Tags of charts in a registry as entries of a catalog.
 */
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { dropSpellings, readTaggedChart, versionOfTag } from '../../../lib/model/formats/oci-chart';

const DIGEST = `sha256:${'0'.repeat(64)}`;

const read = (config: unknown, tag = '1.0.0', annotations = {}, everyVersion = false) =>
  readTaggedChart(
    { chart: 'nginx', tag, digest: DIGEST, annotations, config: JSON.stringify(config) },
    { everyVersion },
  );

const PROFILE = { 'weave.works/profile': 'nginx' };

test.each([
  ['1.2.3', '1.2.3'],
  ['v1.2.3-rc.1', 'v1.2.3-rc.1'],
  ['1.2.3_b7', '1.2.3+b7'],
  ['1', '1'],
  ['latest', undefined],
  ['sha256-0000.sig', undefined],
  ['', undefined],
])('tag "%s" is version %s', (tag, version) => {
  expect(versionOfTag(tag)).toBe(version);
});

test('fields that are missing or null in Chart.yaml are absent', () => {
  const config = { name: 'nginx', version: '1.0.0', annotations: PROFILE, keywords: null, maintainers: null };
  expect(read(config)).toEqual({
    name: 'nginx',
    version: '1.0.0',
    origin: { kind: 'chart', chart: 'nginx', digest: DIGEST },
    keywords: [],
    maintainers: [],
    prerequisites: [],
    dependencies: [],
  });
});

test('the date is that of the manifest, and links are read from either annotations', () => {
  const config = { version: '1.0.0', appVersion: '1.25', sources: ['https://a'], annotations: PROFILE };
  const annotations = {
    'org.opencontainers.image.created': '2024-05-02T10:11:12Z',
    'artifacthub.io/links': '- url: https://example.com',
  };
  expect(read(config, '1.0.0', annotations)).toMatchObject({
    appVersion: '1.25',
    sources: ['https://a'],
    links: [{ url: 'https://example.com' }],
    created: '2024-05-02T10:11:12Z',
  });
});

test('inherited keys have no effect', () => {
  const annotations = JSON.parse('{"__proto__": {"weave.works/profile": "x"}, "constructor": "x"}');
  expect(read({ name: 'nginx', version: '1.0.0', annotations })).toBeUndefined();
  expect(read(JSON.parse('{"__proto__": {"version": "1.0.0"}}'), '1.0.0', PROFILE)).toEqual({
    fault: '"version" is missing (write it)',
  });
});

test('a chart without annotations is a profile only if every version is', () => {
  expect(read({ name: 'nginx', version: '1.0.0' })).toBeUndefined();
  expect(read({ name: 'nginx', version: '1.0.0' }, '1.0.0', {}, true)).toMatchObject({ name: 'nginx' });
});

test('the chart is named after its repository, where Flux finds it', () => {
  expect(read({ name: 'other', version: '1.0.0' }, '1.0.0', {}, true)).toMatchObject({
    name: 'nginx',
    origin: { chart: 'nginx' },
  });
});

test.each([
  ['1.0', '1.0.0', undefined],
  ['1.0.1', '1.0.0', { fault: 'its chart says that it is version "1.0.0"; tag it so, as "helm push" does' }],
  ['v1.0.1', '1.0.0', { fault: 'its chart says that it is version "1.0.0"; tag it so, as "helm push" does' }],
  ['1.0.0', 'newest', { fault: '"version" is "newest", which is not a version (write it in full, as in "1.2.3")' }],
])('fails for tag %s at a chart of version %s, or skips it', (tag, version, result) => {
  expect(read({ name: 'nginx', version, annotations: PROFILE }, tag)).toEqual(result);
});

test.each([['[]'], ['null'], ['"nginx"'], ['{'], ['']])('fails for a config that is %s', config => {
  const tagged = { chart: 'nginx', tag: '1.0.0', digest: DIGEST, annotations: PROFILE, config };
  expect(readTaggedChart(tagged, {})).toEqual({ fault: 'its config is not a JSON object' });
});

test.each([
  ['2.7.0', 'v2.7.0', '2.7.0'],
  ['v2.7.0', '2.7.0', 'v2.7.0'],
  ['2.7.0', '2.7.0+b4', '2.7.0'],
  ['2.7.0-rc.1', 'v2.7.0-rc.1', '2.7.0-rc.1'],
  ['2.7', '2.7', '2.7'],
])('tag %s of chart version %s is offered as %s, because Flux compares them as versions', (tag, version, offered) => {
  expect(read({ name: 'nginx', version, annotations: PROFILE }, tag)).toMatchObject({ version: offered });
});

test('two tags of one manifest are one version, in the shorter spelling; of two manifests they are two', () => {
  const entryAt = (tag: string, digit: string) =>
    readTaggedChart(
      {
        chart: 'nginx',
        tag,
        digest: `sha256:${digit.repeat(64)}`,
        annotations: PROFILE,
        config: JSON.stringify({ name: 'nginx', version: 'v3.1.0' }),
      },
      {},
    ) as CatalogEntry;
  const versions = (...entries: CatalogEntry[]) => dropSpellings(entries).map(({ version }) => version);
  expect(versions(entryAt('v3.1.0', 'a'), entryAt('3.1.0', 'a'))).toEqual(['3.1.0']);
  expect(versions(entryAt('v3.1.0', 'a'), entryAt('3.1.0', 'b'))).toEqual(['v3.1.0', '3.1.0']);
});

test('a layer of another media type is named in the origin, and a profile without an archive is a fault', () => {
  const tagged = { chart: 'nginx', tag: '1.0.0', digest: DIGEST, annotations: PROFILE };
  const config = JSON.stringify({ name: 'nginx', version: '1.0.0' });
  expect(readTaggedChart({ ...tagged, config, layerType: 'application/tar+gzip' }, {})).toMatchObject({
    origin: { layerType: 'application/tar+gzip' },
  });
  expect(readTaggedChart({ ...tagged, config, noArchive: 'it has none' }, {})).toEqual({ fault: 'it has none' });
  expect(readTaggedChart({ ...tagged, annotations: {}, config, noArchive: 'it has none' }, {})).toBeUndefined();
});
