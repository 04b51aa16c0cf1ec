import type { Problem } from '../../../lib/model/problem';
import { formatProblem } from '../../../lib/model/problem-words';
import { chooseValues } from '../../../lib/model/templates/choose-values';
import { findParameters } from '../../../lib/model/templates/find-parameters';
import { readTemplates } from '../../../lib/model/templates/read-templates';
import { renderTemplate } from '../../../lib/model/templates/render-template';
import { ENVSUBST } from '../../../lib/model/templates/template-language';

const HEAD = 'apiVersion: capi.weave.works/v1alpha2\nkind: CAPITemplate\nmetadata:\n  name: docker\n';
const CLUSTER = '{apiVersion: cluster.x-k8s.io/v1beta2, kind: Cluster, metadata: {name: "${CLUSTER_NAME}"}}';

function readTemplate(rest: string) {
  const { templates, problems } = readTemplates(HEAD + rest, 'docker.yaml');
  expect(problems.map(formatProblem)).toEqual([]);
  return templates[0];
}

/** Parameters, values, the rendered template, and all problems. */
function render(rest: string, given: Record<string, string> = {}, previous?: Record<string, string>) {
  const template = readTemplate(rest);
  const { parameters, problems: unread } = findParameters(template, ENVSUBST);
  const chosen = chooseValues(parameters, { template: 'docker', given: new Map(Object.entries(given)), ...(previous && { previous: new Map(Object.entries(previous)) }) }); // prettier-ignore
  const problems: Problem[] = [];
  const rendered = renderTemplate(template, { language: ENVSUBST, values: chosen.values, problems });
  const all = unread.length > 0 ? unread : [...chosen.problems, ...problems];
  return { parameters, rendered, problems: all.map(formatProblem), values: chosen.values };
}

const resources = (...objects: string[]) => `spec:\n  resourcetemplates:\n  - content:\n${objects.map(object => `    - ${object}\n`).join('')}`; // prettier-ignore

test('parameters are those that are declared, in their order, then the others of all texts by name', () => {
  const { parameters } =
    render(`  annotations: {capi.weave.works/profile-0: '{"name": "prometheus", "values": "a: \${TEST_PARAMETER}"}'}
spec:
  params: [{name: NAMESPACE}, {name: CLUSTER_NAME}, {name: UNUSED}]
  charts:
    helmRepositoryTemplate: {path: "\${HELM_REPO_PATH}/helmrepo.yaml"}
    items:
    - {chart: flagger, values: {a: "\${TEST_VALUE:-1}"}, template: {content: {spec: {interval: "\${INTERVAL}"}}, path: "\${TEST_PATH}"}}
  resourcetemplates:
  - path: clusters/\${SPECIAL}.yaml
    content: [${CLUSTER}]
  - raw: "\${constructor}"
`);
  expect(parameters.map(({ name, isDeclared, isUsed }) => [name, isDeclared, isUsed])).toEqual([
    ['NAMESPACE', true, false],
    ['CLUSTER_NAME', true, true],
    ['UNUSED', true, false],
    ...['HELM_REPO_PATH', 'INTERVAL', 'SPECIAL', 'TEST_PARAMETER', 'TEST_PATH', 'TEST_VALUE', 'constructor'].map(name => [name, false, true]), // prettier-ignore
  ]);
  const at = (name: string) => parameters.find(parameter => parameter.name === name)!.at;
  expect([at('SPECIAL'), at('CLUSTER_NAME')]).toMatchObject([{ line: 13, column: 20 }, { line: 7, column: 31 }]); // prettier-ignore
});

test('a template becomes files of objects, in which numbers are numbers, and texts that are written as they are', () => {
  const machines = '{apiVersion: v1, kind: MachinePool, metadata: {name: "${CLUSTER_NAME}"}, spec: {replicas: "${N}", paused: false}}'; // prettier-ignore
  const { rendered, problems } = render(
    `spec:\n  resourcetemplates:\n  - path: ./clusters/\${CLUSTER_NAME}/capi.yaml\n    content:\n    - ${CLUSTER}\n    - ${machines}\n  - raw: "# \${CLUSTER_NAME}\\n"\n`, // prettier-ignore
    { CLUSTER_NAME: 'testing', N: '5' },
  );
  expect(problems).toEqual([]);
  expect(rendered.files).toEqual([
    {
      path: 'clusters/testing/capi.yaml',
      objects: [
        { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', metadata: { name: 'testing' } },
        { apiVersion: 'v1', kind: 'MachinePool', metadata: { name: 'testing', annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } }, spec: { replicas: 5, paused: false } }, // prettier-ignore
      ],
    },
    { objects: [], raw: '# testing\n' },
  ]);
});

