/**
 * Everything that reads files of others, with files that are well.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { decodeText, NotText } from '../../lib/model/data/decode-text';
import type { JsonObject } from '../../lib/model/data/json';
import { formatCatalogLock, parseCatalogLock } from '../../lib/model/formats/catalog-lock';
import { parseSignatures, parseSignedDigest } from '../../lib/model/formats/cosign-signature';
import { readTaggedChart } from '../../lib/model/formats/oci-chart';
import { parseChartManifest } from '../../lib/model/formats/oci-manifest';
import { parseProfileDefinition } from '../../lib/model/formats/profile-definition';
import { parseHelmIndex } from '../../lib/model/helm-index/helm-index';
import { parseLayerFile } from '../../lib/model/layers/layer-file';
import { HelmIndexReader } from '../../lib/model/helm-index/helm-index-reader';
import type { Problem } from '../../lib/model/problem';
import { formatProfileTypes } from '../../lib/model/schema/format-profile-types';
import { isSchema, type Schema } from '../../lib/model/schema/schema-document';
import { SchemaValidator } from '../../lib/model/schema/schema-validator';
import { UnusableSchema } from '../../lib/model/schema/unusable-schema';
import { parseChartValues, parseValuesFile } from '../../lib/model/values/values-file';
import { readChartArchive } from '../../lib/sources/archive/chart-archive';
import { findCatalogSources } from '../../lib/sources/find-sources';
import { Unreadable } from '../../lib/sources/reading/unreadable';
import { temporaryFolder } from '../constructs/temporary-folder';
import { packSample } from '../sources/pack-chart';
import { SUBSCRIPTION_READERS } from './subscription-readers';

/** What a reader says of a file: messages. */
export type Said = readonly string[] | readonly Problem[];

export interface Reader {
  readonly files: readonly Buffer[];
  /** Reads a file; what is wrong with it is returned, and never thrown. */
  readonly read: (file: Buffer) => Said | Promise<Said>;
}

const INDEX = readFileSync(resolve(__dirname, '../../examples/catalogs/platform.yaml'));
const { entries } = parseHelmIndex(INDEX.toString(), { file: 'index.yaml' });
const JSON_INDEX = Buffer.from(
  JSON.stringify({ apiVersion: 'v1', entries: { mesh: [{ name: 'mesh', version: '1.0.0', urls: ['a.tgz'], annotations: { 'weave.works/profile': 'mesh' }, keywords: ['a'], maintainers: [{ name: 'b' }] }] } }), // prettier-ignore
);
const SOURCE = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system', url: 'https://charts.example.com' } as const; // prettier-ignore
const MANIFESTS = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: platform, namespace: flux-system, annotations: {weave.works/profiles: "true"}}
spec:
  interval: 10m
  url: https://charts.example.com
  secretRef: {name: login}
---
apiVersion: v1
kind: Secret
metadata:
  name: login
