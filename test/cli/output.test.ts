import { parse } from 'yaml';
import { formatListing, type Listing } from '../../lib/cli/output';

interface Item {
  readonly name: string;
  readonly layer?: number;
}

const listing = (...items: readonly Item[]): Listing<Item> => ({
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

test('names, to be taken by another command', () => {
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
