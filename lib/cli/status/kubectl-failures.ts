/**
 * Says in words why kubectl could not read a cluster, and what to do. What kubectl says itself is kept: it knows the
 * server, the user and the context.
 */
import type { KubectlAnswer } from '../../sources/login/kubectl';

/** What to do, by what kubectl says. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/localhost:8080|127\.0\.0\.1:8080/, 'No kubeconfig was found: give one with "--kubeconfig", or set KUBECONFIG'],
  [/context was not found|context ".*" does not exist/, '"kubectl config get-contexts" lists the contexts'],
  [/must be logged in|credentials|Unauthorized|getting credentials/, 'Log in to the cluster again'],
  [/x509|certificate/, 'Check "certificate-authority-data" in the kubeconfig, and the clock of this machine'],
  [
    /refused|no such host|i\/o timeout|no route to host|TLS handshake timeout/,
    'Check that the cluster runs, and that this machine reaches it',
  ],
];

/** `cannot read the cluster: …`, for an answer that has a failure. */
export function describeFailure({ failure, stderr }: KubectlAnswer, timeoutMs: number): string {
  switch (failure) {
    case 'missing':
      return 'kubectl is not on the PATH. Install it (https://kubernetes.io/docs/tasks/tools), because the cluster is read with it';
    case 'timeout':
      return `cannot read the cluster: it did not answer within ${timeoutMs / 1000} s. Check that it runs, and that this machine reaches it`;
    case 'size':
      return 'cannot read the cluster: it has too many objects of Flux. Give namespaces with "--namespace"';
    default:
      return `cannot read the cluster: ${said(stderr)}`;
  }
}

/** The last thing that kubectl said, without its own prefixes, and what to do. */
function said(stderr: string): string {
  const lines = stderr.split('\n').map(line => line.trim());
  const last = lines.filter(line => line !== '' && !line.startsWith("See 'kubectl")).at(-1) ?? '';
  const words = last
    .replace(/^(error|Error in configuration|Unable to connect to the server): /i, '')
    .replace(/ - did you specify the right host or port\?$|\.$/, '');
  if (words === '') return 'kubectl failed, and said nothing';
  const remedy = REMEDIES.find(([pattern]) => pattern.test(stderr))?.[1];
  return remedy === undefined ? words : `${words}. ${remedy}`;
}

/** The resource that the API server does not have: `helmcharts`, or with its group. */
export function missingResource(stderr: string): string | undefined {
  return /doesn't have a resource type "([^"]+)"/.exec(stderr)?.[1];
}

/** The resources that may not be listed: `helmcharts.source.toolkit.fluxcd.io`. */
export function forbiddenResources(stderr: string): string[] {
  return [...stderr.matchAll(/^Error from server \(Forbidden\): (\S+) is forbidden/gm)].map(([, resource]) => resource);
}

/** What else the API server, or the way to it, failed with, a line each; empty if nothing. */
export function otherFailures(stderr: string): string {
  const failures =
    stderr.match(/^(Error from server|Unable to connect|The connection to the server|error:).*$/gm) ?? [];
  return failures.filter(line => !line.startsWith('Error from server (Forbidden):')).join('\n');
}
