/**
 * Every field of Flux's objects can be set: each leaf by a prop or by a patch, except for those
 * that are refused.
 */
import {
  Cluster,
  Fleet,
  type IProfile,
  type Problem,
  type SourceOptions,
  type SubscriptionOptions,
} from 'cdk8s-profiles';
import { toJson_HelmReleaseSpec } from '../../imports/helm.toolkit.fluxcd.io';
import { toJson_HelmRepositorySpec, toJson_OciRepositorySpec } from '../../imports/source.toolkit.fluxcd.io';
import { objectsOf } from '../constructs/emitted';
import { HELM_RELEASE_PROPS, HELM_REPOSITORY_PROPS, OCI_REPOSITORY_PROPS, REFUSED } from './leaf-props';
import { formatPath, hasMember, type Leaf, leavesOf } from './leaves';

/** A program that subscribes podinfo, and its other options. */
interface Program {
  readonly profile?: Partial<IProfile['artifact']>;
  readonly options?: SubscriptionOptions;
  readonly source?: SourceOptions;
  /** What podinfo waits for. */
  readonly dependsOn?: SubscriptionOptions;
  readonly patch?: object;
}

const HTTP = 'https://charts.example.com';
const OCI = 'oci://registry.example.com/charts';

/** The file and interface of each part of a program. */
const TYPES: Readonly<Record<string, readonly [file: string, name: string]>> = {
  profile: ['lib/constructs/props/i-profile.ts', 'ChartArtifact'],
  options: ['lib/constructs/props/subscription-options.ts', 'SubscriptionOptions'],
  dependsOn: ['lib/constructs/props/subscription-options.ts', 'SubscriptionOptions'],
  source: ['lib/flux/source-options.ts', 'SourceOptions'],
};

const KINDS = [
  {
    kind: 'HelmRelease',
    leaves: leavesOf('imports/helm.toolkit.fluxcd.io.ts', 'HelmReleaseSpec'),
    props: HELM_RELEASE_PROPS,
    toJson: toJson_HelmReleaseSpec as (spec: unknown) => Spec,
  },
  {
    kind: 'HelmRepository',
    leaves: leavesOf('imports/source.toolkit.fluxcd.io.ts', 'HelmRepositorySpec'),
    props: HELM_REPOSITORY_PROPS,
    toJson: toJson_HelmRepositorySpec as (spec: unknown) => Spec,
  },
  {
    kind: 'OCIRepository',
    leaves: leavesOf('imports/source.toolkit.fluxcd.io.ts', 'OciRepositorySpec'),
    props: OCI_REPOSITORY_PROPS,
    toJson: toJson_OciRepositorySpec as (spec: unknown) => Spec,
  },
];

type Spec = Readonly<Record<string, unknown>>;
type Kind = (typeof KINDS)[number];

/** A leaf, and the path to it. */
interface Row {
  readonly kind: Kind;
  readonly leaf: Leaf;
  readonly name: string;
  readonly repository: string;
  /** Of `kind.props`. */
  readonly prop?: string;
}

const ROWS = KINDS.flatMap(kind =>
  kind.leaves.map((leaf): Row => {
    const name = formatPath(leaf.path);
    const isOci = kind.kind === 'OCIRepository' || name.startsWith('chartRef.');
    const prop = Object.keys(kind.props).find(
      at => name === at || name.startsWith(`${at}.`) || name.startsWith(`${at}[`),
    );
    return { kind, leaf, name, repository: isOci ? OCI : HTTP, prop };
  }),
);
const isRefused = ({ kind, name }: Row) => REFUSED[`${kind.kind} ${name}`] !== undefined;
const BY_PROP = ROWS.filter(row => row.prop !== undefined);
const BY_PATCH = ROWS.filter(row => row.prop === undefined && !isRefused(row));

test.each(BY_PROP.map(row => [row.kind.kind, row.name, row.kind.props[row.prop!], row] as const))(
  '%s %s is set by the prop %s',
  (_, __, prop, row) => {
    const value = newValue(row);
    const at = parsePath(row.prop!);
    const sample = valueAt(row.leaf.sample(value, baseline(row)), at);
    expect(specOf(row, nest(prop.split('.'), sample))).toMatchObject(expected(row, value));

    const [part, ...path] = prop.split('.');
    expect(hasMember(...TYPES[part], [...path, ...row.leaf.path.slice(at.length)])).toBe(true);
  },
);

test.each(BY_PATCH.map(row => [row.kind.kind, row.name, row] as const))('%s %s is set by a patch', (kind, _, row) => {
  const value = newValue(row);
  const patch = row.kind.toJson(row.leaf.sample(value, baseline(row)));
  const program = kind === 'HelmRelease' ? { patch: { spec: patch } } : { source: { patch } };
  expect(specOf(row, program)).toMatchObject(expected(row, value));
});

