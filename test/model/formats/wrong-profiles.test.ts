/**
 * What is wrong in a `profile.yaml`.
 */
import Ajv from 'ajv';
import { parse as parseYaml } from 'yaml';
import { formatProfileDefinition } from '../../../lib/model/formats/profile-definition';
import { PROFILE_SCHEMA } from '../../../lib/model/formats/profile-schema';
import { faults, NEWEST, PARAMETERS } from './nginx-profile';

test('everything that is wrong, at once', () => {
  const text = NEWEST.replace('maintainer:', 'maintainr:')
    .replace('metadata:', 'metadata:\n  title: Nginx')
    .replace('tag: logging/v0.1.0', 'tag: logging/v0.1.0\n          branch: main')
    .replace('version: "8.9.1"', 'version: "8.x"')
    .replace('path: charts/extras', 'path: charts/extras\n      kustomize:\n        path: a');
  expect(faults(text)).toEqual([
    '4:10 "title" is not known here (known are name, annotations)',
    '10:14 "maintainr" is not known here (did you mean "maintainer"? known are description, maintainer, prerequisites, artifacts)',
    '21:18 "version" of "chart" is "8.x", which is not exact (write it in full, as in "1.2.0")',
    '26:7 an artifact has chart and kustomize (write exactly one of chart, kustomize, profile)',
    '36:19 "branch" of "source" and "tag" are both given (keep one of them)',
  ]);
});

test('what artifacts wait for goes in no circle, each of which is named once', () => {
  const artifacts = ['a b', 'b c', 'c a', 'd a', 'e e', 'f g', 'g f f'].map(line => {
    const [name, ...dependsOn] = line.split(' ');
    return { name, dependsOn: dependsOn.map(name => ({ name })), kustomize: { path: name } };
  });
  const text = formatProfileDefinition({ name: 'circles', prerequisites: [], artifacts });
  expect(faults(text).map(line => line.replace(/^\S+ /, ''))).toEqual([
    '"dependsOn" of "e" names itself (drop it)',
    '"dependsOn" goes in a circle: a -> b -> c -> a (drop one of these dependencies)',
    '"dependsOn" goes in a circle: f -> g -> f (drop one of these dependencies)',
  ]);
});

