/**
 * Indexes as Helm writes them, odd ones among them.
 */
import fc from 'fast-check';
import { type Lines, scalar, sentence, word } from './layout-texts';

/** A text that is well, by far the most often. */
const fair = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: text.map(
        (value): Lines =>
          () =>
            value,
      ),
    },
    { weight: 1, arbitrary: scalar },
  );

const key = fc.oneof(
  { weight: 6, arbitrary: word },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"a b"',
      "'a: b'",
      '"a\\u0062"',
      'a b',
      '~',
      'null',
      '<<',
      '1.0',
      'é',
      '? a',
      '"weave.works\\/profile"',
      "'weave.works/profile'",
      '"annotations"',
      '"version"',
      'name',
    ),
  },
);

type Fields = readonly (readonly [string, Lines])[];

/** `key: value` lines; nested ones begin on a line of their own. */
function mapLines(fields: Fields, indent: number): string {
  return fields
    .map(([name, lines]) => {
      const value = lines(indent);
      return `${name}:${value === '' || value.startsWith('\n') ? '' : ' '}${value}`;
    })
    .join(`\n${' '.repeat(indent)}`);
}

const nestedMap = (fields: fc.Arbitrary<Fields>): fc.Arbitrary<Lines> =>
  fc.tuple(fields, fc.integer({ min: 1, max: 4 })).map(
    ([entries, by]): Lines =>
      parent =>
        entries.length === 0 ? '{}' : `\n${' '.repeat(parent + by)}${mapLines(entries, parent + by)}`,
  );
const nestedList = (items: fc.Arbitrary<readonly Lines[]>): fc.Arbitrary<Lines> =>
  fc.tuple(items, fc.constantFrom(0, 0, 2, 1)).map(
    ([values, by]): Lines =>
      parent =>
        values.length === 0
          ? '[]'
          : values.map(item => `\n${' '.repeat(parent + by)}-${spaced(item(parent + by))}`).join(''),
  );
const spaced = (text: string) => (text === '' ? '' : ` ${text}`);
const itemLines =
  (fields: Fields): Lines =>
  parent =>
    fields.length === 0 ? '{}' : mapLines(fields, parent + 2);
const mapItem = (fields: fc.Arbitrary<Fields>): fc.Arbitrary<Lines> => fields.map(itemLines);

const person = mapItem(
  fc
    .record({ email: fair(word), name: fair(sentence), url: fair(word) }, { requiredKeys: [] })
    .map(fields => Object.entries(fields)),
);
const dependency = mapItem(
  fc
    .record({ name: fair(word), repository: fair(word), version: fair(fc.constant('1.0.0')) }, { requiredKeys: [] })
    .map(fields => Object.entries(fields)),
);
const annotations = (chart: string) =>
  nestedMap(
    fc
      .tuple(
        fc.record(
          {
            'weave.works/category': fair(word),
            'weave.works/layer': fair(fc.constantFrom('layer-1', 'layer-10', '2')),
            'weave.works/profile': fair(fc.constantFrom(chart, 'vault')),
          },
          { requiredKeys: [] },
        ),
        fc.array(fc.tuple(key, scalar), { maxLength: 2 }),
      )
      .map(([fields, more]) => [...Object.entries(fields), ...more]),
  );

const chartVersion = (chart: string): fc.Arbitrary<Fields> =>
  fc
    .tuple(
      fc.record(
        {
          annotations: fc.oneof({ weight: 8, arbitrary: annotations(chart) }, { weight: 1, arbitrary: scalar }),
          apiVersion: fair(fc.constant('v2')),
          created: fair(fc.constant('"2023-08-01T09:33:01.871324324Z"')),
          dependencies: nestedList(fc.array(fc.oneof(dependency, scalar), { maxLength: 2 })),
          description: scalar,
          digest: fair(word),
          keywords: nestedList(fc.array(fair(word), { maxLength: 3 })),
          kubeVersion: fair(fc.constant("'>=1.16.0-0'")),
          maintainers: nestedList(fc.array(person, { maxLength: 2 })),
          name: fair(fc.constant(chart)),
          urls: nestedList(fc.array(fair(fc.constant('https://charts.example.com/a-1.0.0.tgz')), { maxLength: 2 })),
          version: fair(fc.constantFrom('1.0.0', '1.1.0', 'v2.0.0', '"0.1"', '1.0.0-rc.1')),
        },
        { requiredKeys: ['name', 'version'] },
      ),
      fc.array(fc.tuple(key, fc.oneof(scalar, nestedList(fc.array(scalar, { maxLength: 2 })))), { maxLength: 1 }),
      fc.boolean(),
    )
    .map(([fields, more, isShuffled]): Fields => {
      const all = [...Object.entries(fields), ...more];
      return isShuffled ? all.reverse() : all;
    });

/** Versions of which each has most from the one before, word for word, as those of one chart do. */
const chartVersions = (chart: string): fc.Arbitrary<Lines> =>
  nestedList(
    fc
      .array(fc.record({ drawn: chartVersion(chart), kept: fc.array(fc.nat(12), { maxLength: 12 }) }), { maxLength: 3 })
      .map(versions => {
        let last: Fields = [];
        return versions.map(({ drawn, kept }) => {
          const before = new Map(kept.flatMap(number => (last[number] === undefined ? [] : [last[number]])));
          const fields = drawn.map(([name, lines]) => [name, before.get(name) ?? lines] as const);
          last = fields;
          return itemLines(fields);
        });
      }),
  );

const charts = fc.array(
  fc
    .constantFrom('vault', 'kyverno', 'flagger', '"on"', '__proto__')
    .chain(name =>
      fc.tuple(
        fc.constant(name),
        fc.oneof({ weight: 9, arbitrary: chartVersions(name) }, { weight: 1, arbitrary: scalar }),
      ),
    ),
  { maxLength: 3 },
);

const root = fc
  .tuple(
    fair(fc.constant('v1')),
    nestedMap(charts),
    fc.array(fc.tuple(fc.constantFrom('generated', 'serverInfo', 'apiVersion', 'entries'), scalar), { maxLength: 1 }),
  )
  .map(([apiVersion, entries, more]) => mapLines([['apiVersion', apiVersion], ['entries', entries], ...more], 0));

/** Lines that do not matter, put in between, and ends of lines. */
const noise = fc.record({
  lines: fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '  ', '# a', '   # a: b', '#', '      # a')), {
    maxLength: 2,
  }),
  start: fc.constantFrom('', '', '', '---\n', '# a\n', '\n'),
  end: fc.constantFrom('\n', '\n', '', '\n\n', '\n# a', '  \n', '\n...\n', '\n---\n'),
  isWindows: fc.constantFrom(false, false, true),
  mark: fc.constantFrom('', '', '\uFEFF'),
});

/** Indexes in Helm's layout. */
export const helmLayout: fc.Arbitrary<string> = fc
  .tuple(root, noise)
  .map(([text, { lines, start, end, isWindows, mark }]) => {
    const all = text.split('\n');
    for (const [at, line] of lines) all.splice(at % (all.length + 1), 0, line);
    const whole = start + all.join('\n') + end;
    return mark + (isWindows ? whole.replaceAll('\n', '\r\n') : whole);
  });
