import { kubectlIn, statusWith } from './fake-kubectl';

/** `kubectl` that fails and says `words`, as one of version 1.36 did. */
const failing = (words: string) => kubectlIn({ script: `cat >&2 <<'END'\n${words}\nEND\nexit 1` });

const REFUSED =
  'E1201 01:09:06.787752   10034 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list: Get "';

test.each([
  [
    `${REFUSED}\nThe connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?`,
    'The connection to the server 10.0.0.1:6443 was refused. Check that the cluster runs, and that this machine reaches it',
  ],
  [
    'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
    'The connection to the server localhost:8080 was refused. No kubeconfig was found: give one with "--kubeconfig", or set KUBECONFIG',
  ],
  [
    'Error in configuration: context was not found for specified context: nope',
    'context was not found for specified context: nope. "kubectl config get-contexts" lists the contexts',
  ],
  ['error: stat /nope: no such file or directory', 'stat /nope: no such file or directory'],
  [
    'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
    'You must be logged in to the server (the server has asked for the client to provide credentials). Log in to the cluster again',
  ],
  ['', 'kubectl failed, and said nothing'],
  ['panic: \u001b[31mred', 'panic:  [31mred'],
])('fails with what kubectl says, and what to do: %s', async (words, message) => {
  expect(await statusWith(failing(words), [])).toEqual({
    code: 1,
    stdout: '',
    stderr: `error: cannot read the cluster: ${message}\n`,
  });
});

test('fails without kubectl', async () => {
  const { code, stderr } = await statusWith('/', [], { env: { PATH: '/nowhere' } });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: kubectl is not on the PATH. Install it \(https:/)]);
});

test('fails if what kubectl prints is not JSON', async () => {
  const { code, stderr } = await statusWith(kubectlIn({ script: 'echo token' }), []);
  expect([code, stderr]).toEqual([1, 'error: cannot read the cluster: what kubectl printed is not valid JSON\n']);
});

/** A kubectl that may list only what matches `allowed`, or does not know what matches `unknown`. */
function limited({ allowed = /./, unknown = /^$/ }: { allowed?: RegExp; unknown?: RegExp }): string {
  const script = `exec ${process.execPath} - "$@" <<'END'
const args = process.argv.slice(2);
const scope = args.find(arg => arg.startsWith('--all-namespaces') || arg.startsWith('--namespace='));
const resources = args.at(-1).split(',');
const unknown = resources.find(name => ${unknown}.test(name));
if (unknown) { console.error('error: the server doesn\\'t have a resource type "' + unknown.split('.')[0] + '"'); process.exit(1); }
const denied = resources.filter(name => !${allowed}.test(scope + ' ' + name));
for (const name of denied) console.error('Error from server (Forbidden): ' + name + ' is forbidden: User "dev" cannot list resource');
const metadata = { namespace: 'apps', name: 'podinfo', generation: 1 };
const status = { conditions: [{ type: 'Ready', status: 'True' }], observedGeneration: 1 };
const items = denied.some(name => name.startsWith('helmreleases')) ? [] : [{ kind: 'HelmRelease', metadata, spec: {}, status }];
console.log(JSON.stringify({ items }));
process.exitCode = denied.length > 0 ? 1 : 0;
END`;
  return kubectlIn({ script });
}

test('who may read one namespace only sees that, and is told', async () => {
  const { code, stdout, stderr } = await statusWith(limited({ allowed: /--namespace=apps/ }), ['-n', 'apps']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('apps/podinfo')]);
  expect(stderr).toBe('warning: you may not read all namespaces, so reasons in others are not shown\n');
});

test.each([[['-A']], [['-n', 'other']]])('fails if HelmReleases may not be listed: %j', async argv => {
  const { code, stderr } = await statusWith(limited({ allowed: /--namespace=apps/ }), argv);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: you may not list helmreleases.helm.toolkit.fluxcd.io, .* give a namespace .* "--namespace"\n$/,
  );
});

test('what may not be listed, or does not exist, is said once', async () => {
  const denied = await statusWith(limited({ allowed: /helmreleases|kustomizations/ }), ['-n', 'apps']);
  expect([denied.code, denied.stderr]).toEqual([
    0,
    expect.stringMatching(/^warning: you may not list helmcharts\.\S+, .*, so reasons that are there are not shown\n$/),
  ]);
  const absent = await statusWith(limited({ unknown: /^(ocirepositories|buckets)/ }), ['-n', 'apps']);
  expect(absent.stderr).toBe(
    'warning: the cluster does not have ocirepositories.source.toolkit.fluxcd.io, buckets.source.toolkit.fluxcd.io, so reasons that are there are not shown\n',
  );
});

test('fails if something else is wrong than what may not be listed', async () => {
  const forbidden =
    'Error from server (Forbidden): buckets.source.toolkit.fluxcd.io is forbidden: User "dev" cannot list';
  const lines = [
    'W1201 Warning: old',
    'Error from server (InternalError): no conversion (get gitrepositories)',
    forbidden,
  ];
  const script = `printf '%s\\n' '${lines.join("' '")}' >&2; echo '{"items":[]}'; exit 1`;
  expect(await statusWith(kubectlIn({ script }), [])).toMatchObject({
    code: 1,
    stderr: 'error: cannot read the cluster: Error from server (InternalError): no conversion (get gitrepositories)\n',
  });
});

test('a namespace that is given twice is read once', async () => {
  const { stdout } = await statusWith(limited({ allowed: /--namespace=apps/ }), ['-n', 'apps', '-n', 'apps']);
  expect(stdout.match(/podinfo/g)).toHaveLength(1);
});

test('fails if Flux is not installed', async () => {
  const { code, stderr } = await statusWith(limited({ unknown: /^helmreleases/ }), ['-A']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^error: the cluster has no HelmReleases: Flux is not installed/),
  ]);
});
