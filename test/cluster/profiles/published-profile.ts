/**
 * The profile that the test installs, and the one that is nested in it, as files of a Git repository.
 */
import { formatProfileDefinition } from '../../../lib/model/formats/profile-definition';
import type { ProfileArtifact } from '../../../lib/model/profile-artifact';
import type { Files, GitRepository } from '../harness';

/** Seconds until each Deployment is available. */
export const READY_AFTER = 4;

/** A Deployment, as a manifest or as the template of a chart. */
const deployment = (name: string, round: number) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations: {cluster-test/ready-after-seconds: "${READY_AFTER}", round: "${round}"}
spec:
  replicas: 1
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}, annotations: {round: "${round}"}}
    spec: {containers: [{name: main, image: "${name}:1.0.0"}]}
`;

/** The chart never changes its version. */
const chart = (path: string, name: string, round: number): Files => ({
  [`${path}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
  [`${path}/templates/deployment.yaml`]: deployment(name, round),
});

const profile = (name: string, ...artifacts: readonly ProfileArtifact[]) =>
  formatProfileDefinition({ name, prerequisites: [], artifacts });

/** Publishes version `round` of both profiles, in which everything changes but the versions of charts. */
export async function publish(repository: GitRepository, charts: string, round: number): Promise<void> {
  const base = { url: repository.url, tag: `base/v1.${round}.0` };
  const replicas = { name: 'replicas', targets: [{ kind: 'Deployment', name: 'rules', path: '/spec/replicas' }] };
  await repository.commitAll({
    'unrelated/broken.yaml': '{{',
    'web/profile.yaml': profile(
      'web',
      { name: 'alerts', dependsOn: [{ name: 'server' }], kustomize: { path: 'alerts' } },
      { name: 'server', dependsOn: [{ name: 'cache' }], chart: { path: 'server' } },
      {
        name: 'cache',
        dependsOn: [{ name: 'base' }],
        chart: { url: charts, name: 'cache', version: '1.0.0', defaultValues: `round: ${round}\n` },
      },
      { name: 'base', dependsOn: [{ name: 'rules' }], profile: { source: base } },
      { name: 'rules', kustomize: { path: 'rules', parameters: [replicas] } },
    ),
    'web/rules/deployment.yaml': deployment('rules', round),
    'web/alerts/deployment.yaml': deployment('alerts', round),
    ...chart('web/server', 'server', round),
    'base/profile.yaml': profile('base', { name: 'server', chart: { path: 'charts/server' } }),
    ...chart('base/charts/server', 'base', round),
  });
  for (const name of ['base', 'web']) await repository.tag(`${name}/v1.${round}.0`);
}
