/**
 * Indexes in chunks, and how much of what is wrong with one is taken.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseFullYaml } from '../../../lib/model/yaml/full-yaml';
import { parseHelmIndex, parseIndexInFull, tryParseHelmLayout } from '../../../lib/model/helm-index/helm-index';
import { HelmIndexReader } from '../../../lib/model/helm-index/helm-index-reader';
import { formatProblem } from '../../../lib/model/problem-words';
import { builtModule } from '../../wrong-inputs/install-package';

const OPTIONS = { file: 'index.yaml' };
const MEGABYTE = 1024 * 1024;
const ROOT = resolve(__dirname, '../../..');
const PLATFORM = join(ROOT, 'examples/catalogs/platform.yaml');
const REAL = resolve(ROOT, '../shared/data/profiles-catalog-index.yaml');

/** The index of chunks that come while the reader wants them, and how many it took. */
function readChunks(chunks: Iterable<string | Uint8Array>) {
  const kept: Uint8Array[] = [];
  const reader = new HelmIndexReader(OPTIONS, () => Buffer.concat(kept));
  let taken = 0;
  for (const chunk of chunks) {
    if (reader.isRefused) break;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    reader.push(bytes);
    if (!reader.isRefused) kept.push(bytes);
    taken++;
  }
  const { entries, problems } = reader.end();
  return { taken, entries, words: problems.map(formatProblem) };
}

function* repeat(start: string, chunk: string | Uint8Array, times: number): Generator<string | Uint8Array, void> {
  yield start;
  for (let i = 0; i < times; i++) yield chunk;
}

const megabyteOf = (text: string) => Buffer.alloc(MEGABYTE, text);
const START = 'apiVersion: v1\nentries:\n  vault:\n  - name: vault\n    version: 1.0.0\n';
const version = (fields: string) =>
  `apiVersion: v1\nentries:\n  vault:\n  - ${fields}\n    name: vault\n    version: 1.0.0\n`;

test.each([
  ['the example', PLATFORM],
  ['an index in use', REAL],
])('%s is in the layout that is read fast', (_, file) => {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const index = tryParseHelmLayout(text, OPTIONS);
  expect(index?.entries.length).toBeGreaterThan(10);
  expect(index).toEqual(parseIndexInFull(text, OPTIONS));
  expect(readChunks([text]).entries).toEqual(index?.entries);
});

test('the full parser is not loaded for an index in that layout', () => {
  const program = `
    const { readFileSync } = require('node:fs');
    const { parseHelmIndex } = require(process.argv[1]);
    const { entries } = parseHelmIndex(readFileSync(${JSON.stringify(PLATFORM)}, 'utf8'), { file: 'a' });
    const parsers = Object.keys(require.cache).filter(file => /node_modules.yaml./.test(file));
    console.log(entries.length, parsers.length);`;
  const args = ['-e', program, builtModule('model/helm-index/helm-index')];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(output.trim()).toBe('18 0');
});

test('characters may be cut in two between chunks', () => {
  const text = version('annotations:\n      weave.works/profile: vault\n    description: "Schlüssel 鍵 \u{1F511}"');
  const bytes = [...Buffer.from(text)].map(byte => Uint8Array.of(byte));
  expect(readChunks(bytes).entries).toEqual(parseHelmIndex(text, OPTIONS).entries);
  expect(readChunks(bytes).entries[0].description).toBe('Schlüssel 鍵 \u{1F511}');
});

test('bytes that are no UTF-8 read as they do from a file', () => {
  const bytes = Buffer.from(version('annotations:\n      weave.works/profile: vault\n    description: X'));
  bytes[bytes.indexOf('X')] = 0xe9;
  expect(readChunks([bytes]).entries).toEqual(parseHelmIndex(bytes.toString('utf8'), OPTIONS).entries);
});

test('no chunks are an empty index', () => {
  expect(readChunks([]).words).toEqual([expect.stringContaining('it is empty')]);
});