test('values, the HelmRelease and the paths of profiles are filled in', () => {
  const { rendered } = render(
    `  annotations: {capi.weave.works/profile-0: '{"name": "mesh", "values": "a: \${CLUSTER_NAME}\\nb: \${N}"}'}
spec:
  charts:
    helmRepositoryTemplate: {path: "\${CLUSTER_NAME}/repository.yaml"}
    items: [{chart: flagger, values: {a: ["\${N}"]}, template: {content: {spec: {interval: "\${N}m"}}, path: "\${CLUSTER_NAME}/flagger.yaml"}}]
`,
    { CLUSTER_NAME: 'testing', N: '5' },
  );
  expect(rendered).toMatchObject({
    helmRepositoryPath: 'testing/repository.yaml',
    profiles: [
      { name: 'flagger', values: { a: [5] }, helmRelease: { spec: { interval: '5m' } }, path: 'testing/flagger.yaml' },
      { name: 'mesh', values: { a: 'testing', b: 5 } },
    ],
  });
});

test('a template without resources', () => {
  expect(render('spec: {}\n')).toEqual({ parameters: [], problems: [], rendered: { files: [], profiles: [] }, values: new Map() }); // prettier-ignore
});

test('values are the given ones, then the previous ones, then defaults; an empty one counts as not given', () => {
  const params = 'spec: {params: [{name: A, default: a}, {name: B, default: b}, {name: C, required: false}]}\n';
  expect([...render(params, { A: 'x', B: '' }).values]).toEqual([['A', 'x'], ['B', 'b'], ['C', '']]); // prettier-ignore
  expect([...render(params, {}, { A: 'y', C: 'z' }).values]).toEqual([['A', 'y'], ['B', 'b'], ['C', 'z']]); // prettier-ignore
});

test('fails for all wrong values at once', () => {
  const params = `spec:
  params:
  - {name: A, options: [one, two]}
  - {name: B}
  - {name: C, default: fixed, editable: false}
  - {name: D, editable: false, required: false}
  - {name: E, options: ["1"], required: false}
`;
  const given = { A: 'three', C: 'changed', D: 'new', CLUSTERNAME: 'x', RESOURCE_NAME: 'x' };
  expect(render(params, given, { D: 'old' }).problems).toEqual([
    'parameter "CLUSTERNAME" of template "docker" is not in the template. Correct the name, or leave it out',
    'docker.yaml:7:5: parameter "A" of template "docker" is "three". Give one of one, two',
    'docker.yaml:8:5: parameter "B" of template "docker" has no value. Give one',
    'docker.yaml:9:5: parameter "C" of template "docker" is "changed", and may not be changed. Leave it out, or give "fixed"', // prettier-ignore
    'docker.yaml:10:5: parameter "D" of template "docker" is "new", and may not be changed. Leave it out, or give "old"', // prettier-ignore
  ]);
  expect(render(resources(CLUSTER)).problems).toContain(
    'docker.yaml:8:81: parameter "CLUSTER_NAME" of template "docker" has no value, and is not declared. Give one, or declare it with required: false', // prettier-ignore
  );
});

const HINT = '; if the text "${" is meant, write "$${"';
test.each([
  ['an open brace', CLUSTER.replace('}"', '"'), `docker.yaml:8:79: the template cannot be rendered: the brace is not closed${HINT}`], // prettier-ignore
  ['an open brace in a path', '{apiVersion: v1, kind: A}\n    path: "a/${A"', `docker.yaml:9:14: the template cannot be rendered: the brace is not closed${HINT}`], // prettier-ignore
  ['a name that is not valid', CLUSTER.replace('}"', '}_"'), 'docker.yaml:8:7: name of the rendered Cluster "x_" is not allowed: use at most 253'], // prettier-ignore
  ['no name', '{apiVersion: v1, kind: Cluster}', 'docker.yaml:8:7: name of the rendered Cluster "" is not allowed'],
  ['YAML that is not valid', '{apiVersion: v1, kind: Cluster, metadata: {name: "${A:-[}"}}', 'docker.yaml:8:7: the template cannot be rendered: the result is not readable as YAML, near "name: ["'], // prettier-ignore
  ['annotations that are not text', '{apiVersion: v1, kind: A, metadata: {name: a, annotations: {b: "${A:-true}"}}}', 'docker.yaml:8:7: the template cannot be rendered: the result has annotations that are not text'], // prettier-ignore
  ['a path outside of the folder', '{apiVersion: v1, kind: A, metadata: {name: a}}\n    path: "${A:-..}/a.yaml"', 'docker.yaml:9:11: the template cannot be rendered: the result is the path "../a.yaml", which is not inside the folder'], // prettier-ignore
])('fails for %s', (_, object, message) => {
  const { problems } = render(resources(object), { CLUSTER_NAME: 'x' });
  expect(problems[0]).toContain(message);
  expect(problems).toHaveLength(1);
});