test.each(Object.entries(REFUSED))('fails to patch %s: %s', (name, kind) => {
  const row = ROWS.find(candidate => `${candidate.kind.kind} ${candidate.name}` === name)!;
  const fields = expected(row, row.leaf.values[0]);
  const program = row.kind.kind === 'HelmRelease' ? { patch: { spec: fields } } : { source: { patch: fields } };
  expect(problemsOf(row, program).map(problem => problem.kind)).toEqual([kind]);
});

test('every row of the tables names a leaf', () => {
  const used = new Set(BY_PROP.map(({ kind, prop }) => `${kind.kind} ${prop}`));
  const rows = KINDS.flatMap(({ kind, props }) => Object.keys(props).map(at => `${kind} ${at}`));
  expect(rows.filter(row => !used.has(row))).toEqual([]);
  expect(ROWS.filter(isRefused)).toHaveLength(Object.keys(REFUSED).length);
});

afterAll(() => {
  const count = (rows: readonly Row[], { kind }: Kind) => rows.filter(row => row.kind.kind === kind).length;
  const lines = KINDS.map(kind => {
    const counts = [count(BY_PROP, kind), count(BY_PATCH, kind), count(ROWS.filter(isRefused), kind)];
    return `${kind.kind}: ${counts[0]} leaves by prop, ${counts[1]} by patch, ${counts[2]} refused\n`;
  });
  process.stdout.write(lines.join(''));
});

/** The cluster of `program`. */
function clusterOf({ repository }: Row, program: Program): Cluster {
  const { profile, options, source, dependsOn, patch } = program;
  // the URL of an OCIRepository contains its chart, and that of a mirror does not
  const mirror = source?.mirror?.replace(/\/podinfo$/, '');
  const sources = { [repository]: { ...source, mirror } };
  const existingNamespaces = ['podinfo', 'sample'];
  const cluster = new Cluster(new Fleet(), 'production', { sources, existingNamespaces, order: 'dependencies' });
  const profileOf = (chart: string, artifact?: Program['profile']): IProfile => {
    const all = { repository, chart, version: '6.5.4', ...artifact };
    return { profileName: chart, version: all.version, artifact: all };
  };
  const others = dependsOn === undefined ? [] : [cluster.subscribe(profileOf('redis'), dependsOn)];
  const podinfo = cluster.subscribe(profileOf('podinfo', profile), { id: 'podinfo', ...options, dependsOn: others });
  if (patch !== undefined) podinfo.patch(patch);
  return cluster;
}

function problemsOf(row: Row, program: Program): readonly Problem[] {
  return clusterOf(row, program).plan.problems;
}

/** The spec of the object for `row` in `program`. */
function specOf(row: Row, program: Program): Spec {
  const objects = objectsOf(clusterOf(row, program), row.kind.kind);
  return objects.find(({ metadata }) => row.kind.kind !== 'HelmRelease' || metadata.name.endsWith('podinfo'))!.spec;
}

/** The spec without options. */
function baseline(row: Row): Spec {
  return specOf(row, {});
}

/** A value that is not there without options. */
function newValue(row: Row): unknown {
  const before = baseline(row);
  const values = row.kind.kind === 'OCIRepository' && row.name === 'url' ? [`${OCI}-mirror/podinfo`] : row.leaf.values;
  const value = values.find(candidate => !holds(before, expected(row, candidate)));
  if (value === undefined) throw new Error(`${row.name} has no value that it has not had before`);
  return value;
}

/** The spec with only `value`, with the names of the CRD: `skipCRDs`, not `skipCrDs`. */
function expected({ kind, leaf }: Row, value: unknown): Spec {
  return kind.toJson(nest(leaf.path, value));
}

/** `{ a: [{ b: value }] }` for `a[].b`. */
function nest(path: readonly string[], value: unknown): Spec {
  return path.reduceRight<unknown>((inner, step) => {
    return step === '[]' ? [inner] : { [step === '*' ? 'example.com/key' : step]: inner };
  }, value) as Spec;
}

function parsePath(text: string): string[] {
  return text.replaceAll('[]', '.[]').split('.');
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce((found, step) => (found as Spec)[step === '[]' ? '0' : step], data);
}

/** Whether `data` contains all of `part`. */
function holds(data: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return data === part;
  if (typeof data !== 'object' || data === null) return false;
  return Object.entries(part).every(([key, value]) => holds((data as Spec)[key], value));
}
