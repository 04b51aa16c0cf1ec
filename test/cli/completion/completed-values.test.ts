/**
 * Values that the real `pctl` prints for completion, in real shells: bash always, zsh and fish where they are installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { builtModule } from '../../wrong-inputs/install-package';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

let folder: string;

beforeAll(() => {
  const cluster = (name: string) => releaseText('linkerd2', { cluster: name, namespace: `mesh-${name}` });
  folder = writtenFiles({
    'dist/a.yaml': cluster('staging') + cluster('production') + releaseText('vault', { cluster: 'production' }),
    'deploy/a.yaml': cluster('edge'),
    'subscriptions/production/mesh.yaml': '',
    'subscriptions/production/mesh.values.yaml': '',
    'subscriptions/staging/cluster.yaml': '',
    'catalogs/platform.lock.yaml': lockText('platform', { linkerd2: ['0.0.16', '0.0.15'], 'linkerd2-viz': ['1.0.0'] }),
  });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('commit', '--quiet', '--allow-empty', '--message', 'a');
  git('branch', 'feature/mesh');
  git('tag', 'v1.2.0');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/pctl'), `#!/bin/sh\nexec "${process.execPath}" "${builtModule('cli/main')}" "$@"\n`);
  chmodSync(join(folder, 'bin/pctl'), 0o755);
});

function runIn(shell: string, argv: readonly string[], script: string): string[] {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  writeFileSync(join(folder, 'script'), script);
  const { stdout, stderr } = spawnSync(shell, [...argv, 'script'], { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1);
}

const OFFERS: readonly (readonly [line: string, offers: readonly string[]])[] = [
  ['list --cluster p', ['production']],
  ['plan deploy --cluster ', ['edge']],
  ['outdated --namespace ', ['flux-system', 'mesh-production', 'mesh-staging']],
  ['list --ref ', ['feature/mesh', 'main', 'v1.2.0']],
  ['show linkerd2@', ['linkerd2@0.0.15', 'linkerd2@0.0.16']],
  ['show platform/linkerd2-viz@', ['platform/linkerd2-viz@1.0.0']],
  ['catalog add --namespace ', []],
  ['upgrade ', ['mesh']],
  ['remove mesh --cluster ', ['production', 'staging']],
];

test('bash offers clusters, namespaces, refs and versions', async () => {
  const script = (await pctlIn('/', ['completion', 'bash'])).stdout;
  const calls = OFFERS.map(([line]) => {
    // bash splits words at "@", and replaces what follows the part before it
    const words = `pctl ${line}`.split(' ').flatMap(word => word.split(/(?=@)|(?<=@)/));
    const quoted = words.map(word => `'${word}'`).join(' ');
    return `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _pctl; printf '%s\\n' "\${COMPREPLY[*]}"`;
  });
  const lines = runIn('bash', ['--norc', '-u'], `${script}\nIFS='|'\n${calls.join('\n')}\n`);
  const offered = OFFERS.map(([line], i) => {
    const before = /([^ ]*)@[^ ]*$/.exec(line)?.[1] ?? '';
    return [
      line,
      lines[i]
        .split('|')
        .flatMap(word => (word === '' ? [] : before + word))
        .sort(),
    ];
  });
  expect(offered).toEqual(OFFERS);
});

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;
const testWith = (shell: string) => (has(shell) ? test : test.skip);

testWith('zsh')('zsh offers clusters, namespaces, refs and versions', async () => {
  const script = (await pctlIn('/', ['completion', 'zsh'])).stdout;
  // what is offered; zsh itself keeps what begins with PREFIX
  const head = `compdef() { }\ncompset() { }\n_describe() { }\ncompadd() { print -rl -- \${(P)2} }\n`;
  const calls = OFFERS.map(([line]) => {
    const words = `pctl ${line}`.split(' ');
    const quoted = words.map(word => `'${word}'`).join(' ');
    return `words=(${quoted}); CURRENT=${words.length}; PREFIX='${words.at(-1)}'; _pctl; print -- ---`;
  });
  const offered = runIn('zsh', ['-f'], [head, script, ...calls].join('\n'))
    .join('\n')
    .split('---');
  const expected = OFFERS.map(([line], i) => {
    const typed = line.split(' ').at(-1)!;
    return [
      line,
      offered[i]
        .split('\n')
        .filter(name => name !== '' && name.startsWith(typed))
        .sort(),
    ];
  });
  expect(expected).toEqual(OFFERS);
});

testWith('fish')('fish offers clusters, namespaces, refs and versions', async () => {
  const script = (await pctlIn('/', ['completion', 'fish'])).stdout;
  const calls = OFFERS.map(([line]) => `complete -C 'pctl ${line}'\necho ---`);
  const offered = runIn('fish', ['--no-config'], [script, ...calls].join('\n'))
    .join('\n')
    .split('---');
  const expected = OFFERS.map(([line], i) => {
    return [
      line,
      offered[i]
        .split('\n')
        .filter(name => name !== '')
        .map(name => name.split('\t')[0])
        .sort(),
    ];
  });
  expect(expected).toEqual(OFFERS);
});
