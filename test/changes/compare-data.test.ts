import { compareData } from '../../lib/changes/compare-data';

test.each([
  [{}, {}, []],
  [{ a: null }, {}, [{ path: 'a', before: null }]],
  [{ a: 1 }, { a: 10n }, [{ path: 'a', before: 1, after: 10n }]],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, [{ path: 'a.b[1]', before: 2, after: 3 }]],
  [{ a: [1] }, { a: [1, 2] }, [{ path: 'a', before: [1], after: [1, 2] }]],
  [{ 'a.b/c': 1 }, { 'a.b/c': 2 }, [{ path: '["a.b/c"]', before: 1, after: 2 }]],
  [{ constructor: 1, b: 2 }, { b: 2 }, [{ path: 'constructor', before: 1 }]],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, []],
  [{ a: {} }, { a: [] }, [{ path: 'a', before: {}, after: [] }]],
])('the fields in which %j and %j differ', (before, after, expected) => {
  expect(compareData(before, after)).toEqual(expected);
});

test('items of lists are compared by their names if the lists have different lengths', () => {
  const before = {
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  };
  const after = { env: [{ name: 'B', value: '3' }] };
  expect(compareData(before, after)).toEqual([
    { path: 'env[name=A]', before: { name: 'A', value: '1' } },
    { path: 'env[name=B].value', before: '2', after: '3' },
  ]);
});

const NAMED = { before: 'a', after: 'b' };
const secretObject = [
  { path: 'kind', before: 'Secret' },
  { path: 'stringData', before: { secretName: '***' } },
];
const annotated = (text: string) => ({ metadata: { a: text } });
const variable = (value: string) => ({ name: 'DB_PASSWORD', value });
const values = (text: string) => ({ data: { 'values.yaml': text } });
const HIDDEN = { before: '***', after: '***' };

test.each([
  [{ kind: 'Secret', data: { a: 'eA==' } }, { kind: 'Secret', data: { a: 'eQ==' } }, [{ path: 'data.a', ...HIDDEN }]],
  [{ kind: 'Secret', stringData: { a: 'x' } }, { kind: 'Secret' }, [{ path: 'stringData', before: { a: '***' } }]],
  [{ adminPassword: 'x' }, { adminPassword: 'y' }, [{ path: 'adminPassword', ...HIDDEN }]],
  [{ existingSecret: 'x' }, { existingSecret: 'y' }, [{ path: 'existingSecret', before: 'x', after: 'y' }]],
  [{ url: 'https://me:x@a.example' }, {}, [{ path: 'url', before: 'https://***@a.example' }]],
  [
    {},
    { extra: [{ kind: 'Secret', data: { a: 'eA==' } }] },
    [{ path: 'extra', after: [{ kind: 'Secret', data: { a: '***' } }] }],
  ],
  [
    { extra: ['kind: Secret\ndata: {a: x}'] },
    { extra: ['kind: Secret\ndata: {a: y}'] },
    [{ path: 'extra[0]', ...HIDDEN }],
  ],
  [
    { login: { token: { a: 1 } } },
    { login: { token: 'x' } },
    [{ path: 'login.token', before: { a: '***' }, after: '***' }],
  ],
  [{ auth: { token: 'x' } }, { auth: 'none' }, [{ path: 'auth', before: { token: '***' }, after: 'none' }]],
  [annotated('{"kind":"Secret","data":{"a":"eA=="}}'), {}, [{ path: 'metadata', before: { a: '***' } }]],
  [{ env: [variable('hunter2')] }, { env: [variable('x')] }, [{ path: 'env[0].value', ...HIDDEN }]],
  [{ env: [variable('hunter2')] }, {}, [{ path: 'env', before: [variable('***')] }]],
  [{ env: [variable('x')] }, { env: [] }, [{ path: 'env[name=DB_PASSWORD]', before: variable('***') }]],
  [{ passwords: ['hunter2'] }, { passwords: ['x'] }, [{ path: 'passwords[0]', ...HIDDEN }]],
  [{ password: { value: 'hunter2' } }, { password: { value: 1 } }, [{ path: 'password.value', ...HIDDEN }]],
  [{ adminPassword: 12345 }, { adminPassword: 1n }, [{ path: 'adminPassword', ...HIDDEN }]],
  [{ automountToken: true }, { automountToken: null }, [{ path: 'automountToken', before: true, after: null }]],
  [{ token: { secretName: 'a' } }, { token: { secretName: 'b' } }, [{ path: 'token.secretName', ...NAMED }]],
  [
    { password: { valueFrom: { secretKeyRef: { name: 'a' } } } },
    { password: { valueFrom: { secretKeyRef: { name: 'b' } } } },
    [{ path: 'password.valueFrom.secretKeyRef.name', ...NAMED }],
  ],
  [{ kind: 'Secret', stringData: { secretName: 'a' } }, {}, secretObject],
  [values('adminPassword: hunter2'), values('adminPassword: x'), [{ path: 'data["values.yaml"]', ...HIDDEN }]],
  [values('a: 1\r\n"auth": {"tokens":["x"]}'), values(''), [{ path: 'data["values.yaml"]', ...HIDDEN }]],
  [values('- value: x\n  name: DB_PASSWORD'), values(''), [{ path: 'data["values.yaml"]', ...HIDDEN }]],
  [
    values('existingSecret: a'),
    values('secretRef: {name: b}'),
    [{ path: 'data["values.yaml"]', before: 'existingSecret: a', after: 'secretRef: {name: b}' }],
  ],
])('secrets are hidden: %j', (before, after, expected) => {
  expect(compareData(before, after)).toEqual(expected);
});
