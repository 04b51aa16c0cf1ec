/**
 * Values and parameters of profiles of several artifacts.
 */
import { Cluster, Profile, type ProfileArtifact } from 'cdk8s-profiles';
import { objectsOf, problemsOf, releaseOf } from '../emitted';
import {
  CRDS,
  CACHE,
  SERVER,
  nested,
  production,
  fleet,
  catalogOf,
  subscribe,
  innerOf,
  wordsOf,
} from './profile-of-artifacts';

test('values: the default ones, those of fleet and cluster, of the subscription, of the artifact, the nearest wins', () => {
  const cluster = new Cluster(fleet, 'staging', {
    defaults: { values: { mode: 'cluster', level: 'cluster', replicas: 2 } },
  });
  subscribe(
    [CACHE, SERVER, nested('base', [CACHE])],
    {
      values: { level: 'subscription', replicas: 3 },
      artifactValues: { cache: { replicas: 4 }, 'base/cache': [{ replicas: 5 }, { extra: null }] },
    },
    'c0',
    cluster,
  );
  const values = Object.fromEntries(
    objectsOf(cluster, 'HelmRelease').map(({ metadata, spec }) => [
      metadata.name.replace(/-[0-9a-f]{8}$/, ''),
      spec.values,
    ]),
  );
  expect(values).toEqual({
    'web-cache': { mode: 'cluster', level: 'subscription', replicas: 4 },
    'web-server': { mode: 'cluster', level: 'subscription', replicas: 3 },
    'web-base-cache': { mode: 'cluster', level: 'subscription', replicas: 5, extra: null },
  });
});

test('the default values of a profile come below values from objects too', () => {
  subscribe([CACHE], { valuesFrom: [{ kind: 'ConfigMap', name: 'mine' }], values: { replicas: 3 } });
  const { spec } = releaseOf(production, 'web-cache');
  const [own] = objectsOf(production, 'ConfigMap') as unknown as [
    { metadata: { name: string }; data: Record<string, string> },
  ];
  expect(own.data['values.yaml']).toBe('mode: small\nreplicas: 1\n');
  expect(spec.valuesFrom).toEqual([
    { kind: 'ConfigMap', name: own.metadata.name },
    { kind: 'ConfigMap', name: 'mine' },
  ]);
  expect(spec.values).toEqual({ replicas: 3 });
});

const PARAMETERS: ProfileArtifact = {
  name: 'pods',
  kustomize: {
    path: 'pods',
    parameters: [
      { name: 'replicas', default: 2, targets: [{ kind: 'Deployment', name: 'web', path: '/spec/replicas' }] },
      {
        name: 'image',
        targets: [
          { kind: 'Deployment', group: 'apps', path: '/spec/template/spec/containers/0/image' },
          { kind: 'CronJob', path: '/spec/image' },
        ],
      },
      { name: 'third', targets: [{ kind: 'Deployment', path: '/spec/args/0' }] },
    ],
  },
};

test('parameters of manifests are patches; of two values the nearest wins, and a default holds without any', () => {
  subscribe([PARAMETERS, SERVER], {
    values: { image: 'a', replicas: 1, other: true },
    artifactValues: { pods: { image: 'b', third: 'c' } },
  });
  expect(innerOf('web-pods').patches).toEqual([
    { patch: '[{"op":"add","path":"/spec/replicas","value":1}]', target: { kind: 'Deployment', name: 'web' } },
    {
      patch: '[{"op":"add","path":"/spec/template/spec/containers/0/image","value":"b"}]',
      target: { kind: 'Deployment', group: 'apps' },
    },
    { patch: '[{"op":"add","path":"/spec/image","value":"b"}]', target: { kind: 'CronJob' } },
    { patch: '[{"op":"replace","path":"/spec/args/0","value":"c"}]', target: { kind: 'Deployment' } },
  ]);
  const other = new Cluster(fleet, 'other', { manifestDefaults: { patches: [{ patch: 'x' }] } });
  subscribe([PARAMETERS], {}, 'c0', other);
  expect(innerOf('web-pods', other).patches).toEqual([
    { patch: 'x' },
    { patch: '[{"op":"add","path":"/spec/replicas","value":2}]', target: { kind: 'Deployment', name: 'web' } },
  ]);
});

test('fails for values of what is not there, each with a suggestion', () => {
  subscribe([PARAMETERS, CRDS, nested('base', [CRDS])], {
    values: { replica: 1 },
    artifactValues: { pod: {}, base: {}, pods: { imag: 'x' }, crds: { a: 1 } },
    releaseName: 'web',
  });
  expect(wordsOf(() => production.toJson()).sort()).toEqual([
    'a: artifact "crds" has no such parameter; it has none, so drop the value',
    'artifactValues names "base", which is not an artifact of profile "web"; did you mean "base/crds"?; they are: pods, crds, base/crds',
    'artifactValues names "pod", which is not an artifact of profile "web"; did you mean "pods"?; they are: pods, crds, base/crds',
    'imag: artifact "pods" has no such parameter; did you mean "image"?; they are: replicas, image, third',
    'releaseName is for one chart, and this profile has artifacts; drop it',
    'replica: profile "web" has no such parameter; did you mean "replicas"?; they are: replicas, image, third',
  ]);
});

test('fails for artifactValues of one chart, and for a profile of which the catalog says too little', () => {
  const chart = Profile.fromHelmChart({ repository: 'https://charts.example.com', chart: 'vault', version: '1.0.0' });
  production.subscribe(chart, { artifactValues: { a: {} } });
  production.subscribe('web', { catalog: catalogOf(undefined) });
  expect(problemsOf(() => production.toJson()).map(({ kind, path }) => [kind, path])).toEqual([
    ['invalid-props', 'production/vault'],
    ['git-profile', 'production/web'],
  ]);
});
