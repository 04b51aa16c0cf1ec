import { formatProblem } from '../../../lib/model/problem-words';
import { mayContainTemplates, readTemplates } from '../../../lib/model/templates/read-templates';

const HEAD = `apiVersion: capi.weave.works/v1alpha2
kind: CAPITemplate
metadata:
  name: docker
`;
const RESOURCES = `  resourcetemplates:
  - content:
    - apiVersion: cluster.x-k8s.io/v1beta2
      kind: Cluster
      metadata: {name: "\${CLUSTER_NAME}"}
`;

/** The template in `text`; fails if there are problems. */
function read(text: string) {
  const { templates, problems } = readTemplates(text, 'docker.yaml');
  expect(problems.map(formatProblem)).toEqual([]);
  return templates[0];
}

function problemsOf(text: string): string[] {
  const { templates, problems } = readTemplates(text, 'docker.yaml');
  expect(templates).toEqual([]);
  return problems.map(formatProblem);
}

test('a template of each part, with its defaults', () => {
  const template = read(`${HEAD}  namespace: default
  annotations: {templates.weave.works/delimiters: "$[[,]]", capi.weave.works/display-name: Docker}
  labels: {weave.works/template-type: cluster}
spec:
  description: A cluster in containers
  renderType: templating
  params:
  - {name: CLUSTER_NAME, description: Its name}
  - {name: WORKERS, options: ["1", "3"], default: "1", required: false, editable: false}
  resourcetemplates:
  - path: clusters/$[[ .params.CLUSTER_NAME ]].yaml
    content:
    - {apiVersion: cluster.x-k8s.io/v1beta2, kind: Cluster, spec: {paused: false, replicas: 3, name: "$[[ .params.CLUSTER_NAME ]]"}}
  - raw: |
      kind: Secret
  charts:
    helmRepositoryTemplate: {path: repositories.yaml}
    items:
    - {chart: flagger, layer: layer-2, targetNamespace: flagger, version: 1.0.0, required: true, editable: true, values: {a: 1}, template: {path: p.yaml, content: {spec: {interval: 1m}}}}
`);
  expect(template).toMatchObject({
    kind: 'CAPITemplate',
    apiVersion: 'capi.weave.works/v1alpha2',
    name: 'docker',
    namespace: 'default',
    displayName: 'Docker',
    description: 'A cluster in containers',
    renderType: 'templating',
    options: { delimiters: ['$[[', ']]'], addCommonBases: true, injectPruneAnnotation: true },
    params: [
      { name: 'CLUSTER_NAME', description: 'Its name', options: [], required: true, editable: true },
      { name: 'WORKERS', options: ['1', '3'], default: '1', required: false, editable: false },
    ],
    resources: [
      {
        path: { text: 'clusters/$[[ .params.CLUSTER_NAME ]].yaml' },
        content: [
          { object: { kind: 'Cluster', spec: { paused: false, replicas: 3, name: '$[[ .params.CLUSTER_NAME ]]' } } },
        ],
      },
      { raw: { text: 'kind: Secret\n' }, content: [] },
    ],
    helmRepositoryPath: { text: 'repositories.yaml' },
  });
  expect(template.profiles).toMatchObject([
    { name: 'flagger', version: '1.0.0', namespace: 'flagger', layer: 2, required: true, editable: true, from: 'item', values: { text: 'a: 1\n' }, path: { text: 'p.yaml' }, helmRelease: { object: { spec: { interval: '1m' } } } }, // prettier-ignore
  ]);
});

test('the form of v1alpha1, in which each resource template is an object, and all of them are one file', () => {
  const objects = `- {apiVersion: v1, kind: Cluster, metadata: {name: a}}\n  - {apiVersion: v1, kind: DockerCluster}\n`;
  const text = `${HEAD.replace('v1alpha2', 'v1alpha1')}spec:\n  resourcetemplates:\n  ${objects}`;
  expect(read(text).resources).toMatchObject([
    { content: [{ object: { kind: 'Cluster' } }, { object: { kind: 'DockerCluster' } }] },
  ]);
  expect(problemsOf(text.replace('v1alpha1', 'v1alpha2'))[0]).toBe(
    'docker.yaml:7:5: a resource template is an object, as in v1alpha1; put it in a list in its field "content"',
  );
});

test('GitOpsTemplates have no bases, and no annotation against pruning, unless they ask for them', () => {
  const text = HEAD.replace('CAPITemplate', 'GitOpsTemplate').replace('capi.', 'templates.');
  expect(read(`${text}spec: {}\n`).options).toMatchObject({ addCommonBases: false, injectPruneAnnotation: false });
  const asked = `${text}  annotations: {templates.weave.works/add-common-bases: "true"}\nspec: {}\n`;
  expect(read(asked).options).toMatchObject({ addCommonBases: true, injectPruneAnnotation: false });
});

test('other objects are skipped, and templates of a list are read', () => {
  const text = `kind: ConfigMap\n---\n---\n${HEAD}spec:\n${RESOURCES}---\nkind: List\nitems:\n- ${HEAD.replaceAll('\n', '\n  ')}spec: {}\n`;
  const { templates, problems } = readTemplates(text.replaceAll('\n', '\r\n'), 'a.yaml');
  expect([templates.map(({ name, at }) => [name, at.line]), problems]).toEqual([[['docker', 4], ['docker', 17]], []]); // prettier-ignore
  expect(readTemplates('', 'a.yaml')).toEqual({ templates: [], problems: [] });
  expect([mayContainTemplates(text), mayContainTemplates('kind: ConfigMap')]).toEqual([true, false]);
});

