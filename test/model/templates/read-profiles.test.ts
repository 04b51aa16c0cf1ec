import { formatProblem } from '../../../lib/model/problem-words';
import { readTemplates } from '../../../lib/model/templates/read-templates';

/** The profiles of a template with `annotations` and `items`, and its problems. */
function read(annotations: string, items = '') {
  const text = `apiVersion: capi.weave.works/v1alpha2
kind: CAPITemplate
metadata:
  name: docker
  annotations:
${annotations}spec:
  charts:
    items: [${items}]
`;
  const { templates, problems } = readTemplates(text, 'docker.yaml');
  return { profiles: templates[0]?.profiles ?? [], problems: problems.map(formatProblem) };
}

const annotation = (index: number | string, json: string) => `    capi.weave.works/profile-${index}: '${json}'\n`;
const RBAC = annotation(0, '{"name": "k8s-rbac-permissions", "version": "0.0.8", "values": "adminGroups: weaveworks"}');
const DNS = annotation(1, '{"name": "external-dns", "version": "0.0.7", "editable": true}');

test('three annotations are three required profiles, sorted by name', () => {
  const { profiles } = read(RBAC + DNS + annotation(2, '{"name": "cert-manager", "namespace": "cert-manager"}'));
  expect(profiles).toMatchObject([
    { name: 'cert-manager', namespace: 'cert-manager', required: true, editable: false, from: 'annotation' },
    { name: 'external-dns', version: '0.0.7', required: true, editable: true },
    { name: 'k8s-rbac-permissions', version: '0.0.8', required: true, values: { text: 'adminGroups: weaveworks' } },
  ]);
});

test('an item replaces the annotation of the same name, and is optional unless it says otherwise', () => {
  const { profiles } = read(RBAC + DNS, '{chart: external-dns, version: 0.0.8, editable: true}, {chart: constructor}');
  expect(profiles).toMatchObject([
    { name: 'constructor', required: false, editable: false, from: 'item' },
    { name: 'external-dns', version: '0.0.8', required: false, editable: true, from: 'item' },
    { name: 'k8s-rbac-permissions', required: true, from: 'annotation' },
  ]);
});

test('a template without profiles', () => {
  expect(read('    other: annotation\n')).toEqual({ profiles: [], problems: [] });
});

const JSON_REMEDY = 'correct it, as in {"name": "cert-manager", "version": "1.19.1"}';
test.each([
  ['a missing name', annotation(0, '{"version": "0.0.8"}'), 'docker.yaml:6:34: "name" of "capi.weave.works/profile-0" is missing; write it'], // prettier-ignore
  ['truncated JSON', annotation(0, '{"name": "mesh"'), `docker.yaml:6:49: "capi.weave.works/profile-0" is not JSON: it ends too early: "," or "}" is missing; ${JSON_REMEDY}`], // prettier-ignore
  ['a comma too many', annotation(0, '{"name": "mesh",}'), `docker.yaml:6:50: "capi.weave.works/profile-0" is not JSON: a name in double quotes is missing; ${JSON_REMEDY}`], // prettier-ignore
  ['broken JSON in a block', `    capi.weave.works/profile-0: |\n      {\n        "name": mesh\n      }\n`, `docker.yaml:8:17: "capi.weave.works/profile-0" is not JSON: a value is missing; ${JSON_REMEDY}`], // prettier-ignore
  ['broken JSON in double quotes', `    capi.weave.works/profile-0: "{\\"name\\": mesh}"\n`, `docker.yaml:6:45: "capi.weave.works/profile-0" is not JSON: a value is missing; ${JSON_REMEDY}`], // prettier-ignore
  ['a list', annotation(0, '[]'), `docker.yaml:6:33: "capi.weave.works/profile-0" is not a map; ${JSON_REMEDY}`],
  ['a field of items', annotation(0, '{"name": "mesh", "chart": "mesh"}'), '"chart" of "capi.weave.works/profile-0" is not known here; known are editable, name, namespace, required, values, version'], // prettier-ignore
  ['a number', annotation(0, '{"name": "mesh", "version": 1.10}'), 'docker.yaml:6:62: "version" of "capi.weave.works/profile-0" is the number 1.10; quote it: "1.10"'], // prettier-ignore
  ['one name twice', RBAC + RBAC.replace('-0:', '-9:'), 'docker.yaml:7:33: "capi.weave.works/profile-9" names "k8s-rbac-permissions" again; keep one annotation'], // prettier-ignore
  ['profiles-1', `    capi.weave.works/profiles-1: '{"name": "mesh"}'\n`, 'docker.yaml:6:34: "capi.weave.works/profiles-1" names no profile; did you mean "capi.weave.works/profile-1"?'], // prettier-ignore
  [
    'another group',
    `    templates.weave.works/profile-a: '{"name": "mesh"}'\n`,
    'did you mean "capi.weave.works/profile-a"?',
  ],
  ['no index', `    capi.weave.works/profile: '{"name": "mesh"}'\n`, 'did you mean "capi.weave.works/profile-0"?'],
])('fails for %s', (_, annotations, message) => {
  const { problems } = read(annotations);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(message);
});
