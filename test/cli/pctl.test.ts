import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProfilesError } from '../../lib/model/profiles-error';
import { calledAs } from '../../lib/cli/called-as';
import { COMMANDS } from '../../lib/cli/commands';
import { run } from '../../lib/cli/pctl';
import { pctlIn } from './pctl-in';

const pctl = (...argv: string[]) => pctlIn('/', argv);

const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));

test.each([['--version'], ['-V']])('%s prints the version', async argument => {
  expect(await pctl(argument)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([[['--help']], [['help']], [['plan', '--help']], [['help', 'plan']]])('%j prints the usage', async argv => {
  const { code, stdout, stderr } = await pctl(...argv);
  expect(stdout).toMatch(/^Usage: pctl /);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test.each([
  ['/app/node_modules/.bin/pctl', {}, 'pctl'],
  ['/app/node_modules/.bin/pctl', { npm_lifecycle_event: 'npx' }, 'pctl'],
  ['/app/build/lib/cli/main.js', {}, 'pctl'],
  ['/usr/local/bin/cdk8s-profiles', {}, 'cdk8s-profiles'],
  ['/home/dev/.fluxcd/plugins/flux-profiles', {}, 'flux profiles'],
  ['/app/node_modules/.bin/cdk8s-profiles', { npm_lifecycle_event: 'plan' }, 'cdk8s-profiles'],
  ['/app/node_modules/.bin/cdk8s-profiles', { npm_lifecycle_event: 'npx' }, 'npx cdk8s-profiles'],
])('the help of %s with %j shows how to call it: %s', async (script, env, name) => {
  const out: string[] = [];
  const context = { stdout: (text: string) => out.push(text), stderr: () => undefined, cwd: '/', env };
  for (const argv of [['--help'], ['catalog', 'update', '--help']]) {
    await run(argv, { ...context, calledAs: calledAs(script, env) });
  }
  expect(out.join('').match(/^Usage: .*/gm)).toEqual([
    `Usage: ${name} <command> [options]`,
    `Usage: ${name} catalog update [options] [name...]`,
  ]);
});

test.each([
  [[], 'Usage: pctl '],
  [['plna'], "error: unknown command 'plna'\n(Did you mean plan?)"],
  [['constructor'], "error: unknown command 'constructor'"],
  [['--versoin'], "error: unknown option '--versoin'\n(Did you mean --version?)"],
  [['plan', '--ouput', 'json'], "error: unknown option '--ouput'\n(Did you mean --output?)"],
  [['plan', '-o', 'xml'], "error: option '-o, --output <format>' argument 'xml' is invalid"],
  [['plan', '--cluster'], "error: option '--cluster <name>' argument missing"],
  [['plan', 'dist', 'build'], 'error: too many arguments'],
  [['diff', ''], 'error: the value of "base" is blank; write a value\n'],
  [['diff', 'main', '  '], 'error: the value of "dir" is blank; write a value\n'],
  [['add', ''], 'error: the value of "profile" is blank; write a value\n'],
  [['search', 'mesh', ''], 'error: the value of "text" is blank; write a value\n'],
  [['list', '--ref='], 'error: the value of "--ref <ref>" is blank; write a value, or leave the option out\n'],
  [
    ['plan', '--cluster', 'production', '--cluster', ''],
    'error: the value of "--cluster <name>" is blank; write a value, or',
  ],
])('fails with 2 for wrong usage: %j', async (argv, words) => {
  const { code, stdout, stderr } = await pctl(...argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
});

describe('fails with 1 when a command throws', () => {
  const spyOnPlan = (thrown: unknown) => {
    const run = () => {
      throw thrown;
    };
    return jest
      .spyOn(
        COMMANDS.find(({ name }) => name === 'plan')!,
        'load',
      )
      .mockReturnValue({ run });
  };

  const problem = { kind: 'missing-repository', file: 'index.yaml' } as const;
  test.each([
    [new Error('disk is full'), 'error: disk is full\n'],
    ['disk is full', 'error: disk is full\n'],
    [new ProfilesError([problem, { ...problem, file: 'b.yaml' }]), /^error: index.yaml is .*\nerror: b.yaml is .*\n$/],
  ])('%s', async (thrown, words) => {
    const spy = spyOnPlan(thrown);
    const { code, stderr } = await pctl('plan');
    spy.mockRestore();
    expect(code).toBe(1);
    expect(stderr).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
  });

  test.each([
    ['--verbose', ['plan', '--verbose'], {}],
    ['DEBUG', ['plan'], { DEBUG: '1' }],
  ])('and shows the stack with %s', async (_, argv, env) => {
    const spy = spyOnPlan(new Error('disk is full'));
    const { stderr } = await pctlIn('/', argv, env);
    spy.mockRestore();
    expect(stderr).toMatch(/^error: Error: disk is full\n {4}at /);
  });
});
