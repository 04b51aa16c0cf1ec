/**
 * How registries ask for authentication.
 */
import { parseChallenge } from '../../../lib/sources/registry/registry-challenge';

const BEARER = { scheme: 'bearer', realm: 'https://auth.example.com/token' };

test.each([
  ['Basic realm="registry"', { scheme: 'basic' }],
  ['basic', { scheme: 'basic' }],
  ['Bearer realm="https://auth.example.com/token"', BEARER],
  [
    'Bearer realm="https://auth.example.com/token",service="r.example.com",scope="repository:a/b:pull,push"',
    { ...BEARER, service: 'r.example.com', scope: 'repository:a/b:pull,push' },
  ],
  ['BEARER Realm = "https://auth.example.com/token" , Service=r.example.com', { ...BEARER, service: 'r.example.com' }],
  ['Basic realm="a, b", Bearer realm="https://auth.example.com/token"', BEARER],
  ['Bearer realm="https://auth.example.com/token", Basic realm="x"', BEARER],
  ['Bearer realm="https://auth.example.com/\\"token"', { scheme: 'bearer', realm: 'https://auth.example.com/"token' }],
  ['Negotiate YII=, Basic realm="x"', { scheme: 'basic' }],
  ['Bearer realm="", Basic realm="x"', { scheme: 'basic' }],
  ['Bearer error="invalid_token", Bearer realm="https://auth.example.com/token"', BEARER],
  ['Bearer service="r.example.com"', undefined],
  ['Negotiate, Digest realm="x"', undefined],
  ['', undefined],
  [undefined, undefined],
  [`Bearer realm="${'\\'.repeat(50_000)}`, undefined],
])('%#: %s', (header, challenge) => {
  expect(parseChallenge(header)).toEqual(challenge);
});
