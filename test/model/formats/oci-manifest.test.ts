/**
 * Manifests in a registry; only those of charts are read.
 */
import { parseChartManifest } from '../../../lib/model/formats/oci-manifest';

const CONFIG = { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: 'sha256:c' };
const LAYER = { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: 'sha256:l' };
const PROVENANCE = { mediaType: 'application/vnd.cncf.helm.chart.provenance.v1.prov', digest: 'sha256:p' };

const parse = (manifest: unknown) => parseChartManifest(JSON.stringify(manifest));

test('a chart has a config, an archive and annotations, wherever its provenance is', () => {
  expect(parse({ config: CONFIG, layers: [PROVENANCE, LAYER], annotations: { a: 'b' } })).toEqual({
    config: 'sha256:c',
    archive: 'sha256:l',
    annotations: { a: 'b' },
  });
});

test.each([
  ['an image', { config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: 'sha256:c' } }],
  ['a list of manifests', { manifests: [] }],
  ['nothing', {}],
])('%s is not a chart', (_, manifest) => {
  expect(parse(manifest)).toBeUndefined();
});

test.each([
  ['[]', 'its manifest is not a JSON object'],
  ['<html>', 'its manifest is not a JSON object'],
  [`${'['.repeat(100_000)}`, 'its manifest is not a JSON object'],
  [JSON.stringify({ config: { ...CONFIG, digest: 7 } }), 'its manifest names no digest of the config'],
])('fails for %#', (text, fault) => {
  expect(parseChartManifest(text)).toEqual({ fault });
});

describe('layers', () => {
  const of = (mediaType: unknown, digest: unknown = 'sha256:l') => ({ mediaType, digest });
  const OLD = of('application/tar+gzip', 'sha256:old');

  test.each([
    ['of Helm before 3.7', [OLD], 'sha256:old', 'application/tar+gzip'],
    ['of both kinds, of which the newer one is used', [OLD, LAYER], 'sha256:l', undefined],
    ['of a general tool', [of('application/vnd.oci.image.layer.v1.tar+gzip')], 'sha256:l', 'application/vnd.oci.image.layer.v1.tar+gzip'], // prettier-ignore
  ])('%s', (_, layers, archive, layerType) => {
    expect(parse({ config: CONFIG, layers })).toEqual({ config: 'sha256:c', archive, layerType, annotations: {} });
  });

  test.each([
    ['none', undefined, 'names no archive of a chart: it has no layers; push it again with "helm push"'],
    ['only provenance', [PROVENANCE, {}], `names no archive of a chart: its layers are of ${PROVENANCE.mediaType}, no media type; push it again with "helm push"`], // prettier-ignore
    ['one without a digest', [of(LAYER.mediaType, 7)], 'names no digest of the archive'],
  ])('fails for %s', (_, layers, reason) => {
    expect(parse({ config: CONFIG, layers })).toEqual({
      config: 'sha256:c',
      noArchive: `its manifest ${reason}`,
      annotations: {},
    });
  });
});
