/**
 * docs/defaults.md says what is written without being asked for: all of it, and nothing else.
 */
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { Catalog, Cluster, Fleet, Profile, RemovalGuard } from 'cdk8s-profiles';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';

const DOCS = resolve(__dirname, '../docs');
const PAGE = readFileSync(join(DOCS, 'defaults.md'), 'utf8');
const GUARD = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
/** The HelmRelease of manifests, in the words of the page. */
const MANIFESTS = 'manifests';
/** A Kustomization that wakes a wave, and what it depends on, in the words of the page. */
const RELAY = 'relay';
const KINDS = [
  'HelmRelease',
  ...['HelmRepository', 'OCIRepository', 'GitRepository'],
  ...['ConfigMap', 'Namespace', 'Kustomization', MANIFESTS],
  ...[RELAY, 'Provider', 'Alert', 'Receiver'],
  ...GUARD,
];

/** A field of an object, as the page names it: `spec.dependsOn[].name`. */
interface Field {
  readonly kind: string;
  readonly path: string;
  readonly value: unknown;
}

/** Every field that is not an object or a list, of every object of a program that uses whatever has defaults. */
function emittedFields(): Field[] {
  const outdir = temporaryFolder();
  writeProgram(outdir);
  const texts = Object.entries(filesIn(outdir)).flatMap(([file, text]) => (file.endsWith('.k8s.yaml') ? [text] : []));
  return texts.flatMap(text => {
    const object = parse(text) as { kind: string };
    const fields = fieldsOf(object);
    const isManifests = fields.some(({ path }) => path.startsWith('spec.values.spec.'));
    const isRelay = fields.some(({ path, value }) => path === 'metadata.name' && /-wave(s$|-\d)/.test(String(value)));
    const kind = isManifests ? MANIFESTS : isRelay ? RELAY : object.kind;
    return fields.map(field => ({ ...field, kind }));
  });
}

function writeProgram(outdir: string): void {
  // "${" where it can be: it is written as it is
  const login = { secretRef: { name: '${login}' } };
  const urls = ['https://charts.example.com', 'oci://registry.example.com/charts', 'https://git.example.com/profiles'];
  const sources = Object.fromEntries(urls.map(url => [url, login]));
  const sourceRef = { kind: 'GitRepository', name: 'flux-system' } as const;
  const fleet = new Fleet({ outdir, sources, delivery: { sourceRef, path: './dist' } });
  const catalog = catalogOf(fleet, 'platform', 'https://charts.example.com', { name: 'cert-manager', layer: 0 });
  const registry = catalogOf(fleet, 'registry', 'oci://registry.example.com/charts', { name: 'mesh', layer: 1 });
  const cluster = new Cluster(fleet, 'production', { catalog, receiver: {} });
  const certManager = cluster.subscribe('cert-manager');
  cluster.subscribe('mesh', { catalog: registry, values: { text: '${name}' } });
  const shop = { repository: 'https://charts.example.com', chart: 'shop', version: '1.0.0' };
  const valuesFrom = [{ values: { text: '${name}' } }];
  cluster.subscribe(Profile.fromHelmChart(shop), { layer: 2, dependsOn: [certManager], valuesFrom });
  cluster.subscribe('web', { catalog: gitCatalog(fleet) });
  cluster.kustomization('policies', { path: './policies', layer: 3, dependsOn: [certManager] });
  const kubeConfig = { secretRef: { name: 'eu-1-kubeconfig' } };
  new Cluster(fleet, 'eu-1', { catalog, defaults: { kubeConfig } }).subscribe('cert-manager');
  const guard = new RemovalGuard(fleet, 'guard');
  const flux = new Chart(fleet, 'flux');
  guard.deliverFrom(flux);
  cluster.deliverFrom(flux);
  fleet.synth();
}

function catalogOf(
  scope: Construct,
  id: string,
  repository: string,
  profile: { name: string; layer: number },
): Catalog {
  const lists = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  const origin = { kind: 'chart', chart: profile.name, digest: `sha256:${'0'.repeat(64)}` } as const;
  return new Catalog(scope, id, { entries: [{ ...profile, ...lists, version: '1.0.0', origin }], repository });
}

