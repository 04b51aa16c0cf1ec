import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';
import { formatProblem } from '../../../lib/model/problem-words';

const PLATFORM = readFileSync(resolve(__dirname, '../../../examples/catalogs/platform.yaml'), 'utf8');

type Fields = Record<string, unknown>;

/** A version of a chart that is a profile in layer one. */
function version(name: string, number: string, fields: Fields = {}): Fields {
  const annotations = { 'weave.works/profile': name, 'weave.works/layer': 'layer-1' };
  return { annotations, name, version: number, ...fields };
}

function index(charts: readonly (readonly [string, unknown])[]): string {
  return stringify({ apiVersion: 'v1', entries: new Map(charts) });
}

const chartOf = ({ origin }: CatalogEntry) => (origin.kind === 'chart' ? origin.chart : undefined);

function parse(text: string, everyVersion?: boolean) {
  const { entries, problems } = parseHelmIndex(text, { file: 'index.yaml', everyVersion });
  return {
    entries,
    names: entries.map(entry => `${entry.name} ${entry.version}`),
    words: problems.map(formatProblem),
  };
}

describe('an index', () => {
  test('is read whole', () => {
    const { entries, words } = parse(PLATFORM);
    expect(words).toEqual([]);
    expect(entries).toHaveLength(18);
    expect(entries[0]).toMatchInlineSnapshot(`
     {
       "archiveUrl": "https://charts.example.com/cert-manager-0.0.8.tgz",
       "category": "Security",
       "created": "2024-03-04T09:12:40Z",
       "dependencies": [
         {
           "name": "cert-manager",
           "repository": "https://charts.jetstack.io",
           "version": "v1.14.3",
         },
       ],
       "description": "Issues TLS certificates and renews them before they expire",
       "keywords": [
         "certificates",
         "tls",
       ],
       "kubeVersion": ">=1.25.0-0",
       "layer": 0,
       "location": {
         "column": 5,
         "file": "index.yaml",
         "line": 5,
       },
       "maintainers": [
         {
           "email": "platform@example.com",
           "name": "Platform Team",
           "url": undefined,
         },
       ],
       "name": "cert-manager",
       "origin": {
         "chart": "cert-manager",
         "digest": "dd6c6a1ce39c710f5d0d278faa2b2ca2459c66b478510b063279b2c5bc80475f",
         "kind": "chart",
       },
       "prerequisites": [],
       "version": "0.0.8",
     }
    `);
  });

  test('offers only what is annotated, unless every version is asked for', () => {
    expect(parse(PLATFORM).names).not.toContain('platform-library 0.3.1');
    expect(parse(PLATFORM, true).names).toContain('platform-library 0.3.1');
  });

  test('names a profile by its annotation and knows its chart', () => {
    const store = parse(PLATFORM).entries.find(entry => entry.name === 'external-secrets-store-config');
    expect(store).toMatchObject({ origin: { kind: 'chart', chart: 'secrets-store-config' }, layer: 4 });
    expect(parse(PLATFORM).entries.find(entry => entry.name === 'jaeger')?.layer).toBeUndefined();
  });

  test('without charts has nothing to offer', () => {
    expect(parse('apiVersion: v1\nentries: {}\n')).toMatchObject({ entries: [], words: [] });
    expect(parse('apiVersion: v1\nentries: {vault: []}\n')).toMatchObject({ entries: [], words: [] });
  });

  test('is sorted by name, newest version first', () => {
    const numbers = ['0.0.9', 'v0.0.10', '0.1.0-rc.2', '0.1.0', '0.1.0-rc.10'];
    const text = index([
      ['vault', [version('vault', '1.0.0')]],
      ['linkerd2', numbers.map(number => version('linkerd2', number))],
    ]);
    const linkerd2 = ['0.1.0', '0.1.0-rc.10', '0.1.0-rc.2', 'v0.0.10', '0.0.9'].map(number => `linkerd2 ${number}`);
    expect(parse(text).names).toEqual([...linkerd2, 'vault 1.0.0']);
  });

  test('in another order gives the same', () => {
    const charts: [string, Fields[]][] = [
      ['vault', [version('vault', '1.0.0', { digest: 'a' }), version('vault', '1.0.0', { digest: 'b' })]],
      ['constructor', [version('constructor', '2.0.0'), version('constructor', 'x'), version('constructor', '10.0.0')]],
      ['agent', [version('agent', '1.0.0'), version('agent', '3.0.0')]],
      ['new-agent', [version('new-agent', '1.0.0', { annotations: { 'weave.works/profile': 'agent' } })]],
    ];
    const bytes = (text: string) => {
      const { entries, problems } = parseHelmIndex(text, { file: 'index.yaml' });
      return JSON.stringify([entries, problems], (key, value) => (key === 'location' ? undefined : value), 2);
    };
    const other = charts.map(([name, versions]) => [name, [...versions].reverse()] as const).reverse();
    expect(bytes(index(other))).toBe(bytes(index(charts)));
  });

  test('may be JSON, on one line or on many', () => {
    const charts = { apiVersion: 'v1', entries: { vault: [version('vault', '1.0.0')] } };
    expect(parse(JSON.stringify(charts))).toMatchObject({ names: ['vault 1.0.0'], words: [] });
    expect(parse(JSON.stringify(charts, null, '\t')).entries[0].location).toMatchObject({ line: 5, column: 4 });
  });

  test('may begin with a byte order mark and end its lines with CRLF', () => {
    expect(parse(`\uFEFF${PLATFORM.replaceAll('\n', '\r\n')}`)).toEqual(parse(PLATFORM));
    expect(parse('\uFEFFapiVersion: v2\r\nentries: {}').words[0]).toMatch(/^index.yaml:1:13: /);
  });

  test('may use flow style, anchors and merge keys', () => {
    const text = `
apiVersion: v1
entries:
  vault:
  - &first {name: vault, version: 1.0.0, keywords: [&k secrets], annotations: &a {weave.works/profile: vault}}
  - {<<: *first, version: 1.1.0, annotations: {<<: *a, weave.works/layer: layer-3}}
  kyverno: [{name: kyverno, version: 2.0.0, annotations: *a, keywords: [*k]}]
`;
    const { entries, words } = parse(text);
    expect(words).toEqual([]);
    expect(entries.map(entry => [chartOf(entry), entry.version, entry.layer, ...entry.keywords])).toEqual([
      ['kyverno', '2.0.0', undefined, 'secrets'],
      ['vault', '1.1.0', 3, 'secrets'],
      ['vault', '1.0.0', undefined, 'secrets'],
    ]);
  });

  test('may hold names that JavaScript objects have', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const text = index(names.map(name => [name, [version(name, '1.0.0')]]));
    expect(parse(text)).toMatchObject({ names: names.map(name => `${name} 1.0.0`), words: [] });
  });

  test('may have layers of two digits, bare numbers and gaps', () => {
    const layers = { flagger: 'layer-2', kyverno: 'layer-10', linkerd2: 0, vault: 'Layer 4' };
    const charts = Object.entries(layers).map(([name, layer]): [string, Fields[]] => {
      const annotations = { 'weave.works/profile': name, 'weave.works/layer': layer };
      return [name, [version(name, '1.0.0', { annotations })]];
    });
    expect(parse(index(charts)).entries.map(entry => entry.layer)).toEqual([2, 10, 0, 4]);
  });

  test('takes null for absent', () => {
    const nothing = { keywords: null, maintainers: null, dependencies: null, description: null, kubeVersion: null };
    const { entries, words } = parse(index([['vault', [version('vault', '1.0.0', nothing)]]]));
    expect(words).toEqual([]);
    expect(entries[0]).toMatchObject({ keywords: [], maintainers: [], dependencies: [], description: undefined });
  });

  test('may have maintainers with no name but an address', () => {
    const maintainers = [{ email: 'a@example.com' }, { name: 'Platform Team' }];
    const { entries } = parse(index([['vault', [version('vault', '1.0.0', { maintainers })]]]));
    expect(entries[0].maintainers.map(({ name }) => name)).toEqual(['a@example.com', 'Platform Team']);
  });
});
