/**
 * The GitHub Action: its metadata, and its steps, which are run in a real repository against a server of comments.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repositoryOf, subscription } from './constructs/folder/subscription-texts';
import { temporaryFolder } from './constructs/temporary-folder';
import { pctlIn } from './cli/pctl-in';
import { LoopbackServer } from './servers/loopback-server';
import { builtModule } from './wrong-inputs/install-package';

interface Step {
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly 'working-directory': string;
}

const text = readFileSync(join(__dirname, '../action.yml'), 'utf8');
const action = parse(text);
const steps: readonly Step[] = action.runs.steps;

test('it is a composite action, each step has a shell, and each input a description, and is used', () => {
  expect(Object.keys(action)).toEqual(['name', 'description', 'inputs', 'runs']);
  expect(action.runs.using).toBe('composite');
  expect(steps.map(({ shell }) => shell)).toEqual(steps.map(() => 'bash'));
  for (const [name, input] of Object.entries<Record<string, unknown>>(action.inputs)) {
    expect(Object.keys(input)).toEqual(['description', 'default']);
    expect(text).toContain(`inputs.${name}`);
  }
  // an input in a script would be read as a script
  expect(steps.filter(({ run }) => run.includes('${{'))).toEqual([]);
});

/** Runs the steps in `cwd`, as in the repository `root`; the exit code of each, and what it prints. */
async function runSteps(cwd: string, api: string, root = cwd, run = steps): Promise<[string, number | null, string][]> {
  const values: Record<string, string> = {
    'inputs.pctl': `${process.execPath} ${builtModule('cli/main')}`,
    'inputs.output': 'dist',
    'inputs.token': 'ghs_0123456789abcdef',
    'github.event.number': '7',
  };
  const own = { GITHUB_WORKSPACE: root, GITHUB_API_URL: api, GITHUB_REPOSITORY: 'team/fleet', GITHUB_BASE_REF: 'main', RUNNER_TEMP: temporaryFolder() }; // prettier-ignore
  const results: [string, number | null, string][] = [];
  for (const { name, run: script, env = {} } of run) {
    const given = Object.entries(env).map(([key, value]) => [key, value.replace(/\$\{\{ (.*?) \}\}/g, (_, what) => values[what])]); // prettier-ignore
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env: { ...process.env, ...own, ...Object.fromEntries(given) } }); // prettier-ignore
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (said += piece));
    const [code] = (await once(child, 'close')) as [number | null];
    results.push([name, code, said]);
  }
  return results;
}

test('the steps check a repository, and keep one comment on the request', async () => {
  const comments: { id: number; body: string }[] = Array.from({ length: 100 }, (_, id) => ({ id, body: 'Other' }));
  const lines: string[] = [];
  const server = await LoopbackServer.start(async (request, response) => {
    lines.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    let sent = '';
    for await (const piece of request) sent += piece;
    const page = Number(new URL(request.url!, 'http://a').searchParams.get('page'));
    if (request.method === 'POST') comments.push({ id: 100, body: JSON.parse(sent).body });
    if (request.method === 'PATCH') comments[100].body = JSON.parse(sent).body;
    response.end(JSON.stringify(request.method === 'GET' ? comments.slice((page - 1) * 100, page * 100) : {}));
  });
  try {
    const root = repositoryOf({ 'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: linkerd2\n  version: 0.0.15\n') }); // prettier-ignore
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: root }); // prettier-ignore
    const commit = async () => {
      await pctlIn(root, ['synth']);
      git('add', '.');
      git('commit', '--quiet', '-m', 'Change');
    };
    git('init', '--quiet', '--initial-branch', 'main');
    await commit();
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    const file = join(root, 'subscriptions/production/mesh.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('0.0.15', '0.0.16'));
    await commit();
    const first = await runSteps(root, server.url);
    expect(first.map(([name, code]) => [name, code])).toEqual([['Synth', 0], ['Lint', 0], ['Verify', 0], ['Diff', 0]]); // prettier-ignore
    expect(comments[100].body).toContain('0.0.15 -> 0.0.16');
    writeFileSync(file, readFileSync(file, 'utf8').replace('0.0.16', '0.0.15'));
    const second = await runSteps(root, server.url);
    expect(second.map(([name, code]) => [name, code])[0]).toEqual(['Synth', 1]);
    expect(comments).toHaveLength(101);
    expect(lines.map(line => line.split(' ')[0])).toEqual(['GET', 'GET', 'POST', 'GET', 'GET', 'PATCH']);
    expect(lines.every(line => line.endsWith('Bearer ghs_0123456789abcdef'))).toBe(true);
    expect([...first, ...second].map(([, , said]) => said).join('')).not.toContain('ghs_');
  } finally {
    await server.stop();
  }
}, 120_000);

test('mistakes are shown at their lines in the repository, also from another working directory', async () => {
  const root = temporaryFolder();
  const chart = join(root, 'platform/charts/web');
  mkdirSync(chart, { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 1.0.0\nannotations:\n  weave.works/layr: layer-1\n'); // prettier-ignore
  const lint = steps.filter(({ name }) => name === 'Lint');
  const [[, code, said]] = await runSteps(join(root, 'platform'), '', root, lint);
  expect([code, /file=([^,]*),line=(\d+)/.exec(said)?.slice(1)]).toEqual([0, ['platform/charts/web/Chart.yaml', '5']]);
});
