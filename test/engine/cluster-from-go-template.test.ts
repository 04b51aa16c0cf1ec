/** A program fills in a Go template; without the engine, it says how to build it. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromTemplate, releasesIn, synth } from '../constructs/template-cluster';
import { temporaryFolder } from '../constructs/temporary-folder';

jest.setTimeout(180_000);

const file = join(temporaryFolder(), 'docker.yaml');
writeFileSync(
  file,
  `apiVersion: capi.weave.works/v1alpha2
kind: CAPITemplate
metadata: {name: docker}
spec:
  renderType: templating
  params: [{name: CLUSTER_NAME}]
  charts:
    items: [{chart: cert-manager, required: true, values: {cluster: "{{ .params.CLUSTER_NAME | upper }}"}}]
  resourcetemplates:
  - content:
    - {apiVersion: cluster.x-k8s.io/v1beta2, kind: Cluster, metadata: {name: "{{ .params.CLUSTER_NAME }}", namespace: clusters}}
`,
);

test('Cluster.fromTemplate fills in a Go template', () => {
  const { fleet } = fromTemplate(file, { params: { CLUSTER_NAME: 'eu-1' } });
  if (!existsSync(join(__dirname, '../../build/engine.wasm.br'))) {
    expect(() => fleet.synth()).toThrow('Run "npm run engine", which needs Go');
    return;
  }
  const files = synth(fleet);
  expect(releasesIn(files).map(({ spec }) => spec.values)).toEqual([{ cluster: 'EU-1' }]);
  expect([...files.values()].flat().map(({ kind }) => kind)).toContain('Cluster');
});
