import { joinProblems } from '../../../lib/model/formats/field-reader';
import { parseProfileDefinition } from '../../../lib/model/formats/profile-definition';

const FILE = 'nginx/profile.yaml';
const parse = (text: string | Uint8Array) =>
  parseProfileDefinition(typeof text === 'string' ? Buffer.from(text) : text, FILE);
/** What is wrong, as a catalog says it of the whole file, each with its place. */
const faults = (text: string | Uint8Array) => {
  const result = parse(text);
  if ('definition' in result) return [];
  return result.problems.map(problem => {
    const { reason, location } = joinProblems([problem]);
    return `${location?.line}:${location?.column} ${reason}`;
  });
};

const NEWEST = `apiVersion: weave.works/v1alpha1
kind: ProfileDefinition
metadata:
  name: nginx
  annotations:
    example.com/team: web
spec:
  description: Profile for deploying nginx
  maintainer: weaveworks
  prerequisites:
    - kubernetes 1.19
  artifacts:
    - name: crds
      kustomize:
        path: ./crds/
    - name: server
      chart:
        url: https://charts.bitnami.com/bitnami
        name: nginx
        version: "8.9.1"
        defaultValues: |
          replicaCount: 3
      dependsOn:
        - name: crds
    - name: extras
      chart:
        path: charts/extras
    - name: logging
      profile:
        source:
          url: https://github.com/weaveworks/profiles-examples
          tag: logging/v0.1.0
`;

test('the newest generation', () => {
  expect(parse(NEWEST)).toEqual({
    definition: {
      name: 'nginx',
      description: 'Profile for deploying nginx',
      maintainer: 'weaveworks',
      prerequisites: ['kubernetes 1.19'],
      artifacts: [
        { name: 'crds', kind: 'kustomization' },
        { name: 'server', kind: 'chart' },
        { name: 'extras', kind: 'local-chart' },
        { name: 'logging', kind: 'profile' },
      ],
    },
  });
});

test.each([
  ['Profile of profiles.fluxcd.io', 'profiles.fluxcd.io/v1alpha1', 'Profile'],
  ['Profile of weave.works', 'weave.works/v1alpha1', 'Profile'],
  ['ProfileDefinition with kinds of artifacts', 'weave.works/v1alpha1', 'ProfileDefinition'],
])('%s', (_, apiVersion, kind) => {
  const text = `apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: foo}
spec:
  description: local nginx and web-app
  version: v0.0.2
  artifacts:
    - {name: bar, path: baz}
    - {name: nginx-server, path: charts/nginx, kind: HelmChart}
    - {name: web-app, path: kustomize/web-app, kind: Kustomize}
    - {name: remote, kind: HelmChart, chart: {helm_url: https://charts.example.com, helm_chart: a, helm_chart_version: 1.0.0}}
    - {name: nested, profile: {url: https://github.com/weaveworks/nginx-profile, branch: main, path: a/b}}
    - {name: tagged, kind: Profile, profile: {url: https://github.com/weaveworks/nginx-profile, version: a/v0.0.1}}
`;
  expect(parse(text)).toMatchObject({
    definition: {
      name: 'foo',
      artifacts: [
        { name: 'bar', kind: 'local-chart' },
        { name: 'nginx-server', kind: 'local-chart' },
        { name: 'web-app', kind: 'kustomization' },
        { name: 'remote', kind: 'chart' },
        { name: 'nested', kind: 'profile' },
        { name: 'tagged', kind: 'profile' },
      ],
    },
  });
});

test('a profile without artifacts, and with its name in the spec', () => {
  const text = 'apiVersion: weave.works/v1alpha1\nkind: ProfileDefinition\nmetadata: {}\nspec: {name: empty}\n';
  expect(parse(text)).toEqual({ definition: { name: 'empty', prerequisites: [], artifacts: [] } });
});

