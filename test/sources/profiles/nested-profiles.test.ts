import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatProblem } from '../../../lib/model/problem-words';
import type { ProfileArtifact, ProfileSource } from '../../../lib/model/profile-artifact';
import { resolveNested } from '../../../lib/sources/profiles/nested-profiles';
import { type NestedResult, sourceKey } from '../../../lib/sources/profiles/nested-sources';

const URL = 'https://git.example.com/profiles';

const leaf = (name: string): ProfileArtifact => ({ name, kustomize: { path: name } });
const at = (tag: string): ProfileSource => ({ url: URL, tag });
const nested = (name: string, source = at(`${name}/v1.0.0`)): ProfileArtifact => ({ name, profile: { source } });

function entry(name: string, artifacts: readonly ProfileArtifact[]): CatalogEntry {
  const origin = {
    kind: 'git',
    url: URL,
    tag: `${name}/v1.0.0`,
    folder: name,
    commit: `commit of ${name}`,
    artifacts,
  } as const;
  return { name, version: 'v1.0.0', origin, keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
}

/** Profiles at tags `<name>/v1.0.0`, and how often each was read. */
function world(profiles: Readonly<Record<string, readonly ProfileArtifact[]>>) {
  const reads: string[][] = [];
  const read = async (sources: readonly ProfileSource[]) => {
    reads.push(sources.map(({ tag, branch, path }) => tag ?? `${branch}:${path}`));
    return new Map(
      sources.map(source => {
        const name = source.tag?.split('/')[0] ?? source.path ?? '';
        const artifacts = profiles[name];
        const result: NestedResult = artifacts
          ? { commit: `commit of ${name}`, artifacts }
          : { reason: `there is no ${name}` };
        return [sourceKey(source), result] as const;
      }),
    );
  };
  return { reads, read };
}

/** Names of all that is installed, by the way to it. */
function leaves(artifacts: readonly ProfileArtifact[] = [], way = ''): string[] {
  return artifacts.flatMap(({ name, profile }) =>
    profile ? leaves(profile.artifacts, `${way}${name}/`) : [way + name],
  );
}

const leavesOf = ({ origin }: CatalogEntry) => (origin.kind === 'git' ? leaves(origin.artifacts) : []);

test('a tree is resolved with the commit of each profile, and each is read once', async () => {
  const { reads, read } = world({
    web: [leaf('server'), nested('base')],
    logs: [nested('base'), leaf('server')],
    base: [leaf('server')],
  });
  const { entries, problems } = await resolveNested(
    [entry('app', [nested('web'), nested('logs'), leaf('server')])],
    read,
  );
  expect(problems).toEqual([]);
  // base is nested in two places, and installed twice
  expect(entries.map(leavesOf)).toEqual([
    ['web/server', 'web/base/server', 'logs/base/server', 'logs/server', 'server'],
  ]);
  expect(reads).toEqual([['web/v1.0.0', 'logs/v1.0.0'], ['base/v1.0.0']]);
  expect(entries[0].origin).toMatchObject({ artifacts: [{ profile: { commit: 'commit of web' } }, {}, {}] });
});

test('a profile that nests itself is refused with the chain, and does not affect others', async () => {
  const { read } = world({ a: [nested('b')], b: [nested('c')], c: [leaf('server'), nested('a')], d: [leaf('x')] });
  const found = await resolveNested(
    [entry('a', [nested('b')]), entry('z', [nested('c')]), entry('e', [nested('d')])],
    read,
  );
  expect(found.entries.map(({ name }) => name)).toEqual(['e']);
  const step = (name: string) => `tag ${name}/v1.0.0 of ${URL}`;
  const chain = (names: string) => names.split('').map(step).join(' -> ');
  expect(found.problems.map(formatProblem)).toEqual([
    `tag "a/v1.0.0" of ${URL} cannot be used: it nests itself: ${chain('abca')}; remove one of these artifacts`,
    `tag "z/v1.0.0" of ${URL} cannot be used: it nests itself: ${chain('cabc')}; remove one of these artifacts`,
  ]);
});

test('other paths of one repository and branch are other profiles, one path is the same', async () => {
  const on = (path: string): ProfileSource => ({ url: URL, branch: 'main', path });
  const { read } = world({ a: [nested('x', on('b'))], b: [leaf('server')], c: [nested('x', on('c'))] });
  const found = await resolveNested([entry('app', [nested('a', on('a'))]), entry('bad', [nested('c', on('c'))])], read);
  expect(found.entries.map(leavesOf)).toEqual([['a/x/server']]);
  const folder = `branch main, folder c of ${URL}`;
  expect(found.problems.map(formatProblem)).toEqual([
    expect.stringContaining(`it nests itself: ${folder} -> ${folder}; remove`),
  ]);
});

test('fails for a missing profile, with the chain that leads to it', async () => {
  const { read } = world({ web: [nested('gone')] });
  const { problems } = await resolveNested([entry('app', [nested('web')])], read);
  expect(problems.map(formatProblem)).toEqual([
    `tag "app/v1.0.0" of ${URL} cannot be used: tag web/v1.0.0 of ${URL}: artifact "gone": there is no gone`,
  ]);
});

/** `p-0` nests `p-1`, and so on. */
const levels = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`p-${i}`, i + 1 === count ? [leaf('x')] : [nested(`p-${i + 1}`)]]),
  );

test.each([
  [16, []],
  [17, [expect.stringContaining('profiles are nested more than 16 levels deep; nest fewer')]],
  [100, [expect.stringContaining('profiles are nested more than 16 levels deep; nest fewer')]],
])('of %i levels', async (count, words) => {
  const { reads, read } = world(levels(count));
  const { problems } = await resolveNested([entry('app', [nested('p-0')])], read);
  expect(problems.map(formatProblem)).toEqual(words);
  expect(reads.length).toBeLessThanOrEqual(16);
});

test.each([
  [1000, []],
  [1001, [expect.stringContaining('it has more than 1000 artifacts')]],
])('of %i artifacts', async (count, words) => {
  const { read } = world({});
  const artifacts = Array.from({ length: count }, (_, i) => leaf(`a-${i}`));
  const { problems } = await resolveNested([entry('app', artifacts)], read);
  expect(problems.map(formatProblem)).toEqual(words);
});

test('profiles that each nest the next one twice are refused before they are all counted', async () => {
  const doubled = Object.fromEntries(
    Object.entries(levels(16)).map(([name, [next]]) => [name, [next, { ...next, name: `${next.name}-again` }]]),
  );
  const { read } = world(doubled);
  const { problems } = await resolveNested([entry('app', [nested('p-0')])], read);
  expect(problems.map(formatProblem)).toEqual([expect.stringContaining('it has more than 1000 artifacts')]);
});
