import { readDenials } from '../../lib/status/held-removals';

/** As kustomize-controller joins them. */
const message = (...errors: readonly string[]) => `delete failed, errors: ${errors.map(error => `${error};`).join('')}`;

const denied = (object: string, resource: string, why: string) =>
  `${object} delete failed: ${resource} is forbidden: ValidatingAdmissionPolicy 'cdk8s-profiles-removal-releases' with binding ` +
  `'cdk8s-profiles-removal-releases' denied request: ${why}`;

test('each refused removal, and who still needs it', () => {
  const linkerd2 = denied(
    'HelmRelease/platform/linkerd2',
    'helmreleases.helm.toolkit.fluxcd.io "linkerd2"',
    'HelmRelease platform/flagger still depends on linkerd2',
  );
  const namespace = denied(
    'Namespace/platform',
    'namespaces "platform"',
    'a HelmRelease (which you may not read) is still in namespace platform',
  );
  expect(readDenials(message(linkerd2, namespace))).toEqual({
    isAll: true,
    removals: [
      {
        key: 'HelmRelease/platform/linkerd2',
        message: 'HelmRelease platform/flagger still depends on linkerd2',
        holder: { key: 'HelmRelease/platform/flagger', why: 'still depends on linkerd2' },
      },
      { key: 'Namespace//platform', message: 'a HelmRelease (which you may not read) is still in namespace platform' },
    ],
  });
});

test('an event that is cut off still names those before its end', () => {
  const whole = message(
    denied('HelmRelease/a/x', 'helmreleases.helm.toolkit.fluxcd.io "x"', 'HelmRelease a/y still depends on x'),
    denied('HelmRelease/a/y', 'helmreleases.helm.toolkit.fluxcd.io "y"', 'HelmRelease a/z still depends on y'),
  );
  const { removals, isAll } = readDenials(`${whole.slice(0, -120)}...`);
  expect([removals.map(({ key }) => key), isAll]).toEqual([['HelmRelease/a/x'], false]);
});

test.each([
  ['', false],
  ['HelmRelease/platform/shop dry-run failed: expected string', false],
  [message('HelmRelease/platform/shop delete failed: etcdserver: request timed out'), false],
  [message(denied('HelmRelease/a/x', 'y', 'z'), 'ConfigMap/a/b delete failed: etcdserver: request timed out'), false],
  [message('HelmRelease/a/x delete failed: x is forbidden: User "system:serviceaccount:a:b" cannot delete'), false],
])('fails for another reason: %j', (text, isAll) => {
  expect(readDenials(text).isAll).toBe(isAll);
});