test.each([
  ['an empty file', '', ['1:1 it is empty (write a map)']],
  ['a list', '- a\n', ['1:1 it is a list (write a map)']],
  ['broken YAML', 'a: [\n', [expect.stringMatching(/^\d:\d /)]],
  ['two documents', '---\na: b\n---\na: b\n', [expect.stringContaining('several YAML documents')]],
  ['an unknown API version', NEWEST.replace('weave.works/v1alpha1', 'weave.works/v2'), [expect.stringContaining('1:13 "apiVersion" is "weave.works/v2"')]], // prettier-ignore
  [
    'another kind',
    NEWEST.replace('ProfileDefinition', 'HelmRelease'),
    [expect.stringContaining('2:7 "kind" is "HelmRelease"')],
  ],
  [
    'a kind of another API',
    NEWEST.replace('weave.works/', 'profiles.fluxcd.io/'),
    [expect.stringContaining('(write Profile)')],
  ],
  ['a name that Kubernetes does not take', NEWEST.replace('name: nginx\n  anno', 'name: Nginx Server\n  anno'), [expect.stringContaining('4:9 "name" is "Nginx Server"')]], // prettier-ignore
  ['no name', NEWEST.replace('  name: nginx\n', ''), ['4:3 "name" is missing (write it)']],
  ['two names', NEWEST.replace('  description:', '  name: apache\n  description:'), ['8:9 "name" is "apache", and "nginx" in "metadata" (make them one)']], // prettier-ignore
  [
    'an unknown field',
    NEWEST.replace('description:', 'descriptoin:'),
    [expect.stringContaining('8:16 "descriptoin" is not known here')],
  ],
  [
    'a field of a wrong type',
    NEWEST.replace('maintainer: weaveworks', 'maintainer: [a]'),
    ['9:15 "maintainer" is a list (write text)'],
  ],
  ['an artifact of an unknown kind', NEWEST.replace('kustomize:', 'kustomise:'), [expect.stringContaining('"kustomise" of an artifact is not known here'), expect.stringContaining('13:7 an artifact installs nothing')]], // prettier-ignore
  ['a path that leads out', NEWEST.replace('path: charts/extras', 'path: ../../etc'), ['27:15 "path" of "chart" is "../../etc": it leads out of its folder with ".." (name a folder of the profile)']], // prettier-ignore
  [
    'an absolute path',
    NEWEST.replace('./crds/', '/etc'),
    [expect.stringContaining('"path" of "kustomize" is "/etc": it is absolute')],
  ],
  [
    'a path into .git',
    NEWEST.replace('./crds/', '.git/hooks'),
    [expect.stringContaining('it leads into the data of git')],
  ],
  ['a chart in two places', NEWEST.replace('path: charts/extras', 'path: a\n        url: https://a'), [expect.stringContaining('"url" of "chart" is given beside "path"')]], // prettier-ignore
  ['a chart nowhere', NEWEST.replace('path: charts/extras', 'version: 1.0.0'), [expect.stringContaining('"url" of "chart" is missing'), expect.stringContaining('"name" of "chart" is missing')]], // prettier-ignore
  [
    'a version that is a number',
    NEWEST.replace('"8.9.1"', '8.10'),
    ['20:18 "version" of "chart" is the number 8.10 (quote it: "8.10")'],
  ],
  ['a dependency on no artifact', NEWEST.replace('- name: crds\n    - name: extras', '- name: crd\n    - name: extras'), [expect.stringContaining('"dependsOn" names "crd"')]], // prettier-ignore
  ['an artifact twice', NEWEST.replace('name: extras', 'name: server'), [expect.stringContaining('25:13 "name" of an artifact is "server" again')]], // prettier-ignore
  ['a field twice', NEWEST.replace('  maintainer:', '  maintainer: a\n  maintainer:'), [expect.stringContaining('"maintainer" is written twice')]], // prettier-ignore
])('fails for %s', (_, text, expected) => {
  expect(faults(text)).toEqual(expected);
});

test('fails for more than 1 MB, for what is not text, and for what is nested too deeply', () => {
  expect(faults(Buffer.alloc(1024 * 1024 + 1, 'a'))).toEqual(['1:1 it is larger than 1 MB (write less)']);
  expect(faults(Buffer.from([0x61, 0xff, 0xfe]))).toEqual(['1:1 it is not text in UTF-8 (write it again)']);
  expect(faults('['.repeat(500_000))).toEqual([expect.stringContaining('it is nested too deep')]);
});

test('aliases that expand without end are refused', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `  l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
  const bomb = `metadata:\n  l0: &l0 [a]\n${levels.join('\n')}\nspec:\n  prerequisites: *l30\n`;
  expect(faults(bomb)).toEqual([expect.stringContaining('its aliases expand to too many values')]);
});
