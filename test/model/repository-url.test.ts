import { withoutCredentials } from '../../lib/model/data/redact';
import { describeUrlFault } from '../../lib/model/repository-url';

test.each([
  'https://charts.example.com',
  'http://charts.example.com:8080/stable/',
  'oci://registry.example.com/charts',
  'oci://registry.example.com:5000/charts',
  'https://[::1]/charts',
])('Flux can use %s', url => {
  expect(describeUrlFault(url)).toBeUndefined();
});

test.each([
  ['', 'write it in full'],
  ['charts.example.com', 'write it in full'],
  ['https://', 'write it in full'],
  ['ftp://charts.example.com', 'it must begin with https://, http:// or oci://'],
  ['git@github.com:team/charts.git', 'write it in full'],
  ['ssh://git@github.com/team/charts', 'it must begin with'],
  ['file:///charts', 'it must begin with'],
  ['https://robot:secret@charts.example.com', 'it contains a user or a password'],
  ['https://robot@charts.example.com', 'it contains a user or a password'],
  ['oci://robot:secret@registry.example.com/charts', 'it contains a user or a password'],
  ['oci:///charts', 'it names no host'],
  ['https://charts.example.com?token=1', 'it may not hold "?" or "#"'],
  ['https://charts.example.com/#stable', 'it may not hold "?" or "#"'],
])('fails for "%s": %s', (url, reason) => {
  expect(describeUrlFault(url)).toMatch(reason);
});

test.each([
  ['https://robot:p/secret@x@charts.example.com', 'https://***@charts.example.com'],
  // more than the password, to be safe
  ['https://charts.example.com/a@b', 'https://***@b'],
  ['https://robot:secret@charts.example.com/a', 'https://***@charts.example.com/a'],
  ['oci://token@registry.example.com', 'oci://***@registry.example.com'],
  ['charts.example.com', 'charts.example.com'],
])('%s is printed %s', (url, printed) => {
  expect(withoutCredentials(url)).toBe(printed);
});
