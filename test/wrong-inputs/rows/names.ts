/**
 * Names that two things share, and charts that would interfere with each other.
 */
import type { WrongInputs } from '../wrong-input';

export const names = {
  'duplicate-subscription': [
    {
      title: 'one name in two constructs of a cluster',
      program: `\
for (const team of ['blue', 'green']) {
  const scope = new Construct(production, team);
  new ProfileSubscription(scope, 'flagger', { profile: 'flagger', targetNamespace: team });
}`,
      lines: [
        `[production/blue/flagger] "flagger" is the name of 2 subscriptions: production/blue/flagger, production/green/flagger. Give one of them another "subscriptionName"`,
      ],
    },
  ],
  'duplicate-release-name': [
    {
      title: 'two subscriptions of one Helm release',
      program: `\
production.subscribe('flagger', { id: 'blue', releaseName: 'flagger' });
production.subscribe('flagger', { id: 'green', releaseName: 'flagger' });`,
      lines: [
        `[production/blue] 2 subscriptions install Helm release "flagger" in namespace "flagger" and would upgrade each other: production/blue, production/green. Give one of them another releaseName or targetNamespace`,
      ],
    },
  ],
  'duplicate-object': [
    {
      title: 'a HelmRelease by hand that a subscription writes too',
      program: `\
const metadata = { name: 'flagger' };
new ApiObject(production, 'by-hand', { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata });
production.subscribe('flagger');`,
      lines: [
        `[production/by-hand] HelmRelease flux-system/flagger (helm.toolkit.fluxcd.io) is written 2 times: production/by-hand, production/flagger/Resource. Rename or remove one`,
      ],
    },
  ],
  'duplicate-cluster': [
    {
      title: 'two clusters of one name',
      program: `\
const region = new Construct(app, 'eu');
new Cluster(region, 'production', { catalog });`,
      lines: [
        `[eu/production] "production" is the name of 2 outputs: eu/production, production. Give one of them another "clusterName" or id`,
      ],
    },
    {
      title: 'a chart that shares the folder of a cluster, and an object',
      program: `\
for (const chart of [new Chart(app, 'extras'), new Cluster(app, 'edge', { clusterName: 'extras' })]) {
  const metadata = { name: 'motd', namespace: 'default' };
  new ApiObject(chart, 'motd', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
}`,
      lines: [
        `[edge/motd] ConfigMap default/motd (core) is written 2 times: edge/motd, extras/motd. Rename or remove one`,
        `[edge] "extras" is the name of 2 outputs: edge, extras. Give one of them another "clusterName" or id`,
      ],
    },
  ],
  'helm-chart-collision': [
    {
      title: 'two charts that Flux would fetch as one',
      program: `\
const a = production.subscribe('flagger', { namespace: 'team-a', createNamespace: true });
const b = production.subscribe('flagger', { id: 'a-flagger', namespace: 'team', createNamespace: true });
for (const one of [a, b]) one.patch({ spec: { chart: { spec: { sourceRef: { namespace: 'flux-system' } } } } });`,
      lines: [
        `[production/a-flagger] Flux would fetch the charts of production/a-flagger, production/flagger as one HelmChart "flux-system/team-a-flagger", and install the wrong one. Give one of them another subscriptionName`,
      ],
    },
  ],
  'chart-in-cluster': [
    {
      title: 'a Chart in a cluster',
      program: `new Chart(production, 'extras');`,
      lines: [
        `[production/extras] a Chart inside cluster "production" would be written apart from it. Use a Construct, or create the Chart outside of the cluster`,
      ],
    },
  ],
  'lost-output': [
    {
      title: 'one name in two namespaces under stock App, one file per object',
      app: 'new App({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE })',
      program: `\
production.subscribe('flagger');
const team = { namespace: 'team', targetNamespace: 'team', createNamespace: true };
production.subscribe('flagger', { id: 'x', subscriptionName: 'flagger', ...team });`,
      lines: [
        `[] [production] HelmRelease flux-system/flagger (helm.toolkit.fluxcd.io), HelmRelease team/flagger (helm.toolkit.fluxcd.io) would overwrite each other in HelmRelease.flagger.k8s.yaml. Use Fleet instead of App, or another output type`,
        `[] [production] HelmRepository flux-system/charts-example-com-68e85503 (source.toolkit.fluxcd.io), HelmRepository team/charts-example-com-68e85503 (source.toolkit.fluxcd.io) would overwrite each other in HelmRepository.charts-example-com-68e85503.k8s.yaml. Use Fleet instead of App, or another output type`,
      ],
    },
  ],
  'corrupted-output': [
    {
      title: 'an octal string under stock App',
      app: 'new App()',
      program: `production.subscribe('flagger', { values: { mode: '0o14', '<<': 1 } });`,
      lines: [
        `[production/flagger/Resource] stock App writes the key "<<" at "spec.values.<<" so that Flux reads something else. Use Fleet instead of App, or another text`,
        `[production/flagger/Resource] stock App writes "0o14" at "spec.values.mode" so that Flux reads something else. Use Fleet instead of App, or another text`,
      ],
    },
  ],
  validation: [
    {
      title: 'what the validation of the program says',
      program: `production.node.addValidation({ validate: () => ['production needs two approvers'] });`,
      lines: [`[production] production needs two approvers`],
    },
  ],
} satisfies WrongInputs;
