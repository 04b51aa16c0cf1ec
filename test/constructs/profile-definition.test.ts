import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Artifact, Profile, type ProfileProps } from 'cdk8s-profiles';
import { problemsOf } from './emitted';
import { temporaryFolder } from './temporary-folder';

const crds = Artifact.kustomization('crds', {
  path: 'crds',
  parameters: [{ name: 'group', targets: [{ kind: 'CustomResourceDefinition', path: '/spec/group' }] }],
});
const cache = Artifact.helmChart('cache', {
  repository: 'https://charts.example.com',
  chart: 'redis',
  version: '14.6.1',
  defaultValues: { replicas: 1, image: { tag: '1.10' } },
  dependsOn: [crds],
});
const server = Artifact.localChart('server', { path: 'charts/server', dependsOn: [crds, cache] });
const base = Artifact.profile('base', { url: 'https://git.example.com/profiles', tag: 'base/v1.0.0' });
const next = Artifact.profile('next', { url: 'https://git.example.com/profiles', path: 'next' });

const PROPS: ProfileProps = {
  profileName: 'web',
  description: 'Serves pages',
  maintainer: 'platform team',
  prerequisites: ['kubernetes 1.29'],
  layer: 2,
  category: 'Web',
  artifacts: [crds, cache, server, base, next],
};

test('a profile is written as profile.yaml, in any order of its props', () => {
  const text = new Profile(PROPS).toYaml();
  expect(new Profile(Object.fromEntries(Object.entries(PROPS).reverse()) as unknown as ProfileProps).toYaml()).toBe(
    text,
  );
  expect(text).toBe(`# yaml-language-server: $schema=https://unpkg.com/cdk8s-profiles/docs/profile.schema.json
apiVersion: weave.works/v1alpha1
kind: ProfileDefinition
metadata:
  annotations:
    weave.works/category: Web
    weave.works/layer: layer-2
  name: web
spec:
  artifacts:
    - kustomize:
        parameters:
          - name: group
            targets:
              - kind: CustomResourceDefinition
                path: /spec/group
        path: crds
      name: crds
    - chart:
        defaultValues: |
          image:
            tag: "1.10"
          replicas: 1
        name: redis
        url: https://charts.example.com
        version: 14.6.1
      dependsOn:
        - name: crds
      name: cache
    - chart:
        path: charts/server
      dependsOn:
        - name: crds
        - name: cache
      name: server
    - name: base
      profile:
        source:
          tag: base/v1.0.0
          url: https://git.example.com/profiles
    - name: next
      profile:
        source:
          branch: main
          path: next
          url: https://git.example.com/profiles
  description: Serves pages
  maintainer: platform team
  prerequisites:
    - kubernetes 1.29
`);
});

test('what is written is read back as the same, and an older generation is brought up to date', () => {
  const file = join(temporaryFolder(), 'profile.yaml');
  writeFileSync(file, new Profile(PROPS).toYaml());
  const read = Profile.fromFile(file);
  expect(read.toDefinition()).toEqual(new Profile(PROPS).toDefinition());
  expect(read.toYaml()).toBe(new Profile(PROPS).toYaml());
  const old =
    'apiVersion: profiles.fluxcd.io/v1alpha1\nkind: Profile\nmetadata: {name: web}\nspec:\n  artifacts:\n    - {name: a, path: b, kind: Kustomize}\n';
  writeFileSync(file, old);
  expect(Profile.fromFile(file).toYaml()).toContain('kind: ProfileDefinition');
  expect(Profile.fromFile(file).toDefinition()).toMatchObject({
    name: 'web',
    artifacts: [{ name: 'a', kustomize: { path: 'b' } }],
  });
});

test('annotations of a chart, with and without layer and category', () => {
  expect(new Profile(PROPS).toChartAnnotations()).toEqual({
    'weave.works/profile': 'web',
    'weave.works/category': 'Web',
    'weave.works/layer': 'layer-2',
  });
  expect(new Profile({ profileName: 'web', artifacts: [crds] }).toChartAnnotations()).toEqual({
    'weave.works/profile': 'web',
  });
});

test('fails for everything that is wrong, at once, without lines of a text that nobody wrote', () => {
  const broken = Artifact.localChart('Server', { path: '../server' });
  const problems = problemsOf(() => new Profile({ profileName: 'Web Server', artifacts: [broken, crds, crds] }));
  expect(problems.map(({ kind, location }) => [kind, location])).toEqual(Array(4).fill(['invalid-props', undefined]));
  expect(problemsOf(() => new Profile({ profileName: 'web', artifacts: [] }))).toHaveLength(1);
});

test('fails for a file that is not there, and for one that is wrong, by its lines', () => {
  expect(problemsOf(() => Profile.fromFile('absent.yaml'))).toMatchObject([{ kind: 'unreadable-file' }]);
  const file = join(temporaryFolder(), 'profile.yaml');
  writeFileSync(file, 'kind: Profile\n');
  expect(problemsOf(() => Profile.fromFile(file)).length).toBeGreaterThan(1);
  expect(problemsOf(() => Profile.fromFile(file))[0]).toMatchObject({ location: { file } });
});