test('1,000 artifacts in a chain are read, and closed to a circle they are one problem', () => {
  const chain = (last?: string) =>
    Array.from({ length: 1000 }, (_, i) => ({
      name: `a-${i}`,
      ...(i > 0 ? { dependsOn: [{ name: `a-${i - 1}` }] } : last && { dependsOn: [{ name: last }] }),
      kustomize: { path: `a-${i}` },
    }));
  const textOf = (last?: string) =>
    formatProfileDefinition({ name: 'long', prerequisites: [], artifacts: chain(last) });
  expect(faults(textOf())).toEqual([]);
  expect(faults(textOf('a-999'))).toEqual([expect.stringContaining('goes in a circle: a-0 -> a-999 -> a-998')]);
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
  ['a name that no profile can have', NEWEST.replace('name: nginx\n  anno', 'name: Nginx Server\n  anno'), [expect.stringContaining('4:9 "name" is "Nginx Server"')]], // prettier-ignore
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
  ['no artifacts', NEWEST.slice(0, NEWEST.indexOf('  artifacts:')), ['8:3 "artifacts" is missing (write at least one, which the profile installs)']], // prettier-ignore
  ['an empty list of artifacts', `${NEWEST.slice(0, NEWEST.indexOf('  artifacts:'))}  artifacts: []\n`, ['12:14 "artifacts" is empty (write at least one, which the profile installs)']], // prettier-ignore
  ['a layer that is none', NEWEST.replace('example.com/team: web', 'weave.works/layer: top'), ['6:24 "weave.works/layer" of "annotations" is "top" (write a whole number from 0, as in "layer-2")']], // prettier-ignore
  ['a repository of charts without its scheme', NEWEST.replace('https://charts.bitnami', 'charts.bitnami'), [expect.stringContaining('18:14 "url" of "chart" is "charts.bitnami.com/bitnami" (write it in full')]], // prettier-ignore
  ['a repository of profiles without its scheme', NEWEST.replace('https://github.com', 'github.com'), [expect.stringContaining('"url" of "source" is "github.com/weaveworks/profiles-examples" (write it in full')]], // prettier-ignore
  ['a password in a URL', NEWEST.replace('https://github.com', 'https://me:secret@github.com'), [expect.stringContaining('"url" of "source" is "https://***@github.com/weaveworks/profiles-examples"')]], // prettier-ignore
  ['a tag and a path', NEWEST.replace('tag: logging/v0.1.0', 'tag: v0.1.0\n          path: logging'), [expect.stringContaining('"path" of "source" and "tag" are both given')]], // prettier-ignore
  ['a tag that publishes nothing', NEWEST.replace('tag: logging/v0.1.0', 'tag: latest'), [expect.stringContaining('"tag" of "source" is "latest", which publishes no profile')]], // prettier-ignore
  ['a branch that git does not take', NEWEST.replace('tag: logging/v0.1.0', 'branch: "--upload-pack=x"'), [expect.stringContaining('"branch" of "source" is "--upload-pack=x"')]], // prettier-ignore
  ['a chart without its version', NEWEST.replace('        version: "8.9.1"\n', ''), ['18:9 "version" of "chart" is missing (write it in full, as in "1.2.0")']], // prettier-ignore
  ['default values that are no map', NEWEST.replace('replicaCount: 3', '- 3'), [expect.stringContaining('"defaultValues" of "chart" is a list (write a map of Helm values)')]], // prettier-ignore
  ['a name that objects cannot have', NEWEST.replace('name: extras', 'name: My Extras'), [expect.stringContaining('25:13 "name" of an artifact is "My Extras"')]], // prettier-ignore
  ['a parameter without targets', PARAMETERS.replace(/ {12}targets:\n +- kind: Ingress\n.*\n/, ''), [expect.stringContaining('"targets" of a parameter is missing')]], // prettier-ignore
  ['a pointer that is none', PARAMETERS.replace('/metadata', 'metadata'), [expect.stringContaining('"path" of a target is "metadata/annotations/example.com~1hosts" (write a JSON pointer')]], // prettier-ignore
  ['a parameter twice', PARAMETERS.replace('name: hosts', 'name: replicas'), [expect.stringContaining('"name" of a parameter is "replicas" again')]], // prettier-ignore
  ['a default that is a map', PARAMETERS.replace('default: 2', 'default: {a: 1}'), [expect.stringContaining('"default" of a parameter is a map')]], // prettier-ignore
  ['a chart in two places', NEWEST.replace('path: charts/extras', 'path: a\n        url: https://a'), [expect.stringContaining('"url" of "chart" and "path" are both given')]], // prettier-ignore
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
  expect(faults(Buffer.from([0x61, 0xff, 0xfe]))).toEqual(['1:1 it is not text in UTF-8 (line 1) (write it again)']);
  expect(faults('['.repeat(500_000))).toEqual([expect.stringContaining('it is nested too deep')]);
});

test('aliases that expand without end are refused', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `  l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
  const bomb = `metadata:\n  l0: &l0 [a]\n${levels.join('\n')}\nspec:\n  prerequisites: *l30\n`;
  expect(faults(bomb)).toEqual([expect.stringContaining('its aliases expand to too many values')]);
});

test('the schema for editors takes what is read, and nothing that is refused', () => {
  const validate = new Ajv({ strictTypes: false, strictRequired: false }).compile(PROFILE_SCHEMA);
  const isValid = (text: string) => validate(parseYaml(text));
  expect([NEWEST, PARAMETERS].map(isValid)).toEqual([true, true]);
  const refused = [
    NEWEST.replace('maintainer:', 'maintainr:'),
    NEWEST.replace('kustomize:', 'kustomise:'),
    NEWEST.replace('path: charts/extras', 'path: charts/extras\n        url: https://a'),
    NEWEST.replace('tag: logging/v0.1.0', 'tag: v0.1.0\n          branch: main'),
    NEWEST.replace('path: charts/extras', 'path: charts/extras\n      kustomize:\n        path: a'),
    NEWEST.slice(0, NEWEST.indexOf('  artifacts:')),
    PARAMETERS.replace('/metadata', 'metadata'),
  ];
  expect(refused.map(isValid)).toEqual(refused.map(() => false));
  expect(refused.map(text => faults(text).length > 0)).toEqual(refused.map(() => true));
});
