import { choosePublishingTags, parseTagList } from '../../../lib/sources/git/git-tag-list';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const tags = (...names: string[]) => names.map(name => ({ name, oid: A, commit: A }));
const chosen = (names: string[], most: number) => choosePublishingTags(tags(...names), most).tags.map(tag => tag.name);

test('an annotated tag is read as its commit', () => {
  const text = `${A}\trefs/tags/v1.0.0\n${B}\trefs/tags/v1.0.0^{}\n${A}\trefs/tags/v2.0.0\n`;
  expect(parseTagList(text)).toEqual([
    { name: 'v1.0.0', oid: A, commit: B },
    { name: 'v2.0.0', oid: A, commit: A },
  ]);
});

test('what is not a tag is skipped', () => {
  expect(parseTagList('')).toEqual([]);
  const lines = [
    `${A}\trefs/heads/main`,
    `${A}\tHEAD`,
    'warning: x',
    `${A.slice(1)}\trefs/tags/v1.0.0`,
    `${B}\trefs/tags/x^{}`,
  ];
  expect(parseTagList(lines.join('\n'))).toEqual([]);
});

test('of too many tags, the newest of every folder are chosen, independent of their order', () => {
  const names = ['a/v1.0.0', 'a/v10.0.0', 'a/v2.0.0', 'a/v3.0.0', 'b/v1.0.0', 'latest', 'v0.1.0'];
  expect(chosen(names, 7)).toEqual(['a/v1.0.0', 'a/v10.0.0', 'a/v2.0.0', 'a/v3.0.0', 'b/v1.0.0', 'v0.1.0']);
  expect(chosen(names, 4)).toEqual(['a/v10.0.0', 'a/v3.0.0', 'b/v1.0.0', 'v0.1.0']);
  expect(chosen([...names].reverse(), 4)).toEqual(chosen(names, 4));
  expect(choosePublishingTags(tags(...names), 4).total).toBe(6);
});
