import type { Condition } from '../../../lib/status/flux-object';
import { recordedObjects, recordedText } from '../../status/recorded-objects';
import { kubectlIn, statusWith } from './fake-kubectl';

const ARGS = ['-n', 'platform'];

test('a failed upgrade: what waits for it and why, and what to do', async () => {
  const { code, stdout, stderr } = await statusWith(kubectlIn('sick'), ARGS);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
"NAME                   LAYER  INSTALLED  APPLIED  READY  SINCE  STATUS
platform/cert-manager  -      1.0.0      1.0.0    False  1m     upgrade failed
platform/flagger       -      1.0.0      1.0.0    False  1m     waits for platform/linkerd2, which waits for platform/cert-manager (upgrade failed)
platform/linkerd2      -      1.0.0      1.0.0    False  1m     waits for platform/cert-manager (upgrade failed)
platform/loki          -      1.0.0      1.0.0    True   1m     ready

KUSTOMIZATION         APPLIED             FETCHED             READY  SINCE  STATUS
flux-system/platform  main@sha1:d62f5ddd  main@sha1:d62f5ddd  True   1m     ready

What holds the rollout back:
  platform/cert-manager: upgrade failed (for 1m)
    Helm upgrade failed for release platform/cert-manager with chart cert-manager@1.0.0: timeout waiting for: [Deployment/platform/cert-manager status: 'InProgress']
    Held back by it: platform/flagger, platform/linkerd2
    What to do: correct it; Flux tries again by itself, and at once with "flux reconcile helmrelease cert-manager -n platform"
"
`);
});

test('a held removal: what still needs the release, and what the Kustomization must not remove', async () => {
  const { stdout } = await statusWith(kubectlIn('held'), ARGS);
  expect(stdout).toContain('removal held back: HelmRelease platform/flagger still depends on linkerd2 (upgrading)\n');
  expect(stdout).toContain('applied, but must not remove platform/linkerd2 yet\n');
  expect(stdout).not.toContain('What holds');
});

test('a removal in order: once the upper release is gone, nothing has to be done', async () => {
  const { items } = JSON.parse(recordedText('held')) as { items: { metadata: { name: string } }[] };
  const left = JSON.stringify({ items: items.filter(({ metadata }) => metadata.name !== 'flagger') });
  const { stdout } = await statusWith(kubectlIn({ script: `cat <<'EOF'\n${left}\nEOF` }), ARGS);
  const holder = 'HelmRelease platform/flagger still depends on linkerd2';
  expect(stdout).toContain(`removal held back: ${holder} (removed; Flux will try again)\n`);
  expect(stdout).not.toContain('What holds');
});

test.each(['installing', 'sick', 'suspended', 'held', 'manifests', 'troubles'] as const)(
  'no line is wider than the terminal, and no word of Flux gets lost: %s',
  async recording => {
    const [folder, terminal] = [kubectlIn(recording), { columns: 100, env: { NO_COLOR: '1' } }];
    const { stdout } = await statusWith(folder, ['-A'], terminal);
    const broken = stdout.split('\n').filter(line => line.length > 100 && line.trim().includes(' '));
    expect(broken).toEqual([]);
    const wide = await statusWith(folder, ['-A', '-o', 'wide'], terminal);
    for (const { message } of recordedObjects(recording).flatMap(({ conditions }) => conditions.filter(isFailure))) {
      expect(wide.stdout).toContain(message.split('\n')[0]);
    }
    expect(wide.stdout).toMatch(/^CLUSTER +NAMESPACE +NAME +PROFILE .* STATUS$/m);
  },
);

/** Of a release that failed by itself. */
function isFailure({ type, reason }: Condition): boolean {
  return type === 'Ready' && /^(Install|Upgrade)Failed$|^ValuesError$/.test(reason);
}

test('-o json and -o yaml say the same, and -o name the names', async () => {
  const folder = kubectlIn('sick');
  const { stdout } = await statusWith(folder, [...ARGS, '-o', 'json']);
  const { settled, subscriptions, kustomizations, causes } = JSON.parse(stdout);
  expect([settled, subscriptions.length, kustomizations.length]).toEqual([false, 4, 1]);
  expect(subscriptions[1]).toEqual({
    cluster: 'platform',
    namespace: 'platform',
    name: 'flagger',
    profile: 'flagger',
    installed: '1.0.0',
    applied: '1.0.0',
    ready: false,
    suspended: false,
    ignoresOrder: false,
    state: 'waiting',
    reason: 'DependencyNotReady',
    message: "dependency 'platform/linkerd2' is not ready according to readyExpr eval",
    since: '2026-12-01T01:11:40Z',
    kustomization: { kind: 'Kustomization', namespace: 'flux-system', name: 'platform' },
    waitsFor: [{ kind: 'HelmRelease', namespace: 'platform', name: 'linkerd2', why: 'dependency', state: 'waiting' }],
    cause: { kind: 'HelmRelease', namespace: 'platform', name: 'cert-manager' },
  });
  expect(causes).toMatchObject([
    { name: 'cert-manager', state: 'failed', retries: 'later', failures: 1, holdsBack: [{}, {}] },
  ]);
  expect((await statusWith(folder, [...ARGS, '-o', 'yaml'])).stdout).toMatch(/^settled: false\nsubscriptions:\n/);
  expect((await statusWith(folder, [...ARGS, '-o', 'name'])).stdout).toBe(
    'platform/cert-manager\nplatform/flagger\nplatform/linkerd2\nplatform/loki\n',
  );
});

test('--exit-code is 1 unless everything is installed and ready', async () => {
  expect((await statusWith(kubectlIn('sick'), [...ARGS, '--exit-code'])).code).toBe(1);
  expect((await statusWith(kubectlIn('held'), [...ARGS, '--exit-code'])).code).toBe(1);
  expect((await statusWith(kubectlIn({ script: `echo '{"items":[]}'` }), ['-A', '--exit-code'])).code).toBe(1);
  const ready = { conditions: [{ type: 'Ready', status: 'True' }], observedGeneration: 1 };
  const metadata = { namespace: 'apps', name: 'podinfo', generation: 1 };
  const release = { kind: 'HelmRelease', metadata, spec: {}, status: ready };
  const script = `echo '${JSON.stringify({ items: [release] })}'`;
  expect(await statusWith(kubectlIn({ script }), ['-n', 'apps', '--exit-code'])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^apps\/podinfo +- +- +- +True +- +ready$/m),
    stderr: '',
  });
});

test.each([
  [[], {}, 'flux-system'],
  [[], { FLUX_SYSTEM_NAMESPACE: 'gitops' }, 'gitops'],
  [['-n', 'team-a', '-n', 'team-b'], { FLUX_SYSTEM_NAMESPACE: 'gitops' }, 'team-a or team-b'],
])('%j with %j shows the namespace %s, as flux does', async (argv, env, where) => {
  const { code, stdout, stderr } = await statusWith(kubectlIn({ script: `echo '{"items":[]}'` }), argv, { env });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toBe(`there is no HelmRelease in the namespace ${where}; "--all-namespaces" shows all\n`);
});

test('fails with 2 for a wrong namespace', async () => {
  const { code, stderr } = await statusWith(kubectlIn('sick'), ['-n', 'platform', '--namespace=Team A']);
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^error: ".*" is not the name of a namespace; use at most 63/),
  ]);
});

test('kubectl gets the kubeconfig and the context, and nothing that looks like an option of another name', async () => {
  const folder = kubectlIn({ script: 'echo "$*" >&2; exit 1' });
  const { code, stderr } = await statusWith(folder, ['--kubeconfig', '--raw=/', '--context=-A']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: cannot read the cluster: get --kubeconfig=--raw=\/ --context=-A --output=json --all-namespaces -- helmreleases/,
  );
});

/** `pctl status` of a cluster that has only `items`, objects of apps. */
function statusOf(...items: readonly { kind: string; name: string; spec?: object; ready: readonly string[] }[]) {
  const objects = items.map(({ kind, name, spec = {}, ready: [status, reason, message] }) => ({
    kind,
    metadata: { namespace: 'apps', name, generation: 1 },
    spec,
    status: { observedGeneration: 1, conditions: [{ type: 'Ready', status, reason, message }] },
  }));
  const script = `cat <<'EOF'\n${JSON.stringify({ items: objects })}\nEOF`;
  return statusWith(kubectlIn({ script }), ['-n', 'apps']);
}

test('what is not an object of Flux is not called missing, and does not hide a release that failed', async () => {
  const message = (...checked: readonly string[]) =>
    `health check failed after 30s: timeout waiting for: [${checked.map(name => `${name} status: 'Failed'`).join(', ')}]`;
  const apps = (text: string) => ({ kind: 'Kustomization', name: 'apps', ready: ['False', 'HealthCheckFailed', text] });
  const postgres = { kind: 'HelmRelease', name: 'postgres', ready: ['False', 'InstallFailed', 'Helm install failed'] };
  const both = await statusOf(apps(message('HelmRelease/apps/postgres', 'Job/apps/migrate')), postgres);
  expect(both.stdout).toMatch(/\n {2}apps\/postgres: install failed\n/);
  expect(both.stdout).not.toContain('not on the cluster');
  const alone = await statusOf(apps(message('Deployment/apps/podinfo')));
  expect(alone.stdout).toContain(`Kustomization apps/apps: health check failed\n    ${message('Deployment/apps/podinfo')}\n`); // prettier-ignore
});

test('a source that is not read is not called missing', async () => {
  const spec = { sourceRef: { kind: 'ExternalArtifact', name: 'apps' } };
  const failed = ['False', 'ArtifactFailed', 'ExternalArtifact is not ready'];
  const { stdout } = await statusOf({ kind: 'Kustomization', name: 'apps', spec, ready: failed });
  expect(stdout).toContain('ExternalArtifact is not ready\n');
  expect(stdout).not.toContain('not on the cluster');
});

test('a readyExpr of somebody else that is false is said to be the reason', async () => {
  const postgres = { kind: 'HelmRelease', name: 'postgres', ready: ['True', 'InstallSucceeded', ''] };
  const spec = { dependsOn: [{ name: 'postgres', readyExpr: 'dep.metadata.labels["phase"] == "done"' }] };
  const words = "dependency 'apps/postgres' is not ready according to readyExpr eval";
  const web = { kind: 'HelmRelease', name: 'web', spec, ready: ['False', 'DependencyNotReady', words] };
  const { stdout } = await statusOf(postgres, web);
  expect(stdout).toContain('What to do: correct the "readyExpr" of what waits for it, or change what that asks for\n');
});
