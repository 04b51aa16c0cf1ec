/**
 * The writer of fleets against the package `yaml`, as cdk8s calls it. `YAML_LIBRARY_RUNS=60000` looks longer.
 */
import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { Document, Scalar, visit } from 'yaml';
import { formatYaml, shareYaml } from '../../../lib/model/yaml/yaml-text';

jest.setTimeout(3_600_000);

const numRuns = Number(process.env.YAML_LIBRARY_RUNS ?? 400);

/** What is in Flux objects: names, versions, URLs, durations, expressions and sentences. */
const ordinary = fc.oneof(
  fc.constantFrom(
    'flux-system',
    'v1.2.3',
    '1.2.3',
    '10m',
    '1h30m',
    'HelmRelease',
    'helm.toolkit.fluxcd.io/v2',
    './dist',
  ),
  fc.constantFrom(
    'https://charts.example.com/a',
    'oci://ghcr.io/a/b',
    "dep.status.conditions.exists(c, c.type == 'Ready')",
  ),
  fc.constantFrom('app.kubernetes.io/name', 'Layer 2', 'x', 'constructor', 'cert-manager/no', '512Mi', 'a#b', 'a:b'),
  fc.stringMatching(/^[a-z]{6,12}$/),
);
const odd = fc.oneof(
  fc.constantFrom(
    '',
    '~',
    'yes',
    'NO',
    '0o14',
    '1_000',
    '12:30',
    '1e3',
    '- a',
    '? a',
    '---',
    '%a',
    '@a',
    'a: b',
    'a #b',
    '=',
    'null',
  ),
  fc.constantFrom('a\nb', 'a\nb\n', 'a\n\n', '\n', ' a\nb', 'a\n b\n\nc', '---\na', '{{ if }}\n#\n'),
  fc.string({ unit: fc.constantFrom(...' -:#?|>a"\'0.\\,[]{}&*!%@`~=<é\n'), maxLength: 12 }).filter(isSame),
  fc.string({ unit: fc.constantFrom('a', ' ', 'é', '0'), minLength: 70, maxLength: 900 }),
);

/** Without `<<`, which the library never quotes, and text that begins or ends with blank lines, for which it has several ways. */
function isSame(text: string): boolean {
  if (text === '<<') return false;
  return !text.includes('\n') || /^\S.*\S$/s.test(text);
}

function documents(text: fc.Arbitrary<string>): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const number = fc.oneof(
    fc.integer(),
    fc.integer({ min: -9999, max: 9999 }).map(n => n / 100),
  );
  const { map } = fc.letrec<{ any: unknown; map: Readonly<Record<string, unknown>> }>(tie => ({
    any: fc.oneof(
      { depthSize: 'small' },
      text,
      number,
      fc.boolean(),
      fc.array(tie('any'), { maxLength: 4 }),
      tie('map'),
    ),
    // an object begins with the keys that are whole numbers, whatever its order
    map: fc.dictionary(
      text.filter(key => !/^\d+$/.test(key)),
      tie('any'),
      { maxKeys: 6 },
    ),
  }));
  return map;
}

/** As cdk8s hands objects over: a copy without shared parts, sorted. */
function sorted(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sorted);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, sorted(value)]));
}

/** The library's text with the options of cdk8s, and the quotes that `formatYaml` gives to each string by itself. */
function withQuotes(data: unknown): string {
  const document = new Document(sorted(data), { keepUndefined: true, version: '1.1' });
  visit(document, {
    Scalar: (key, node) => {
      const isKey = key === 'key';
      if (typeof node.value === 'string') node.type = styleOf(node.value, isKey);
    },
  });
  return document.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
}

function styleOf(text: string, isKey: boolean): Scalar.Type {
  const written = formatYaml(isKey ? { [text]: 0 } : text);
  if (written.startsWith('"')) return Scalar.QUOTE_DOUBLE;
  return written.startsWith('|') ? Scalar.BLOCK_LITERAL : Scalar.PLAIN;
}

test('ordinary documents are the same bytes', () => {
  fc.assert(
    fc.property(documents(ordinary), data => formatYaml(data) === Yaml.stringify(sorted(data))),
    { numRuns },
  );
});

test('other documents are the same bytes, except for the quotes of strings that a parser may misread', () => {
  fc.assert(
    fc.property(documents(fc.oneof(ordinary, odd)), data => expect(formatYaml(data)).toBe(withQuotes(data))),
    { numRuns },
  );
});

test('a shared or frozen part is written everywhere, without an anchor', () => {
  fc.assert(
    fc.property(documents(ordinary), fc.boolean(), (part, isShared) => {
      const data = { a: part, b: { c: [part, [part]] }, d: part };
      const expected = Yaml.stringify(sorted(data));
      if (isShared) shareYaml(part);
      return formatYaml(data) === expected && formatYaml(data) === expected;
    }),
    { numRuns },
  );
});

test('what is shared cannot be changed any more, at any depth', () => {
  const shared = shareYaml({ install: { strategy: { name: 'RetryOnFailure' } } });
  expect(Object.isFrozen(shared.install.strategy)).toBe(true);
});
