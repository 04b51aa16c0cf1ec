import { withoutCredentials, withoutLogins, withoutSecrets, withoutTokens } from '../../../lib/model/data/redact';

test.each([
  ['https://me:pw@charts.example.com/a', 'https://***@charts.example.com/a'],
  ['https://me:p@w@charts.example.com/a', 'https://***@charts.example.com/a'],
  ['me:pw@git.example.com:a', '***@git.example.com:a'],
  ['me:p//w@git.example.com:a', '***@git.example.com:a'],
  ['git@git.example.com:a', 'git@git.example.com:a'],
  ['charts', 'charts'],
  ['', ''],
])('%s is shown as %s', (url, shown) => {
  expect(withoutCredentials(url)).toBe(shown);
});

test.each([
  ['https://me:pw@example.com/a.json?token=x', 'https://***@example.com/a.json?***'],
  ['https://example.com/a.json#/definitions/b', 'https://example.com/a.json#/definitions/b'],
  ['https://example.com/a?b#/c', 'https://example.com/a?***#/c'],
  ['https://example.com/a#token=x', 'https://example.com/a#***'],
])('%s is shown without tokens as %s', (url, shown) => {
  expect(withoutTokens(url)).toBe(shown);
});

test('every URL in a text loses its login', () => {
  const text = "unable to access 'https://me:pw@a.example.com/x/': see ssh://git@b.example.com, me@example.com";
  const shown = "unable to access 'https://***@a.example.com/x/': see ssh://***@b.example.com, me@example.com";
  expect(withoutLogins(text)).toBe(shown);
});

test('if secrets contain each other, the longest is masked first', () => {
  expect(withoutSecrets('hunter2, hunter', ['hunter', 'hunter2'])).toBe('***, ***');
  expect(withoutSecrets('hunter2', [])).toBe('hunter2');
});
