/**
 * What the author of a wrong program sees: a message for every problem, and nothing else.
 *
 * The table of rows is complete: a new kind of problem needs a program that causes it. The first
 * row of each part is also run with `cdk8s synth`.
 */
import type { ProblemKind } from 'cdk8s-profiles';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage } from './install-package';
import { catalogs } from './rows/catalogs';
import { indexes } from './rows/indexes';
import { names } from './rows/names';
import { options } from './rows/options';
import { order } from './rows/order';
import { oversights } from './rows/oversights';
import { profiles } from './rows/profiles';
import { templates } from './rows/templates';
import { values } from './rows/values';
import { programsFolder, runAll, type Synthesis, synthesize } from './synthesize';
import type { WrongInput } from './wrong-input';

jest.setTimeout(300_000);

const PARTS = [profiles, catalogs, indexes, options, values, order, names, templates];

const KINDS: Readonly<Record<ProblemKind, readonly WrongInput[]>> = {
  ...profiles,
  ...catalogs,
  ...indexes,
  ...options,
  ...values,
  ...order,
  ...names,
  ...templates,
  // programs depend on constructs, and a construct always exists
  'missing-dependency': [],
  // synthesis uses no network
  'unreadable-source': [],
  // cdk8s empties the output folder first
  'foreign-file': [],
};

const ROWS = [...Object.values(KINDS).flat(), ...oversights];
const SAMPLES = [...PARTS.map(part => Object.values<readonly WrongInput[]>(part).flat()), oversights].map(
  ([row]) => row,
);

const folder = programsFolder();
let syntheses: ReadonlyMap<string, Synthesis>;

beforeAll(() => {
  installPackage(folder);
  const found = runAll(folder, ROWS);
  syntheses = new Map(ROWS.map(({ title }, i) => [title, found[i]]));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(ROWS)('fails for $title', ({ title, app, lines, secret }) => {
  const { exitCode, stderr, output, ...found } = syntheses.get(title)!;
  expect(found.lines).toEqual(lines);
  expect({ exitCode, output }).toEqual({ exitCode: 1, output: [] });
  // frames of this library do not help the author
  expect(stderr).not.toContain('cdk8s-profiles/build');
  if (app?.includes('new App(') !== true) expect(stderr).toContain('ProfilesError: ');
  if (secret !== undefined) expect(stderr).not.toContain(secret);
});

test.each(SAMPLES)('cdk8s synth prints exactly the same for $title', async row => {
  const path = join(folder, `sample-${SAMPLES.indexOf(row)}`);
  const { lines, exitCode, output, stderr } = await synthesize(path, row);
  expect({ lines, exitCode, output }).toEqual({ lines: row.lines, exitCode: 1, output: [] });
  expect(stderr).not.toContain('cdk8s-profiles/build');
});

test('titles are unique, because results are found by them', () => {
  expect(new Set(ROWS.map(({ title }) => title)).size).toBe(ROWS.length);
});
