/**
 * Archives of charts in registries, checked by way of the manifest digest in the lock file.
 */
import { formatProblem } from '../../../lib/model/problem-words';
import type { ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { readSchemas } from '../../../lib/sources/archive/read-schemas';
import { digestOf, ociChart } from '../../servers/oci-chart';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';
import { QUICK } from '../serve';

const chartWith = (replicas: number) =>
  ociChart({ version: '1.0.0', files: { 'values.yaml': `replicas: ${replicas}`, 'values.schema.json': '{}' } });
const CHART = chartWith(1);
const OTHER = chartWith(2);
const [, ARCHIVE] = CHART.blobs;

/** The catalog of a registry with one chart, as it was before `contents` replaced others. */
async function serveLocked(contents: readonly (readonly [string, Buffer])[] = []) {
  const { registry, server, asked } = await servePaging();
  registry.push('charts/linkerd2', CHART);
  const source = registryAt(`oci://${server.host}/charts/linkerd2`);
  const { entries } = await readAll(source);
  for (const [digest, data] of contents) registry.contents.set(digest, data);
  const read = async (options: ReadOptions = strangerOptions()) => {
    const { schemas, problems } = await readSchemas(source, entries, options, QUICK);
    return { schemas: [...schemas.values()], lines: problems.map(formatProblem) };
  };
  return { read, asked };
}

const failure = (reason: string) =>
  `catalogs/mesh.yaml:1:1: chart of profile "linkerd2" 1.0.0 in OCIRepository default/mesh cannot be read: ${reason}`;

test('the archive of the locked manifest is read, once', async () => {
  const { read, asked } = await serveLocked();
  const options = strangerOptions();
  const found = await read(options);
  expect(found).toMatchObject({ lines: [], schemas: [{ defaults: { replicas: 1 } }] });
  expect(await read(options)).toEqual(found);
  expect(asked().filter(line => line.endsWith(digestOf(ARCHIVE))).length).toBe(1);
});

test.each<[string, string, Buffer, string]>([
  ['another archive', digestOf(ARCHIVE), OTHER.blobs[1], `its archive is not the one that the registry announced: its SHA-256 is ${digestOf(OTHER.blobs[1]).slice(7)}, not ${digestOf(ARCHIVE).slice(7)}; find out who changed it, and why`], // prettier-ignore
  ['another manifest', CHART.digest, OTHER.manifest, `its manifest is not the one that the registry announced: its SHA-256 is ${OTHER.digest.slice(7)}, not ${CHART.digest.slice(7)}; find out who changed it, and why`], // prettier-ignore
])('fails for %s than the locked digest is for', async (_, digest, data, reason) => {
  const { read } = await serveLocked([[digest, data]]);
  expect(await read()).toEqual({ schemas: [], lines: [failure(reason)] });
});
