import { removeYaml } from '../../../lib/model/yaml/remove-yaml';

test.each([
  ['a key of a block', 'spec:\n  a: 1 # x\n  b: 2\n', ['spec', 'a'], 'spec:\n  b: 2\n'],
  ['a key with a map', 'spec:\n  a:\n    x: 1\n    y: 2\n  # c\n  b: 2\n', ['spec', 'a'], 'spec:\n  # c\n  b: 2\n'],
  ['the last key of the text', 'spec:\n  b: 2\n  a: |\n    x', ['spec', 'a'], 'spec:\n  b: 2\n'],
  ['an item of a block', 'spec:\n  a:\n  - x # 1\n  - y\n', ['spec', 'a', 0], 'spec:\n  a:\n  - y\n'],
  ['the only item', 'spec:\n  a:\n    - x\n  b: 1\n', ['spec', 'a', 0], 'spec:\n  b: 1\n'],
  ['an item of a flow', 'spec: {a: [x, y, z], b: 1}\n', ['spec', 'a', 1], 'spec: {a: [x, z], b: 1}\n'],
  ['the last item of a flow', 'spec:\n  a: [x, y]\n', ['spec', 'a', 1], 'spec:\n  a: [x]\n'],
  ['Windows line ends', 'spec:\r\n  a: 1\r\n  b: 2\r\n', ['spec', 'a'], 'spec:\r\n  b: 2\r\n'],
  ['what is not there', 'spec:\n  b: 2\n', ['spec', 'constructor'], 'spec:\n  b: 2\n'],
])('removes %s, and nothing else', (_, text, path, expected) => {
  expect(removeYaml(text, path)).toBe(expected);
});

test.each([
  ['an anchor that is used elsewhere', 'spec:\n  a: &a 1\n  b: *a\n', ['spec', 'a']],
  ['two documents', 'spec: {a: 1, b: 2}\n---\n', ['spec', 'a']],
])('fails for %s', (_, text, path) => {
  expect(removeYaml(text, path)).toBeUndefined();
});
