/**
 * Completion in real shells: bash always, zsh and fish where they are installed.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../../lib/cli/commands';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { pctlIn } from '../pctl-in';

/** `--output` of `-o, --output <format>`. */
const longOf = (flags: string) => /--[\w-]+/.exec(flags)![0];
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;
const testWith = (shell: string) => (has(shell) ? test : test.skip);

/** Names that catalogs offer; a shell would execute the last two. */
const NAMES = [
  'platform/linkerd2',
  'platform/linkerd2-viz',
  'extras/flagger',
  'x/li$(touch owned)',
  'x/li`touch owned`',
];

/** Replaces `pctl`: prints the names, and which command was called. */
const STUB = `#!/bin/sh
printf '%s\\n' "$*" >> asked
cat <<'EOF'
${NAMES.join('\n')}
EOF
`;

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'pctl'), STUB);
  chmodSync(join(folder, 'pctl'), 0o755);
});

async function scriptFor(shell: string): Promise<string> {
  const { code, stdout, stderr } = await pctlIn('/', ['completion', shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

function runIn(shell: string, argv: readonly string[], script: string): string[] {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  writeFileSync(join(folder, 'script'), script);
  const { stdout, stderr } = spawnSync(shell, [...argv, 'script'], { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1);
}

/** What bash offers for each line, which bash itself splits into words. */
async function bashOffers(lines: readonly (readonly string[])[]): Promise<string[][]> {
  const calls = lines.map(words => {
    const quoted = words.map(word => `'${word}'`).join(' ');
    return `COMP_WORDS=(pctl ${quoted}); COMP_CWORD=${words.length}; _pctl; printf '%s\\n' "\${COMPREPLY[*]}"`;
  });
  const script = `${await scriptFor('bash')}\ncomplete -p pctl cdk8s-profiles\nIFS='|'\n${calls.join('\n')}\n`;
  const [pctl, alias, ...offers] = runIn('bash', ['--norc', '-u'], script);
  expect([pctl, alias]).toEqual(['complete -F _pctl pctl', 'complete -F _pctl cdk8s-profiles']);
  return offers.map(line => line.split('|').filter(word => word !== ''));
}

const bash = async (...words: string[]) => (await bashOffers([words]))[0];

test('bash offers commands, and those of a group', async () => {
  const names = COMMANDS.map(({ name }) => name.split(' ')[0]);
  expect(await bash('')).toEqual([...new Set(names)].sort());
  expect(await bash('sho')).toEqual(['show']);
  expect(await bash('--quiet', 'sea')).toEqual(['search']);
});

test('bash offers the options of the command', async () => {
  const offers = await bashOffers(COMMANDS.map(({ name }) => [...name.split(' '), '--']));
  COMMANDS.forEach(({ options }, i) => {
    const flags = options.map(({ flags }) => longOf(flags));
    expect(offers[i].filter(flag => flag.startsWith('--'))).toEqual([...flags, '--quiet', '--verbose', '--help']);
  });
});

test.each([
  [
    ['search', '-o', ''],
    ['table', 'wide', 'json', 'yaml', 'name'],
  ],
  [['search', '--output', 'j'], ['json']],
  [['search', '--output', '=', 'j'], ['json']],
  [
    ['search', '--output', '='],
    ['table', 'wide', 'json', 'yaml', 'name'],
  ],
  [['search', '-o', 'json', '--pre'], ['--prerelease']],
  [['list', '--cluster', ''], []],
  [['list', '--cluster', 'plan', '--re'], ['--ref']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['completion', 'bash', ''], []],
  [['nonsense', ''], []],
])('bash, after %j, offers %j', async (words, expected) => {
  expect(await bash(...words)).toEqual(expected);
});

test('bash offers names of profiles, except those that it would execute', async () => {
  expect(await bash('show', 'li')).toEqual(['linkerd2', 'linkerd2-viz']);
  expect(await bash('show', 'platform/')).toEqual(['platform/linkerd2', 'platform/linkerd2-viz']);
  expect(await bash('show', 'linkerd2', '')).toEqual([]);
  expect(await bash('show', '--catalogs', 'a b', 'fl')).toEqual(['flagger']);
  const asked = readFileSync(join(folder, 'asked'), 'utf8').split('\n').slice(0, -1);
  expect(asked).toEqual(['search -o name', 'search -o name', 'search -o name --catalogs a b']);
  expect(readdirSync(folder).sort()).toEqual(['asked', 'pctl', 'script']);
});

test('bash offers folders and files', async () => {
  writeFileSync(join(folder, 'one file.yaml'), '');
  expect(await bash('plan', 'one')).toEqual(['one file.yaml']);
  expect(await bash('search', '--catalogs', 'one')).toEqual([]);
});

testWith('zsh')('zsh reads its script', async () => {
  expect(runIn('zsh', ['-n'], await scriptFor('zsh'))).toEqual([]);
});

testWith('fish')('fish offers commands, options, values and names', async () => {
  const lines = ['pctl sho', 'pctl list --cl', 'pctl search -o j', 'pctl show li', 'pctl show platform/linkerd2-'];
  const script = [await scriptFor('fish'), ...lines.map(line => `complete -C '${line}'`)].join('\n');
  const offers = runIn('fish', ['--no-config'], script).map(line => line.split('\t')[0]);
  const names = ['li$(touch owned)', 'li`touch owned`', 'linkerd2', 'linkerd2-viz'];
  expect(offers.sort()).toEqual(['show', '--cluster', 'json', ...names, 'platform/linkerd2-viz'].sort());
  expect(readdirSync(folder)).not.toContain('owned');
});

test.each(['zsh', 'fish'])('the script for %s has every command and every option', async shell => {
  const script = await scriptFor(shell);
  for (const { name, summary, options } of COMMANDS) {
    expect(script).toContain(name);
    expect(script).toContain(summary);
    for (const { flags } of options) expect(script).toMatch(new RegExp(`(--|-l )${longOf(flags).slice(2)}\\b`));
  }
});

test('fails with 2 for another shell', async () => {
  expect(await pctlIn('/', ['completion', 'tcsh'])).toMatchObject({ code: 2, stdout: '' });
  expect(await pctlIn('/', ['completion'])).toMatchObject({ code: 2, stdout: '' });
});