stringData: {username: robot, password: "a b"}
---
apiVersion: weave.works/v1alpha1
kind: ProfileCatalogSource
metadata: {name: profiles}
spec:
  repositories:
  - url: https://git.example.com/profiles
    secretRef: {name: login}
  profiles:
  - {name: nginx, tag: nginx/v1.0.0, url: https://git.example.com/nginx}
`;
const PROFILE = `apiVersion: weave.works/v1alpha1
kind: ProfileDefinition
metadata: {name: nginx}
spec:
  description: Serves pages
  maintainer: platform team
  prerequisites: [kubernetes 1.19]
  artifacts:
  - name: server
    chart: {url: https://charts.example.com, name: nginx, version: 1.0.0}
  - name: pages
    kustomize: {path: pages}
    dependsOn: [{name: server}]
`;
const VALUES = `image: &image {repository: nginx, tag: "1.25"}
replicas: 0x1F
env:
- name: A
  value: |
    a
     b
- <<: *image
  'quoted': "a\\tb \\u00e9"
on: off
`;
const SCHEMA = readFileSync(resolve(__dirname, '../data/charts/linkerd2/values.schema.json'));
const OTHER_SCHEMA = Buffer.from(
  '{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/$defs/a","$defs":{"a":{"type":"object","properties":{"b":{"anyOf":[{"type":"string","pattern":"^a+$"},{"$ref":"#/$defs/a"}]},"c":{"type":"array","items":{"enum":[1,"2",null]},"uniqueItems":true}},"patternProperties":{"^x-":{"const":1}},"additionalProperties":false,"required":["b"]}}}',
);
const DIGEST = `sha256:${'a'.repeat(64)}`;
const MANIFEST = Buffer.from(
  JSON.stringify({ schemaVersion: 2, config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: DIGEST, size: 2 }, layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: DIGEST, size: 3, annotations: { 'dev.cosignproject.cosign/signature': 'YWJj' } }], annotations: { a: 'b' } }), // prettier-ignore
);
const CONFIG = Buffer.from(
  JSON.stringify({ name: 'mesh', version: '1.0.0', apiVersion: 'v2', annotations: { 'weave.works/profile': 'mesh' }, dependencies: [{ name: 'a', version: '1.x' }] }), // prettier-ignore
);
const folder = temporaryFolder();

/** The messages of the errors that a reader throws on purpose. */
async function messages(read: () => unknown): Promise<readonly string[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (error instanceof Unreadable || error instanceof UnusableSchema || error instanceof NotText)
      return [error.message];
    throw error;
  }
}

function readManifests(file: Buffer): Said {
  writeFileSync(join(folder, 'sources.yaml'), file);
  return findCatalogSources('.', folder).problems;
}

function readInPieces(file: Buffer): readonly Problem[] {
  const reader = new HelmIndexReader({ file: 'index.yaml', everyVersion: true }, () => file, 64);
  for (let at = 0; at < file.length; at += 100) reader.push(file.subarray(at, at + 100));
  return reader.end().problems;
}

function readSchema(file: Buffer): Promise<Said> {
  return messages(() => {
    let schema: Schema;
    try {
      schema = JSON.parse(decodeText(file)) as Schema;
    } catch {
      return;
    }
    if (!isSchema(schema)) return;
    const values = { b: 'a', c: [1], replicas: 1, proxy: { image: { tag: 1 } } } as unknown as JsonObject;
    const schemas = new Map([[entries[0].name, { schema, defaults: values, subcharts: [] }]]);
    formatProfileTypes({ catalog: 'platform', entries: entries.slice(0, 1), schemas });
    new SchemaValidator(schema).validate(values);
  });
}

function readManifest(file: Buffer): Said {
  const text = file.toString('utf8');
  parseSignatures(text);
  parseSignedDigest(text);
  return faultOf(parseChartManifest(text));
}

function readConfig(file: Buffer): Said {
  const tagged = { chart: 'mesh', tag: '1.0.0', digest: DIGEST, annotations: {}, config: file.toString('utf8') };
  return faultOf(readTaggedChart(tagged, { everyVersion: true }));
}

function faultOf(found: object | undefined): readonly string[] {
  return found !== undefined && 'fault' in found ? [String(found.fault)] : [];
}

const tar = gunzipSync(packSample('linkerd2'));

export const READERS: Readonly<Record<string, Reader>> = {
  'an index': {
    files: [INDEX, JSON_INDEX],
    read: file => [...parseHelmIndex(file.toString('utf8'), { file: 'index.yaml', everyVersion: true }).problems, ...readInPieces(file)], // prettier-ignore
  },
  'a lock': {
    files: [Buffer.from(formatCatalogLock({ source: SOURCE, entries }))],
    read: file => parseCatalogLock(file.toString('utf8'), 'platform.lock.yaml').problems,
  },
  'manifests of sources': { files: [Buffer.from(MANIFESTS)], read: readManifests },
  'profile.yaml': {
    files: [Buffer.from(PROFILE)],
    read: file => {
      const found = parseProfileDefinition(file, 'profile.yaml');
      return 'problems' in found ? found.problems : [];
    },
  },
  'a file of layers': {
    files: [readFileSync(resolve(__dirname, '../../examples/layers/categories.yaml'))],
    read: file => parseLayerFile(file.toString('utf8'), 'layers.yaml').problems,
  },
  values: {
    files: [Buffer.from(VALUES)],
    read: file => parseValuesFile(file, 'values.yaml').problems,
  },
  'values of a chart': {
    files: [Buffer.from(`${VALUES}---\n${VALUES}`)],
    read: file => parseChartValues(file, 'values.yaml').problems,
  },
  'a schema': { files: [SCHEMA, OTHER_SCHEMA], read: readSchema },
  'an archive': { files: [packSample('linkerd2')], read: file => messages(() => readChartArchive([file])) },
  'what is in an archive': { files: [tar], read: file => messages(() => readChartArchive([gzipSync(file)])) },
  'a manifest of a registry': { files: [MANIFEST], read: readManifest },
  'the config of a chart in a registry': { files: [CONFIG], read: readConfig },
  ...SUBSCRIPTION_READERS,
};
