import { runInNewContext } from 'node:vm';
import { inspect } from 'node:util';
import type { Problem } from '../../lib/model/problem';
import { isProfilesError, ProfilesError } from '../../lib/model/profiles-error';

const SELF: Problem = { kind: 'self-dependency', name: 'linkerd2', path: 'production/linkerd2' };
const LAYER: Problem = {
  kind: 'invalid-layer',
  value: 'one',
  location: { file: 'catalogs/platform.yaml', line: 4, column: 7 },
};

test('one problem is a line with its location', () => {
  const error = new ProfilesError(SELF);
  expect(error.message).toBe('[production/linkerd2] "linkerd2" waits for itself. Drop the dependency');
  expect(error).toMatchObject({ name: 'ProfilesError', code: 'self-dependency', problems: [SELF] });
});

test('many problems are one line each, and the first is the code', () => {
  const error = new ProfilesError([LAYER, SELF]);
  expect(error.message.split('\n')).toEqual([
    expect.stringMatching(/^catalogs\/platform\.yaml:4:7: layer "one" is not readable/),
    expect.stringMatching(/^\[production\/linkerd2\]/),
  ]);
  expect(error.code).toBe('invalid-layer');
});

test('it is printed with each message once, and with no stack frames of this library', () => {
  const printed = inspect(new ProfilesError([LAYER, SELF]));
  expect(printed.split('\n')[0]).toBe('ProfilesError: 2 problems');
  expect(printed.match(/waits for itself/g)).toHaveLength(1);
  expect(printed).toContain('profiles-error.test.ts');
  expect(printed).not.toMatch(/node_modules|node:internal|lib\/model/);
});

test('a cause is kept', () => {
  const cause = new Error('EACCES');
  expect(new ProfilesError(SELF, { cause }).cause).toBe(cause);
});

describe('isProfilesError', () => {
  test('is recognized, also from another copy of the package', () => {
    const copy = Object.assign(new Error('a'), { name: 'ProfilesError', problems: [SELF] });
    expect([new ProfilesError(SELF), copy].map(isProfilesError)).toEqual([true, true]);
  });

  test.each([
    ['another error', new TypeError('a')],
    ['an error of that name', Object.assign(new Error('a'), { name: 'ProfilesError' })],
    ['data', { name: 'ProfilesError', problems: [] }],
    ['a text', 'ProfilesError'],
    ['null', null],
    ['an object of another realm', runInNewContext('({})')],
  ])('fails for %s', (_, value) => {
    expect(isProfilesError(value)).toBe(false);
  });
});