describe('fails, in words, and takes no more of it than it must, for', () => {
  test('a web page without end', () => {
    const { taken, words } = readChunks(repeat('<!DOCTYPE html>\n', megabyteOf('<p>busy</p>\n'), 1000));
    expect(words).toEqual([expect.stringContaining('it is a web page')]);
    expect(taken).toBeLessThan(5);
  });

  test('a line of a gigabyte', () => {
    const { taken, words } = readChunks(repeat(`${START}    description: `, megabyteOf('x'), 1024));
    expect(words).toEqual([expect.stringMatching(/^index.yaml:4:1: .*it is larger than 32 MB/)]);
    expect(taken).toBeLessThan(40);
  });

  test('a version with fields without end', () => {
    const { taken, words } = readChunks(repeat(START, megabyteOf('    field: 1\n    other: 2\n'), 1024));
    expect(words).toEqual([expect.stringMatching(/^index.yaml:4:1: .*it is larger than 32 MB/)]);
    expect(taken).toBeLessThan(40);
  });

  test('a large index in another layout', () => {
    const { words } = readChunks(repeat('{"apiVersion": "v1", "entries": {}, "a": "', megabyteOf('x'), 40));
    expect(words).toEqual([expect.stringMatching(/^index.yaml:1:1: .*laid out as Helm writes it/)]);
  });

  test.each(['[1,1', '-\n', '&a ', '{}{}', '? a\n'])('more tokens than the full parser is trusted with: %j', piece => {
    const value = parseFullYaml(`a: 1\nb: ${piece.repeat(2000)}`, 'index.yaml', 1000);
    expect(value).toMatchObject({ type: 'error', reason: expect.stringMatching(/too much|too deep/) });
  });

  test.each([
    ['in flow style', `a: ${'['.repeat(100_000)}`],
    ['as lists of lists', `a:\n${'- '.repeat(100_000)}`],
    ['line by line', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ])('maps and lists that are nested too deep, %s', (_, text) => {
    expect(readChunks([text]).words).toEqual([expect.stringContaining('it is nested too deep')]);
  });

  test('a billion laughs', () => {
    const lines = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`,
    );
    const { words } = readChunks([`apiVersion: v1\na0: &a0 ha\n${lines.join('')}entries: {}\n`]);
    expect(words).toEqual([expect.stringMatching(/^index.yaml:\d+:\d+: .*its aliases expand to too many values/)]);
  });

  test('keywords that a thousand versions repeat by an alias', () => {
    const keywords = `[${Array(5000).fill('a').join(', ')}]`;
    const versions = '  - {name: vault, version: 1.0.0, keywords: *k}\n'.repeat(1000);
    const { words } = readChunks([`k: &k ${keywords}\napiVersion: v1\nentries:\n  vault:\n${versions}`]);
    expect(words).toEqual([expect.stringContaining('its aliases expand to too many values')]);
  });

  test('merge keys that add up', () => {
    const maps = Array.from({ length: 3000 }, (_, i) => `m${i + 1}: &m${i + 1} {<<: *m${i}, k${i}: 1}\n`);
    expect(parseFullYaml(`m0: &m0 {a: 1}\n${maps.join('')}`, 'index.yaml')).toMatchObject({ type: 'error' });
  });
});

test.each([
  ['words', `    long: ${'x y '.repeat(5_000_000)}z\n`],
  ['text in quotes', `    long: "${'x'.repeat(20_000_000)}"\n`],
  ['fields', Array.from({ length: 900_000 }, (_, i) => `    f${String(i).padStart(6, '0')}: 1\n`).join('')],
])('a version with megabytes of %s is read', (_, lines) => {
  const annotations = 'annotations:\n      weave.works/profile: vault\n';
  const text = `apiVersion: v1\nentries:\n  vault:\n  - ${annotations}${lines}    name: vault\n    version: 1.0.0\n`;
  expect(parseHelmIndex(text, OPTIONS).entries).toHaveLength(1);
});

test('a version with very many fields is read, or what is wrong with it said once', () => {
  const fields = Array.from({ length: 60_000 }, (_, i) => `    f${String(i).padStart(6, '0')}: 1\n`).join('');
  const text = `apiVersion: v1\nentries:\n  vault:\n  - annotations:\n      weave.works/profile: vault\n${fields}    name: vault\n    version: 1.0.0\n`;
  expect(parseHelmIndex(text, { ...OPTIONS, everyVersion: true }).entries).toHaveLength(1);
  const repeated = text.replace('    name:', '    f000001: 1\n    name:');
  const { problems } = parseHelmIndex(repeated, OPTIONS);
  expect(problems.map(({ kind }) => kind)).toEqual(['invalid-entry', 'refused-index']);
});

test('says that Flux refuses an index of more than 50 MiB by default', () => {
  const version = `  - description: ${'a'.repeat(1024)}\n    name: mesh\n    version: 1.0.0\n`;
  const megabyte = Buffer.from(version.repeat(1024));
  const read = (megabytes: number) => {
    const reader = new HelmIndexReader({ file: 'index.yaml' }, () => Buffer.alloc(0));
    reader.push(Buffer.from('apiVersion: v1\nentries:\n  mesh:\n'));
    for (let i = 0; i < megabytes; i++) reader.push(megabyte);
    return reader.end();
  };
  expect(read(47).warnings).toBeUndefined();
  expect(read(50)).toMatchObject({
    problems: [],
    warnings: [expect.stringMatching(/ 5\d MiB, .*--helm-index-max-size/)],
  });
});
