/**
 * What a package registry shows, and what the package contains.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The package as it would be published: its size in bytes, and its files without what is not built yet. */
function packed(): { size: number; files: { path: string }[] } {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(printed) as [{ size: number; files: { path: string }[] }])[0];
}

test('every relative link in the README and the docs leads to something in the package', () => {
  const files = packed().files.map(({ path }) => path);
  const texts = files.filter(path => path.endsWith('.md'));
  const links = texts.flatMap(file => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return [...text.matchAll(/\]\((?![a-z]+:)([^)#]+)/g)].map(([, path]) => ({
      file,
      target: normalize(join(dirname(file), path)),
    }));
  });
  const isPacked = (target: string) => files.some(path => path === target || path.startsWith(`${target}/`));
  expect(texts).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/guide.md', 'docs/api.md']));
  expect(links.filter(({ file }) => file === 'README.md')).not.toEqual([]);
  expect(links.filter(({ target }) => !isPacked(target))).toEqual([]);
});

test('the package says where it comes from, and is found by the keywords of its field', () => {
  const { repository, bugs, homepage, keywords } = PACKAGE;
  const url = 'https://github.com/cdk8s-profiles/cdk8s-profiles';
  expect({ repository: repository.url, bugs, homepage }).toEqual({
    repository: `git+${url}.git`,
    bugs: `${url}/issues`,
    homepage: `${url}#readme`,
  });
  expect(keywords).toEqual(expect.arrayContaining(['cdk', 'cdk8s', 'constructs', 'flux', 'gitops', 'helm']));
  expect(keywords).toEqual([...keywords].sort());
});

test('the package has at most 6 MB, with the engine of templates and charts if it is built', () => {
  const { size, files } = packed();
  const isBuilt = existsSync(join(ROOT, 'build/engine.wasm.br'));
  expect(files.some(({ path }) => path === 'build/engine.wasm.br')).toBe(isBuilt);
  expect(size).toBeLessThan(6_000_000);
});