test.each([
  ['an unknown field', `spec:\n  resourceTemplates: []\n`, 'docker.yaml:6:22: "resourceTemplates" is not known here; did you mean "resourcetemplates"? known are charts, description, params, renderType, resourcetemplates'], // prettier-ignore
  ['contents', `spec:\n  resourcetemplates:\n  - contents:\n    - {apiVersion: v1, kind: A}\n`, 'docker.yaml:8:5: "contents" of a resource template is not known here; did you mean "content"? known are content, path, raw'], // prettier-ignore
  ['content and raw', `spec:\n  resourcetemplates:\n  - raw: a\n    content: [{apiVersion: v1, kind: A}]\n`, 'docker.yaml:7:5: a resource template has both content and raw; keep one of them'], // prettier-ignore
  ['neither', `spec:\n  resourcetemplates:\n  - path: a\n`, 'docker.yaml:7:5: a resource template has no content; write a list of objects in "content", or a text in "raw"'], // prettier-ignore
  ['an object without a kind', `spec:\n  resourcetemplates:\n  - content: [{apiVersion: v1}]\n`, 'docker.yaml:7:15: "kind" of an object is missing; write it, as in any object of Kubernetes'], // prettier-ignore
  ['name for chart', `spec:\n  charts:\n    items:\n    - {name: flagger}\n`, 'docker.yaml:8:14: "name" of an item of charts is not known here; did you mean "chart"?'], // prettier-ignore
  ['a chart twice', `spec: {charts: {items: [{chart: a}, {chart: a}]}}\n`, 'docker.yaml:5:37: chart "a" is listed again; list it once'], // prettier-ignore
  ['a layer', `spec: {charts: {items: [{chart: a, layer: first}]}}\n`, 'docker.yaml:5:43: "layer" of chart "a" is "first"; write a whole number from 0, as in "layer-2"'], // prettier-ignore
  [
    'renderType',
    `spec: {renderType: jinja}\n`,
    'docker.yaml:5:20: "renderType" is "jinja"; write envsubst or templating',
  ],
  ['a parameter twice', `spec: {params: [{name: A}, {name: A}]}\n`, 'docker.yaml:5:28: parameter "A" is declared again; declare it once'], // prettier-ignore
  ['a name that cannot be written', `spec: {params: [{name: cluster-name}]}\n`, 'docker.yaml:5:24: "name" of a parameter is "cluster-name"; use letters, digits and "_", beginning with a letter, as in CLUSTER_NAME'], // prettier-ignore
  ['a default outside of options', `spec: {params: [{name: A, default: b, options: [c, d]}]}\n`, 'docker.yaml:5:36: "default" of parameter "A" is "b"; write one of its options: c, d'], // prettier-ignore
  ['a number among options', `spec: {params: [{name: A, options: [1]}]}\n`, 'docker.yaml:5:37: "options" of parameter "A" is the number 1; quote it: "1"'], // prettier-ignore
  ['delimiters', `  annotations: {templates.weave.works/delimiters: "{{"}\nspec: {}\n`, 'docker.yaml:5:51: "templates.weave.works/delimiters" is "{{"; write two delimiters with a comma between them, as in "${{,}}"'], // prettier-ignore
  ['the plural of the documentation', `  annotations: {templates.weave.works/inject-prune-annotations: "true"}\nspec: {}\n`, 'docker.yaml:5:65: "templates.weave.works/inject-prune-annotations" is not known; did you mean "templates.weave.works/inject-prune-annotation"?'], // prettier-ignore
  ['a switch', `  annotations: {templates.weave.works/add-common-bases: "yes"}\nspec: {}\n`, 'docker.yaml:5:57: "templates.weave.works/add-common-bases" is "yes"; write "true" or "false"'], // prettier-ignore
  ['braces without quotes', `spec:\n  description: {{ .params.A }}\n`, `docker.yaml:6:17: not readable as YAML: a key is a map or a list; quote a value that begins with "{{", as in '{{ .params.CLUSTER_NAME }}'`], // prettier-ignore
  ['no spec', ``, 'docker.yaml:1:1: "spec" is missing; write it'],
])('fails for %s', (_, rest, message) => {
  expect(problemsOf(HEAD + rest)).toContain(message);
});

test.each([
  ['a near kind', 'kind: CapiTemplate', 'docker.yaml:2:7: "kind" is "CapiTemplate"; did you mean "CAPITemplate"?'],
  ['another version', 'apiVersion: capi.weave.works/v1', 'docker.yaml:1:13: "apiVersion" of a CAPITemplate is "capi.weave.works/v1"; write capi.weave.works/v1alpha2 or capi.weave.works/v1alpha1'], // prettier-ignore
  [
    'a name',
    '  name: Docker Cluster',
    'docker.yaml:4:9: "name" is "Docker Cluster"; use at most 253 lower-case letters',
  ],
])('fails for %s', (_, line, message) => {
  const key = line.split(':')[0];
  const text = HEAD.replace(new RegExp(`^${key}:.*$`, 'm'), line);
  expect(problemsOf(`${text}spec: {}\n`)[0]).toContain(message);
});
