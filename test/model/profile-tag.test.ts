import * as fc from 'fast-check';
import { parseProfileTag } from '../../lib/model/profile-tag';

test.each([
  ['v1.2.3', { version: 'v1.2.3' }],
  ['1.2.3', { version: '1.2.3' }],
  ['v0.1.0-rc.1+b7', { version: 'v0.1.0-rc.1+b7' }],
  ['nginx/v1.2.3', { folder: 'nginx', version: 'v1.2.3' }],
  ['nginx/1.2.3', { folder: 'nginx', version: '1.2.3' }],
  ['team-a/nginx/v1.2.3', { folder: 'team-a/nginx', version: 'v1.2.3' }],
  ['v1/nginx/v1.2.3', { folder: 'v1/nginx', version: 'v1.2.3' }],
  ['constructor/v1.0.0', { folder: 'constructor', version: 'v1.0.0' }],
  ['.github/v1.0.0', { folder: '.github', version: 'v1.0.0' }],
])('%s publishes a profile', (tag, expected) => {
  expect(parseProfileTag(tag)).toEqual(expected);
});

test.each([
  '',
  'v',
  'latest',
  'nginx',
  'v1',
  'v1.2',
  'v1.02.3',
  'V1.2.3',
  'vv1.2.3',
  'release-1.2.3',
  '1.2.3/',
  'nginx/',
  'nginx-v1.2.3',
  'v1.2.3-01',
  'v1.2.3^{}',
  `v1.2.${'3'.repeat(300)}`,
])('%j does not publish a profile', tag => {
  expect(parseProfileTag(tag)).toBeUndefined();
});

test.each([
  '../x/v1.0.0',
  'a/../b/v1.0.0',
  './a/v1.0.0',
  'a//b/v1.0.0',
  '/v1.0.0',
  '/a/v1.0.0',
  '//v1.0.0',
  '.git/v1.0.0',
  'a/.GIT/hooks/v1.0.0',
  'git~1/v1.0.0',
  '.git /v1.0.0',
  'a\\b/v1.0.0',
  'C:/a/v1.0.0',
  'a\u0000b/v1.0.0',
  'a\nb/v1.0.0',
  'a b/v1.0.0',
  'a\u001b[31m/v1.0.0',
  'a:b/v1.0.0',
  '\ufffd/v1.0.0',
])('%j is not the path of a folder', tag => {
  expect(parseProfileTag(tag)).toBeUndefined();
});

test('no tag has a path outside of the repository', () => {
  const part = fc.constantFrom('..', '.', '', '.git', '.Git', 'a', 'v1.0.0', '\\', '\0', 'C:', ' ', 'é');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), parts => {
      const folder = parseProfileTag([...parts, 'v1.0.0'].join('/'))?.folder;
      const segments = folder?.split('/') ?? [];
      return segments.every(segment => /^[av\d.é]+$/.test(segment) && !/^\.*$/.test(segment));
    }),
  );
});
