/**
 * The API server accepts everything that examples and random programs write, in the way that Flux
 * applies it: server-side, strictly, and with the values that were written.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { serveClusterApi } from '../cluster-api/workload-cluster';
import { Cluster, Files, KubeObject, filesOf, named, startCluster } from '../harness';
import { waitHeld } from '../failures/waiting';
import { randomFiles } from './random-program';

const EXAMPLES = resolve(__dirname, '../../../examples');

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await serveClusterApi(cluster);
});

afterAll(async () => {
  delete process.env.CDK8S_OUTDIR;
  await cluster?.stop();
});

/**
 * Runs an example unchanged; returns what it writes for Flux to apply at once. What it writes for
 * charts and for its own Kustomizations is applied later, and may need CRDs.
 */
async function filesOfExample(name: string): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  process.env.CDK8S_OUTDIR = folder;
  await import(join(EXAMPLES, name));
  const files = Object.entries(filesOf(folder)).filter(([path]) => !/^(charts|manifests)[/]/.test(path));
  rmSync(folder, { recursive: true });
  return Object.fromEntries(files);
}

/** Errors of the API server for `files`, and where it reads other values than were written. */
async function refusals(files: Files): Promise<string[]> {
  const texts = Object.values(files).flatMap(documentsOf);
  const objects = texts.map(text => parse(text) as KubeObject);
  const namespaces = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  for (const name of namespaces) await cluster.kube.apply(named('Namespace', name));
  return (await Promise.all(texts.map((text, i) => refusal(text, objects[i])))).flat();
}

/** The text of each document, as it is written. */
function documentsOf(text: string): string[] {
  return parseAllDocuments(text).map(({ range }) => text.slice(range[0], range[2]));
}

async function refusal(text: string, written: KubeObject): Promise<string[]> {
  try {
    expect(valuesOf(await cluster.kube.dryRun(text))).toEqual(valuesOf(written));
    return [];
  } catch (error) {
    return [`${(error as Error).message}\n${text}`];
  }
}

/** What reaches Helm. */
function valuesOf({ spec, data }: KubeObject): unknown {
  return { values: (spec as { values?: unknown } | undefined)?.values, data };
}

test.each(readdirSync(EXAMPLES).filter(name => name.endsWith('.ts')))('example %s', async name => {
  const files = await filesOfExample(name);
  expect(files).not.toEqual({});
  expect(await refusals(files)).toEqual([]);
});

test('100 random programs', async () => {
  const programs = randomFiles(100);
  expect(programs).toHaveLength(100);
  const refused: string[] = [];
  for (const files of programs) refused.push(...(await refusals(files)));
  // a few say enough
  expect([refused.length, refused.slice(0, 3)]).toEqual([0, []]);
});

test('every readyExpr compiles: it lets its release wait instead of stalling it', async () => {
  const { kube } = cluster;
  const texts = randomFiles(30).flatMap(files => Object.values(files));
  const expressions = [...new Set(texts.flatMap(readyExpressions))];
  expect(expressions).toHaveLength(3);

  const dependency = { ...named('HelmRelease', 'never-there', 'expressions') };
  const spec = { interval: '10m', suspend: true, chartRef: { kind: 'OCIRepository', name: 'never-there' } };
  await kube.apply(named('Namespace', 'expressions'), { ...dependency, spec });
  for (const [i, readyExpr] of expressions.entries()) {
    const dependsOn = [{ name: dependency.metadata.name, readyExpr }];
    await kube.apply({
      ...named('HelmRelease', `release-${i}`, 'expressions'),
      metadata: { name: `release-${i}`, namespace: 'expressions', annotations: { owner: 'tests' } },
      spec: { ...spec, suspend: false, dependsOn },
    });
    expect(await waitHeld(cluster, `expressions/release-${i}`)).toBe(
      "dependency 'expressions/never-there' is not ready according to readyExpr eval",
    );
  }
});

/** Expressions in a file, with all revisions and names made equal. */
function readyExpressions(text: string): string[] {
  const { spec } = parse(text) as { spec?: { dependsOn?: readonly { readonly readyExpr?: string }[] } };
  const equal = (expression: string) =>
    expression.replace(/^.. revisions:.*/, '// revisions: a=0123456789;').replace(/' [^ ]*='/, "' a='");
  return (spec?.dependsOn ?? []).flatMap(({ readyExpr }) => (readyExpr === undefined ? [] : equal(readyExpr)));
}
