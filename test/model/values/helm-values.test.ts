/**
 * Files of values as sigs.k8s.io/yaml reads them, with which Helm does: made by `go run .` in
 * `test/data/values-files`.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeProblem } from '../../../lib/model/problem-words';
import { parseChartFile, parseValuesFile, type ParsedValues } from '../../../lib/model/values/values-file';

interface Row {
  readonly text?: string;
  readonly bytes?: string;
  /** Absent: Helm refuses the file. */
  readonly json?: unknown;
  /** Whether a key is in it twice. */
  readonly strict?: boolean;
}

const ROWS = JSON.parse(readFileSync(resolve(__dirname, '../../data/values-files/rows.json'), 'utf8')) as Row[];
const contentOf = ({ text, bytes }: Row) => text ?? Buffer.from(bytes!, 'base64');
const read = (row: Row, parse: typeof parseValuesFile) => parse(contentOf(row), 'values.yaml');

/** What is refused though Helm reads it, in the words of the problem: nothing is read otherwise. */
const STRICTER = [
  /several documents/,
  // line breaks to YAML 1.1, and to nobody else
  /the character U\+(?:0085|2028|2029)/,
  /a key is empty, or not a whole number/,
  /Helm does not read ":" and "\?" here/,
  // lines of a text in quotes, or of flow style, that are indented less than they should be
  /Missing closing ['"]|sufficiently indented|Implicit keys need to be on a single line|at node end|flow-map-end|does not end/,
  /more-indented leading empty lines/,
];

/** Rows that are read as something else, and those that are refused by one and not for a reason above. */
function differences(parse: typeof parseValuesFile, reasons: readonly RegExp[]): unknown[] {
  return ROWS.flatMap(row => {
    const { values, problems }: ParsedValues = read(row, parse);
    const words = problems.map(describeProblem).join();
    const isStricter = values === undefined && reasons.some(pattern => pattern.test(words));
    return isStricter || sorted(values) === sorted(row.json) ? [] : [{ row, values, words }];
  });
}

/** As JSON, whatever the order of members. */
function sorted(value: unknown): string | undefined {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

test('the files are many, and of each kind', () => {
  expect(ROWS.length).toBeGreaterThan(2000);
  expect(ROWS.filter(({ json }) => json !== undefined).length).toBeGreaterThan(900);
  expect(ROWS.filter(({ bytes }) => bytes !== undefined).length).toBeGreaterThan(10);
  expect(ROWS.filter(({ strict }) => strict).length).toBeGreaterThan(10);
});

test("a user's file is read as Helm reads it, or refused", () => {
  expect(differences(parseValuesFile, [...STRICTER, /Map keys must be unique/])).toEqual([]);
});

test('a file of a chart is read as Helm reads it, keys that are written twice included', () => {
  expect(differences(parseChartFile, STRICTER)).toEqual([]);
});

test('hardly any file is refused that Helm reads', () => {
  const taken = ROWS.filter(({ json }) => json !== undefined);
  const refused = taken.filter(row => read(row, parseChartFile).values === undefined);
  expect(refused.length / taken.length).toBeLessThan(0.05);
});
