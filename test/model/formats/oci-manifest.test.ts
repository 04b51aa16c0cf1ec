/**
 * Manifests of a registry, of which only those of charts are read.
 */
import { parseChartManifest } from '../../../lib/model/formats/oci-manifest';

const CONFIG = { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: 'sha256:c' };
const LAYER = { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: 'sha256:l' };
const PROVENANCE = { mediaType: 'application/vnd.cncf.helm.chart.provenance.v1.prov', digest: 'sha256:p' };

const parse = (manifest: unknown) => parseChartManifest(JSON.stringify(manifest));

test('a chart has a config, an archive and annotations, wherever provenance lies', () => {
  expect(parse({ config: CONFIG, layers: [PROVENANCE, LAYER], annotations: { a: 'b' } })).toEqual({
    config: 'sha256:c',
    archive: 'sha256:l',
    annotations: { a: 'b' },
  });
  expect(parse({ config: CONFIG })).toEqual({ config: 'sha256:c', archive: undefined, annotations: {} });
});

test.each([
  ['an image', { config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: 'sha256:c' } }],
  ['a list of manifests', { manifests: [] }],
  ['nothing', {}],
])('%s is no chart', (_, manifest) => {
  expect(parse(manifest)).toBeUndefined();
});

test.each([
  ['[]', 'its manifest is no JSON object'],
  ['<html>', 'its manifest is no JSON object'],
  [`${'['.repeat(100_000)}`, 'its manifest is no JSON object'],
  [JSON.stringify({ config: { ...CONFIG, digest: 7 } }), 'its manifest names no digest of the config'],
])('fails for %#', (text, fault) => {
  expect(parseChartManifest(text)).toEqual({ fault });
});
