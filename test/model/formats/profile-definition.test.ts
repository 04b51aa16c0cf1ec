import { type FoundProfile, toEntry } from '../../../lib/sources/git/git-profiles';
import { formatProfileDefinition } from '../../../lib/model/formats/profile-definition';
import { PROFILE_SCHEMA_URL } from '../../../lib/model/formats/profile-schema';
import { parse, NGINX, NEWEST, PARAMETERS } from './nginx-profile';

test('the newest generation', () => {
  expect(parse(NEWEST)).toEqual({
    definition: {
      name: 'nginx',
      description: 'Profile for deploying nginx',
      maintainer: 'weaveworks',
      prerequisites: ['kubernetes 1.19'],
      artifacts: [
        { name: 'crds', kustomize: { path: './crds/' } },
        {
          name: 'server',
          dependsOn: [{ name: 'crds' }],
          chart: {
            url: 'https://charts.bitnami.com/bitnami',
            name: 'nginx',
            version: '8.9.1',
            defaultValues: 'replicaCount: 3\n',
          },
        },
        { name: 'extras', chart: { path: 'charts/extras' } },
        {
          name: 'logging',
          profile: {
            source: { url: 'https://github.com/weaveworks/profiles-examples', tag: 'logging/v0.1.0' },
          },
        },
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
        { name: 'bar', chart: { path: 'baz' } },
        { name: 'nginx-server', chart: { path: 'charts/nginx' } },
        { name: 'web-app', kustomize: { path: 'kustomize/web-app' } },
        { name: 'remote', chart: { url: 'https://charts.example.com', name: 'a', version: '1.0.0' } },
        { name: 'nested', profile: { source: { ...NGINX, branch: 'main', path: 'a/b' } } },
        { name: 'tagged', profile: { source: { ...NGINX, tag: 'a/v0.0.1' } } },
      ],
    },
  });
});

test('what a profile depends on is read and written, and is in the entry of a catalog', () => {
  const text = NEWEST.replace('example.com/team: web', 'cdk8s-profiles/depends-on: cert-manager, linkerd2');
  const result = parse(text);
  const definition = 'definition' in result ? result.definition : undefined;
  expect(definition).toMatchObject({ dependsOn: ['cert-manager', 'linkerd2'] });
  expect(formatProfileDefinition(definition!)).toContain('cdk8s-profiles/depends-on: cert-manager,linkerd2\n');
  const tag = { name: 'nginx/v1.0.0', folder: 'nginx', version: '1.0.0', commit: 'c0ffee' };
  const { dependencies } = toEntry('https://git.example.com/profiles', {
    tag,
    definition: definition!,
  } as FoundProfile);
  expect(dependencies).toEqual([{ name: 'cert-manager' }, { name: 'linkerd2' }]);
});

test('a name in the spec, a layer and a category', () => {
  const text = NEWEST.replace('  name: nginx\n', '')
    .replace('    example.com/team: web\n', '    weave.works/layer: layer-2\n    weave.works/category: Ingress\n')
    .replace('spec:\n', 'spec:\n  name: nginx\n');
  expect(parse(text)).toMatchObject({ definition: { name: 'nginx', layer: 2, category: 'Ingress' } });
});

test.each([
  ['main, when there is neither tag nor branch', {}, { branch: 'main' }],
  ['the root, when the path leads there', { branch: 'next', path: './' }, { branch: 'next' }],
  ['a folder of main', { path: 'nginx' }, { branch: 'main', path: 'nginx' }],
  ['a tag, and then no branch', { tag: 'nginx/v1.0.0' }, { tag: 'nginx/v1.0.0' }],
])('a nested profile is at %s', (_, source, expected) => {
  const artifact = { name: 'nested', profile: { source: { ...NGINX, ...source } } };
  const result = parse(formatProfileDefinition({ name: 'a', prerequisites: [], artifacts: [artifact] }));
  expect(result).toMatchObject({ definition: { artifacts: [{ profile: { source: { ...NGINX, ...expected } } }] } });
  expect(Object.keys(expected)).toEqual(
    Object.keys('definition' in result ? result.definition.artifacts[0].profile!.source : {}).slice(1),
  );
});

test('what is written is read back, and is the same in bytes', () => {
  const result = parse(NEWEST);
  if (!('definition' in result)) throw new Error('not read');
  const text = formatProfileDefinition({ ...result.definition, layer: 0, category: 'Ingress' });
  expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${PROFILE_SCHEMA_URL}`);
  const again = parse(text);
  expect(again).toEqual({ definition: { ...result.definition, layer: 0, category: 'Ingress' } });
  expect('definition' in again && formatProfileDefinition(again.definition)).toBe(text);
});

test('parameters of manifests', () => {
  expect(parse(PARAMETERS)).toMatchObject({
    definition: {
      artifacts: [
        {
          kustomize: {
            parameters: [
              {
                name: 'replicas',
                description: 'Pods',
                default: 2,
                targets: [{ kind: 'Deployment', group: 'apps', name: 'web', path: '/spec/replicas' }],
              },
              { name: 'hosts', default: ['a.example.com', true], targets: [{ kind: 'Ingress' }] },
            ],
          },
        },
        {},
        {},
        {},
      ],
    },
  });
});
