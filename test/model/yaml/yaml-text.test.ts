import { parse } from 'yaml';
import { formatYaml } from '../../../lib/model/yaml/yaml-text';

describe('formatYaml', () => {
  test.each([
    'nginx',
    'layer-2',
    'Layer 2',
    'app.kubernetes.io/name',
    'constructor',
    '1.2.3',
    '1.2.3-rc.1',
    '10m',
    '1h30m',
    '512Mi',
    './clusters/prod',
    'https://charts.example.com/a?b=c',
    'oci://registry.example.com:5000/charts',
    "self.status.conditions.exists(c, c.type == 'Ready')",
  ])('%s stays plain', text => {
    expect(formatYaml(text)).toBe(`${text}\n`);
  });

  test.each([
    ['', '""'],
    ['0o14', '"0o14"'],
    ['<<', '"<<"'],
    ['on', '"on"'],
    ['1.10', '"1.10"'],
    ['e3', '"e3"'],
    ['12:30', '"12:30"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    [' a', '" a"'],
    ['a:', '"a:"'],
    ['é', '"é"'],
    ['😀', '"😀"'],
    ['a\tb', '"a\\tb"'],
    ['\u007f\u0085\u2028\ufeff\ufffe', '"\\u007f\\u0085\\u2028\\ufeff\\ufffe"'],
  ])('%j is written %s', (text, written) => {
    expect(formatYaml(text)).toBe(`${written}\n`);
    expect(formatYaml({ [text]: 1 })).toBe(`${written}: 1\n`);
  });

  test.each([
    ['a\nb', '|-\n  a\n  b'],
    ['a\nb\n', '|\n  a\n  b'],
    ['a\n\n b\n', '|\n  a\n\n   b'],
    [' a\nb', '|2-\n   a\n  b'],
    ['\n\ta\n', '|2\n\n  \ta'],
    ['a\n\n', '"a\\n\\n"'],
    ['a\n ', '"a\\n "'],
    ['\n', '"\\n"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['a\n\u0085', '"a\\n\\u0085"'],
  ])('lines %j are written %j', (text, written) => {
    expect(formatYaml({ a: text })).toBe(`a: ${written}\n`);
  });

  test.each([
    [0, '0'],
    [-0, '0'],
    [1.5, '1.5'],
    [1e20, '100000000000000000000'],
    [1e21, '1.0e+21'],
    [-1e-7, '-1.0e-7'],
    [2.5e-7, '2.5e-7'],
    [9223372036854775807n, '9223372036854775807'],
  ])('number %p is written %s', (number, written) => {
    expect(formatYaml(number)).toBe(`${written}\n`);
  });

  test('a Kubernetes object begins with apiVersion, kind and metadata, and the rest is sorted by code unit', () => {
    const object = {
      spec: {
        values: { b: null, B: true, a: [] },
        dependsOn: [{ namespace: 'flux-system', name: 'linkerd2' }, [1, [2]]],
      },
      metadata: { name: 'nginx', labels: {}, annotations: undefined },
      kind: 'HelmRelease',
      data: { kind: 'x', apiVersion: 'v1', a: 1 },
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
    };
    expect(formatYaml(object)).toMatchInlineSnapshot(`
     "apiVersion: helm.toolkit.fluxcd.io/v2
     kind: HelmRelease
     metadata:
       labels: {}
       name: nginx
     data:
       a: 1
       apiVersion: v1
       kind: x
     spec:
       dependsOn:
         - name: linkerd2
           namespace: flux-system
         - - 1
           - - 2
       values:
         B: true
         a: []
         b: null
     "
    `);
  });

  test('the order of members does not change the text', () => {
    expect(formatYaml({ b: 1, a: { d: 1, c: 2 } })).toBe(formatYaml({ a: { c: 2, d: 1 }, b: 1 }));
  });

  test.each([{}, { a: undefined }])('%j is an empty object', data => {
    expect(formatYaml(data)).toBe('{}\n');
  });

  test('__proto__ and constructor are keys like others', () => {
    const data: unknown = JSON.parse('{"__proto__": {"constructor": 1}}');
    expect(formatYaml(data)).toBe('__proto__:\n  constructor: 1\n');
  });

  test('a key that is too long for one line with its colon is an explicit key', () => {
    const key = 'k'.repeat(1001);
    const data = [{ [key]: { a: 'b\nc' }, other: [1] }];
    expect(formatYaml(data)).toContain(`- ? "${key}"\n  :\n    a: |-\n`);
    expect(parse(formatYaml(data))).toEqual(data);
  });

  test('a frozen list has the same text everywhere, and is rendered once per indent', () => {
    let reads = 0;
    const item = Object.defineProperty({}, 'name', { enumerable: true, get: () => `linkerd2-${reads++}` });
    const list = Object.freeze([item]);
    expect(formatYaml({ a: list, b: list, c: { d: list } })).toBe(
      'a:\n  - name: linkerd2-0\nb:\n  - name: linkerd2-0\nc:\n  d:\n    - name: linkerd2-1\n',
    );
  });

  test('a list that is not frozen is rendered each time', () => {
    const list = ['linkerd2'];
    formatYaml(list);
    list.push('flagger');
    expect(formatYaml(list)).toBe('- linkerd2\n- flagger\n');
  });

  test('a thousand levels and five million characters are not a problem', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 1000; i++) deep = i % 2 ? [deep] : { a: deep };
    expect(formatYaml(deep)).toContain(' a: 1\n');
    expect(formatYaml({ a: 'x'.repeat(5e6), b: 'x y\n'.repeat(1.2e6) }).length).toBeGreaterThan(9e6);
  });

  test.each([
    [NaN, /^NaN cannot be written/],
    [{ a: [-Infinity] }, /^-Infinity cannot be written/],
    [[undefined], /^undefined cannot be written/],
    [{ a: new Date(0) }, /^a Date object cannot be written/],
    [new Map(), /^a Map object cannot be written/],
    [{ a: () => 1 }, /^a function cannot be written/],
    [Symbol('a'), /^a symbol cannot be written/],
    ['\ud800', /^half a surrogate pair/],
    [{ 'a\udc00': 1 }, /^half a surrogate pair/],
    ['a\n\ud800\n', /^half a surrogate pair/],
  ])('fails for %p, which YAML cannot represent', (data, message) => {
    expect(() => formatYaml(data)).toThrow(TypeError);
    expect(() => formatYaml(data)).toThrow(message);
  });
});
