/**
 * What the documentation shows is what happens, and what it lists is complete.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { formatCatalogLock, parseCatalogLock } from '../lib/model/formats/catalog-lock';
import { COMMANDS } from '../lib/cli/commands';
import { LAYER_RULES } from '../lib/model/layers/layer-finding';
import { parseLayerFile } from '../lib/model/layers/layer-file';
import type { CatalogEntry } from '../lib/model/catalog-entry';
import { parseHelmIndex } from '../lib/model/helm-index/helm-index';
import { commit, repository } from './cli/diff/repository';
import { pctlIn } from './cli/pctl-in';
import { temporaryFolder } from './constructs/temporary-folder';
import { blocksOf, read, ROOT, runProgram } from './docs-blocks';

const PACKAGE = JSON.parse(read('package.json'));

afterEach(() => process.chdir(ROOT));

const markdown = ['.', 'docs', 'examples', 'lib', 'test']
  .flatMap(folder =>
    (readdirSync(join(ROOT, folder), { recursive: folder !== '.' }) as string[]).map(name => join(folder, name)),
  )
  .filter(path => path.endsWith('.md'))
  .sort();

/** As GitHub makes them of headings. */
function anchorsIn(file: string): string[] {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, text]) =>
    text
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

test.each(markdown)('every relative link in %s leads somewhere', file => {
  const links = [...read(file).matchAll(/\]\((?![a-z]+:)([^)#]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, path, anchor]) => {
    const target = path === '' ? join(ROOT, file) : resolve(ROOT, dirname(file), path);
    return !existsSync(target) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test('no page runs "npx pctl", which can be a package of somebody else', () => {
  const warned = ['README.md', 'docs/pctl.md', 'CHANGELOG.md'];
  expect(markdown.filter(file => read(file).includes('npx pctl') && !warned.includes(file))).toEqual([]);
});

test('the commands of docs/pctl.md print what is shown below them', async () => {
  const folder = temporaryFolder();
  const blocks = blocksOf('docs/pctl.md');
  const { entries } = parseHelmIndex(read('examples/catalogs/platform.yaml'), { file: 'platform.yaml' });
  const source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system' } as const;
  const lock = (offered: readonly CatalogEntry[]) =>
    writeFileSync(
      join(folder, 'catalogs/platform.lock.yaml'),
      formatCatalogLock({ source: { ...source, url: 'https://charts.example.com' }, entries: offered }),
    );
  mkdirSync(join(folder, 'catalogs'));
  lock(entries.filter(({ name, version }) => `${name} ${version}` !== 'linkerd2 0.0.16'));
  runProgram(blocks.find(({ file }) => file === 'main.ts')!.text, folder);
  lock(entries);
  const commands = blocks.filter(({ language, text }) => language === 'sh' && /^pctl .*\n$/.test(text));
  expect(commands).toHaveLength(11);
  for (const command of commands) {
    const { stdout, stderr } = await pctlIn(folder, command.text.trim().split(' ').slice(1));
    expect(blocks[blocks.indexOf(command) + 1].text).toBe(stdout + stderr);
  }
});

test('the commands of docs/review.md print what is shown below them', async () => {
  const blocks = blocksOf('docs/review.md');
  const { entries } = parseHelmIndex(read('examples/catalogs/platform.yaml'), { file: 'platform.yaml' });
  const source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system' } as const;
  const lock = formatCatalogLock({ source: { ...source, url: 'https://charts.example.com' }, entries });
  const folder = repository({ 'catalogs/platform.lock.yaml': lock });
  for (const { file, text } of blocks) {
    if (file !== 'main.ts') continue;
    commit(folder, 'Before');
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    runProgram(text, folder);
  }
  const commands = blocks.filter(({ language }) => language === 'sh');
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    const { stdout } = await pctlIn(folder, command.text.trim().split(' ').slice(1));
    expect(blocks[blocks.indexOf(command) + 1].text).toBe(stdout.replace(/\b[0-9a-f]{10}(?=,)/, '1a2b3c4d5e'));
  }
});

test('docs/layers.md shows what its files and commands give, and lists every rule with its severity', async () => {
  const folder = temporaryFolder();
  const { entries } = parseHelmIndex(read('examples/catalogs/platform.yaml'), { file: 'platform.yaml' });
  const source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system', url: 'https://charts.example.com' } as const; // prettier-ignore
  const offered = entries.filter(({ name }) => ['cert-manager', 'linkerd2', 'flagger'].includes(name));
  mkdirSync(join(folder, 'catalogs'));
  writeFileSync(join(folder, 'catalogs/platform.lock.yaml'), formatCatalogLock({ source, entries: offered }));
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  let output = '';
  for (const { file, language, text } of blocksOf('docs/layers.md')) {
    if (file !== undefined) {
      writeFileSync(join(folder, file), text);
      if (file !== 'main.ts') runProgram(readFileSync(join(folder, 'main.ts'), 'utf8'), folder);
    } else if (/^pctl .*\n$/.test(text)) {
      const { stdout, stderr } = await pctlIn(folder, text.trim().split(' ').slice(1));
      output = stdout + stderr;
    } else if (language === 'text') {
      expect(output).toBe(text);
    }
  }
  expect(output).toContain('linkerd2');
  jest.restoreAllMocks();
  const rows = [...read('docs/layers.md').matchAll(/^\| `([a-z-]+)` \| [^|]+ \| (error|warning)/gm)];
  expect(Object.fromEntries(rows.map(([, rule, severity]) => [rule, severity]))).toEqual(
    Object.fromEntries(Object.entries(LAYER_RULES).map(([rule, [severity]]) => [rule, severity])),
  );
  expect(parseLayerFile(read('examples/layers/categories.yaml'), 'categories.yaml').problems).toEqual([]);
});

test('docs/pctl.md and the README list every command, and docs/pctl.md every option but those of catalogs', () => {
  for (const { name, options } of COMMANDS) {
    const [group, ...more] = name.split(' ');
    for (const file of ['README.md', 'docs/pctl.md']) {
      expect(read(file)).toMatch(new RegExp(`^\\| \\[?\`(pctl )?${group}\\b.*${more.join('')}`, 'm'));
    }
    const flags = group === 'catalog' ? [] : options.map(({ flags }) => /--[\w-]+|-o/.exec(flags)![0]);
    for (const flag of flags) expect(read('docs/pctl.md')).toContain(`\`${flag} `.trim());
  }
});

test('every kind of problem is explained, by an example in its words', () => {
  const [table] = read('lib/model/problem-words.ts').split('\n};');
  const words = [...table.matchAll(/^ {2}'?([a-z-]+)'?: p =>(.*?),$(?=\n {2}\S|(?![^]))/gms)];
  const explained = [...read('docs/problems.md').matchAll(/^### `(.*)`\n\n```text\n(.*)\n```$/gm)];
  expect(explained.map(([, kind]) => kind).sort()).toEqual(words.map(([, kind]) => kind).sort());
  for (const [, kind, example] of explained) {
    const [, , code] = words.find(word => word[1] === kind)!;
    // what stands behind the last value
    const [, ending] = /([^}`]*)`?$/.exec(code)!;
    expect({ kind, example }).toEqual({ kind, example: expect.stringMatching(/^(\[.+\]|\S+:\d+:\d+:) /) });
    if (!ending.includes('p.')) expect({ kind, example }).toEqual({ kind, example: expect.stringContaining(ending) });
  }
});

test('the lock file of the docs is as it is written, before and after the change that is shown', () => {
  const [before, diff] = ['yaml', 'diff'].map(
    name => blocksOf('docs/catalogs.md').find(b => b.language === name)!.text,
  );
  const [, ...changed] = diff.split('\n');
  const sideWithout = (sign: string) =>
    changed.flatMap(line => (line.startsWith(sign) ? [] : [line.slice(1)])).join('\n');
  expect(sideWithout('-')).not.toBe(sideWithout('+'));
  expect(before).toContain(sideWithout('+'));
  for (const text of [before, before.replace(sideWithout('+'), sideWithout('-'))]) {
    const { lock, problems } = parseCatalogLock(text, 'platform.lock.yaml');
    expect(problems).toEqual([]);
    expect(formatCatalogLock(lock!)).toBe(text);
  }
});

test('every dependency has its reason', () => {
  const sections = read('docs/dependencies.md').split('\n## ').slice(1);
  const listed = sections.map(section => [...section.matchAll(/^\| `(.*)` \| .+ \|$/gm)].map(([, name]) => name));
  const { dependencies, peerDependencies, devDependencies } = PACKAGE;
  expect(listed).toEqual([dependencies, peerDependencies, devDependencies].map(found => Object.keys(found).sort()));
});

test('docs/api.md and the schemas in docs are up to date; otherwise run "npm run docs"', () => {
  const files = ['api.md', ...['profile', 'layers', 'subscription', 'cluster'].map(name => `${name}.schema.json`)].map(
    name => join(temporaryFolder(), name),
  );
  execFileSync('node', [join(ROOT, 'docs/generate.mjs'), ...files]);
  for (const file of files) expect(read(`docs/${basename(file)}`)).toBe(readFileSync(file, 'utf8'));
});