/** A catalog with a profile in git: a chart and manifests in its folder. */
function gitCatalog(scope: Construct): Catalog {
  const lists = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  const artifacts = [
    { name: 'server', chart: { path: 'chart' } },
    { name: 'rules', kustomize: { path: 'rules' } },
  ];
  const place = { url: 'https://git.example.com/profiles', tag: 'web/v1.0.0', folder: 'web', commit: 'c0' };
  const origin = { kind: 'git', ...place, artifacts } as const;
  return new Catalog(scope, 'git', { entries: [{ name: 'web', version: '1.0.0', ...lists, origin }], repository: '' });
}

function fieldsOf(value: unknown, path = ''): { path: string; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(item => fieldsOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, child]) => {
    const step = /^\w+$/.test(key) ? `${path === '' ? '' : '.'}${key}` : `['${key}']`;
    return fieldsOf(child, path + step);
  });
}

function kindsOf(words: string): string[] {
  if (words === 'all') return KINDS;
  if (words === "all but a Namespace and the guard's")
    return KINDS.filter(kind => ![...GUARD, 'Namespace'].includes(kind));
  return words.split(', ').flatMap(word => (word === 'guard' ? GUARD : word));
}

/** Rows of the first table, one for each kind; `value` where the page gives one word for all objects. */
const documented = [...PAGE.matchAll(/^\| ([^|]+) \| `((?:metadata|spec)[^`]+)` \| ([^|]+) \|/gm)].flatMap(
  ([, kinds, path, value]) => {
    const exact = /^`([^`]+)`$/.exec(value)?.[1];
    return kindsOf(kinds).map(kind => ({ kind, path, value: exact }));
  },
);

/** What the page leaves to the program. */
const asked = [...PAGE.matchAll(/^- (\w+): (`.*)$/gm)].flatMap(([, kinds, list]) =>
  kindsOf(kinds).flatMap(kind => [...list.matchAll(/`([^`]+)`/g)].map(([, path]) => ({ kind, path }))),
);

/** Rows for HelmReleases are for those of manifests too, but not their values, which have rows of their own. */
const inherited = [...documented, ...asked]
  .filter(({ kind, path }) => kind === 'HelmRelease' && path !== 'spec.values')
  .filter(({ path }) => !documented.some(entry => entry.kind === MANIFESTS && entry.path === path))
  .map(entry => ({ ...entry, kind: MANIFESTS }));

const isWithin = (path: string, outer: string) => path === outer || /^[.[]/.test(path.slice(outer.length));
const covers = (entry: { kind: string; path: string }, field: Field) =>
  entry.kind === field.kind && field.path.startsWith(entry.path) && isWithin(field.path, entry.path);

const emitted = emittedFields();

test('every kind of object that is written is on the page', () => {
  expect([...new Set(emitted.map(({ kind }) => kind))].sort()).toEqual([...KINDS].sort());
});

test('every field that is written is a default on the page, or said to come from the program', () => {
  const unknown = emitted.filter(field => ![...documented, ...asked, ...inherited].some(entry => covers(entry, field)));
  expect([...new Set(unknown.map(({ kind, path }) => `${kind} ${path}`))]).toEqual([]);
});

test('every default on the page is written, with the value that is given there', () => {
  expect(documented.length).toBeGreaterThan(30);
  const missing = [...documented, ...asked].filter(entry => !emitted.some(field => covers(entry, field)));
  expect(missing).toEqual([]);
  const wrong = [...documented, ...inherited]
    .flatMap(entry => ('value' in entry && entry.value !== undefined ? [entry] : []))
    .flatMap(entry => emitted.filter(field => covers(entry, field) && String(field.value) !== entry.value));
  expect(wrong).toEqual([]);
});

test('the defaults of the program are those of the API', () => {
  const api = readFileSync(join(DOCS, 'api.md'), 'utf8');
  const rows = [...PAGE.matchAll(/^\| \[`(\w+)\.(\w+)`\]\(api.md#(\w+)\) \| ([^|]+) \|/gm)];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, type, option, anchor, value] of rows) {
    const [section] = api.split(`\n### ${type}\n`)[1].split('\n### ');
    const line = section.split('\n').find(text => text.startsWith(`- \`${option}?:`)) ?? '';
    expect(anchor).toBe(type.toLowerCase());
    expect({ option, line }).toEqual({
      option,
      line: expect.stringContaining(`Default: ${value.replaceAll('`', '')}.`),
    });
  }
});
