import { withoutCredentials } from '../../lib/model/repository-url';

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
