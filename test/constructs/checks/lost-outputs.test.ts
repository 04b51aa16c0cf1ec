/**
 * Stock App with its output types, and what it would lose.
 */
import { Cluster } from 'cdk8s-profiles';
import { App, Testing, YamlOutputType } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { platformCatalog } from '../platform-catalog';
import { filesIn, temporaryFolder } from '../temporary-folder';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

function stockApp(yamlOutputType: YamlOutputType, clusters = ['production']): App {
  const app = new App({ outdir: temporaryFolder(), yamlOutputType });
  const catalog = platformCatalog(app);
  for (const name of clusters) {
    const cluster = new Cluster(app, name, { catalog });
    ['flagger', 'linkerd2', 'cert-manager'].forEach(profile => cluster.subscribe(profile));
  }
  return app;
}

/** `flagger -> linkerd2` for every wait in the files of `app`. */
function waitsIn(app: App): string[] {
  app.synth();
  const documents = Object.values(filesIn(app.outdir)).flatMap(text => parseAllDocuments(text));
  return documents
    .map(document => document.toJS())
    .flatMap(({ metadata, spec }) =>
      (spec.dependsOn ?? []).map((to: { name: string }) => `${metadata.name} -> ${to.name}`),
    )
    .sort();
}

test.each([
  ['FILE_PER_APP', FILE_PER_APP],
  ['FILE_PER_CHART', FILE_PER_CHART],
  ['FILE_PER_RESOURCE', FILE_PER_RESOURCE],
  ['FOLDER_PER_CHART_FILE_PER_RESOURCE', FOLDER_PER_CHART_FILE_PER_RESOURCE],
])('one cluster under stock App, %s', (_, type) => {
  expect(waitsIn(stockApp(type))).toEqual(['flagger -> linkerd2', 'linkerd2 -> cert-manager']);
});

test('two clusters are written to two files, or two folders', () => {
  const clusters = ['staging', 'production'];
  const app = stockApp(FILE_PER_CHART, clusters);
  expect(waitsIn(app)).toHaveLength(4);
  expect(Object.keys(filesIn(app.outdir))).toEqual(['production.k8s.yaml', 'staging.k8s.yaml']);
  expect(waitsIn(stockApp(FOLDER_PER_CHART_FILE_PER_RESOURCE, clusters))).toHaveLength(4);
});

test('fails if two clusters would be written to one file', () => {
  const app = stockApp(FILE_PER_RESOURCE, ['staging', 'production']);
  const file = 'would overwrite each other in HelmRelease.flagger.k8s.yaml. Use Fleet instead of App';
  expect(() => app.synth()).toThrow(file);
  expect(filesIn(app.outdir)).toEqual({});
});

test.each([
  ['FILE_PER_RESOURCE', FILE_PER_RESOURCE],
  ['FOLDER_PER_CHART_FILE_PER_RESOURCE', FOLDER_PER_CHART_FILE_PER_RESOURCE],
])('fails where two namespaces would write one file: %s', (_, type) => {
  const app = stockApp(type);
  const [cluster] = app.charts as Cluster[];
  const elsewhere = { namespace: 'team-a', targetNamespace: 'team-a' };
  cluster.subscribe('flagger', { id: 'team', subscriptionName: 'flagger', ...elsewhere });
  expect(() => app.synth()).toThrow('HelmRelease flux-system/flagger');
});

test('null values are written', () => {
  const app = stockApp(FILE_PER_CHART);
  (app.charts[0] as Cluster).subscribe('jaeger', { values: { resources: null } });
  app.synth();
  expect(filesIn(app.outdir)['production.k8s.yaml']).toContain('  values:\n    resources: null\n');
});

test('Testing.synth works with a cluster', () => {
  const cluster = new Cluster(Testing.app(), 'production');
  expect(Testing.synth(cluster)).toEqual([]);
  const [production] = stockApp(FILE_PER_CHART).charts;
  expect(Testing.synth(production).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'HelmRelease cert-manager',
    'HelmRelease flagger',
    'HelmRelease linkerd2',
    'HelmRepository charts-example-com-68e85503',
  ]);
});

test('synthYaml contains everything', () => {
  expect(parseAllDocuments(stockApp(FILE_PER_CHART).synthYaml())).toHaveLength(4);
});

test('fails for a problem of a cluster, with its path and message', () => {
  const app = stockApp(FILE_PER_CHART);
  (app.charts[0] as Cluster).subscribe('linkerd');
  expect(() => app.synth()).toThrow('[production/linkerd] catalog "platform" has no profile "linkerd"');
});

test('fails if two clusters would share a file, and so become one', () => {
  const app = new App({ outdir: temporaryFolder(), yamlOutputType: YamlOutputType.FILE_PER_APP });
  const catalog = platformCatalog(app);
  for (const name of ['staging', 'production']) new Cluster(app, name, { catalog }).subscribe('flagger');
  expect(() => app.synth()).toThrow('production/flagger/Resource would overwrite each other in app.k8s.yaml');
});
