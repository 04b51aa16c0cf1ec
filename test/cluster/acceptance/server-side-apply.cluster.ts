/**
 * Everything that examples and random programs write is taken by the API server as Flux
 * hands it over: server-side, strictly, and with the values that were written.
 */
import { isProfilesError } from 'cdk8s-profiles';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Cluster, Files, KubeObject, filesOf, named, startCluster, synthesize } from '../harness';
import { build, programs } from './random-program';

const EXAMPLES = resolve(__dirname, '../../../examples');
const PROGRAMS = 100;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster();
});

afterAll(async () => {
  delete process.env.CDK8S_OUTDIR;
  await cluster?.stop();
});

/** What the API server says against `files`, and where it reads other values than were written. */
async function refusals(files: Files): Promise<string[]> {
  const { kube } = cluster;
  const written = Object.entries(files).map(([path, text]) => ({ path, text, object: parseObject(text) }));
  const namespaces = new Set(written.flatMap(({ object }) => object.metadata.namespace ?? []));
  for (const name of namespaces) await kube.apply(named('Namespace', name));
  const found = written.map(async ({ path, text, object }) => {
    try {
      const kept = await kube.dryRun(text);
      expect([path, valuesOf(kept)]).toEqual([path, valuesOf(object)]);
      return [];
    } catch (error) {
      return [`${path}: ${(error as Error).message}\n${text}`];
    }
  });
  return (await Promise.all(found)).flat();
}

function parseObject(text: string): KubeObject {
  const [document, ...others] = parseAllDocuments(text);
  expect(others).toEqual([]);
  return document.toJS() as KubeObject;
}

/** What reaches Helm. */
function valuesOf({ spec, data }: KubeObject): unknown {
  return [(spec as { values?: unknown } | undefined)?.values, data];
}

test.each(readdirSync(EXAMPLES).filter(name => name.endsWith('.ts')))('example %s', async name => {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  process.env.CDK8S_OUTDIR = folder;
  try {
    await import(join(EXAMPLES, name));
    const files = filesOf(folder);
    expect(files).not.toEqual({});
    expect(await refusals(files)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test(`${PROGRAMS} random programs`, async () => {
  let objects = 0;
  const kinds: string[] = [];
  const all: string[] = [];
  for (const program of fc.sample(programs, { numRuns: PROGRAMS, seed: 20_240_501 })) {
    let files: Files = {};
    try {
      files = synthesize(fleet => build(fleet, program), program.fleet);
    } catch (error) {
      if (!isProfilesError(error)) throw error;
      kinds.push(...new Set(error.problems.map(p => p.kind)));
      process.stderr.write(error.message.slice(0, 400) + '\n');
    }
    objects += Object.keys(files).length;
    all.push(...(await refusals(files)));
  }
  process.stderr.write(`${objects} objects, refused by library: ${kinds}\n`);
  const dist = new Map<string, string>();
  for (const line of all) {
    const key = line.split('\n')[0].replace(/.*(is invalid|force=true): /, '');
    if (!dist.has(key)) dist.set(key, line);
  }
  for (const [key, line] of dist) process.stderr.write(`## ${key}\n`);
  process.stderr.write([...dist].filter(([k]) => !k.includes('ms|s|m')).slice(0,4).map(x => x[1]).join('\n====\n').slice(0, 6000));
  expect(all.length).toBe(0);
});
