import { parse } from 'yaml';
import { formatListing, type PrintedList, printListing } from '../../../lib/cli/terminal/output';

interface Item {
  readonly name: string;
  readonly layer?: number;
}

const listing = (...items: readonly Item[]): PrintedList<Item> => ({
  key: 'profiles',
  items,
  columns: [
    { title: 'NAME', cell: ({ name }) => name },
    { title: 'LAYER', cell: ({ layer }) => layer, isWide: true },
  ],
  name: ({ name }) => name,
  data: item => item,
});

const LISTING = listing({ name: 'linkerd2', layer: 1 }, { name: 'vault' });

test('a table', () => {
  expect(formatListing(LISTING, 'table')).toBe('NAME\nlinkerd2\nvault\n');
  expect(formatListing(LISTING, 'wide')).toBe('NAME      LAYER\nlinkerd2  1\nvault     -\n');
});

test('names, for other commands', () => {
  expect(formatListing(LISTING, 'name')).toBe('linkerd2\nvault\n');
});

test.each(['json', 'yaml'] as const)('one document of %s', output => {
  expect(parse(formatListing(LISTING, output))).toEqual({ profiles: LISTING.items });
});

test('nothing', () => {
  expect(formatListing(listing(), 'table')).toBe('NAME\n');
  expect(formatListing(listing(), 'name')).toBe('');
  expect(formatListing(listing(), 'json')).toBe('{\n  "profiles": []\n}\n');
});

test.each(['table', 'wide', 'name', 'json', 'yaml'] as const)(
  'no control character reaches the terminal: %s',
  output => {
    const text = formatListing(listing({ name: 'a\u001b[2Jb\u202ec\r\u009b' }), output);
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  },
);

describe('on a terminal', () => {
  const VAULT: PrintedList<Item> = {
    ...listing({ name: 'Keeps secrets, and leases them' }),
    columns: [{ title: 'NAME', cell: ({ name }) => name, isCut: true }],
  };
  const print = (found: PrintedList<Item>, output: 'table' | 'wide' | 'json', columns?: number, env = {}) => {
    let text = '';
    printListing({ stdout: more => (text += more), stderr: () => {}, cwd: '/', env, columns }, found, output);
    return text;
  };

  test('titles are bold and long text is cut', () => {
    expect(print(VAULT, 'table', 20)).toBe('\u001b[1mNAME\u001b[22m\nKeeps secrets, and…\n');
    expect(print(VAULT, 'table', 20, { NO_COLOR: '1' })).toBe('NAME\nKeeps secrets, and…\n');
    expect(print(VAULT, 'wide', 20, { NO_COLOR: '1' })).toBe('NAME\nKeeps secrets, and leases them\n');
  });

  test('and otherwise neither', () => {
    expect(print(VAULT, 'table')).toBe('NAME\nKeeps secrets, and leases them\n');
    expect(print(VAULT, 'json', 20)).not.toContain('\u001b');
  });

  test('an empty table prints nothing, an empty list is a document', () => {
    expect(print(listing(), 'table', 20)).toBe('');
    expect(print(listing(), 'json', 20)).toBe('{\n  "profiles": []\n}\n');
  });
});

test('an empty table says on stderr what to do', () => {
  for (const output of ['table', 'wide', 'name', 'json', 'yaml'] as const) {
    let [out, err] = ['', ''];
    const context = {
      stdout: (text: string) => (out += text),
      stderr: (text: string) => (err += text),
      cwd: '/',
      env: {},
    };
    printListing(context, { ...listing(), empty: 'add one' }, output);
    expect(err).toBe(output === 'table' || output === 'wide' ? 'add one\n' : '');
    expect(out).toBe({ json: '{\n  "profiles": []\n}\n', yaml: 'profiles: []\n' }[output as string] ?? '');
  }
});

test('YAML has the keys in the order of JSON', () => {
  const item = { name: 'linkerd2', catalog: 'platform', waitsFor: [{ name: 'b', a: null }], '10': 1 };
  const one = { ...listing(), items: [item], data: () => item };
  const order = (text: string) => [...text.matchAll(/(\w+)"?:/g)].map(([, key]) => key);
  expect(order(formatListing(one, 'yaml'))).toEqual(order(formatListing(one, 'json')));
  expect(parse(formatListing(one, 'yaml'))).toEqual({ profiles: [item] });
});

test('YAML with unsafe characters is written as JSON, which has the same meaning', () => {
  const text = formatListing(listing({ name: 'two\nlines \u202e' }), 'yaml');
  expect(text).toContain('"two\\nlines \\u202e"');
  expect(parse(text)).toEqual({ profiles: [{ name: 'two\nlines \u202e' }] });
  expect(formatListing(listing({ name: 'two\nlines' }), 'yaml')).toContain('name: |-\n');
});
