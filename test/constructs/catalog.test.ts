import { Catalog, type CatalogEntry, Cluster, Fleet } from 'cdk8s-profiles';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf, releaseOf } from './emitted';
import { ENTRIES, platformCatalog, REPOSITORY } from './platform-catalog';
import { temporaryFolder } from './temporary-folder';

const INDEX = `apiVersion: v1
entries:
  linkerd2:
  - {name: linkerd2, version: 0.0.16, urls: [a.tgz], annotations: {weave.works/profile: linkerd2, weave.works/layer: layer-1}}
  podinfo:
  - {name: podinfo, version: 6.5.4, urls: [a.tgz]}
`;

function indexFile(text = INDEX): string {
  const file = join(temporaryFolder(), 'index.yaml');
  writeFileSync(file, text);
  return file;
}

function catalogOf(...entries: readonly Partial<CatalogEntry>[]): Catalog {
  const all = entries.map(entry => ({ ...ENTRIES[0], layer: undefined, ...entry }));
  return new Catalog(new Fleet(), 'platform', { entries: all, repository: REPOSITORY });
}

test.each([
  [undefined, '0.0.16'],
  ['*', '0.0.16'],
  ['~0.0.15', '0.0.16'],
  ['0.0.15', '0.0.15'],
  ['<0.0.16', '0.0.15'],
  ['>=0.0.1-0', '0.1.0-rc.1'],
  ['0.1.0-rc.1', '0.1.0-rc.1'],
])('linkerd2 in range %j is %s', (range, version) => {
  expect(platformCatalog(new Fleet()).profile('linkerd2', range).version).toBe(version);
});

test('a profile knows where it comes from', () => {
  const profile = catalogOf({
    name: 'weave-policy',
    origin: { kind: 'chart', chart: 'weave-policy-agent' },
    version: '2.0.0',
    layer: 1,
  }).profile('weave-policy');
  expect(profile).toMatchObject({ profileName: 'weave-policy', version: '2.0.0', catalogName: 'platform', layer: 1 });
  expect(profile.artifact).toMatchObject({ repository: REPOSITORY, chart: 'weave-policy-agent', version: '2.0.0' });
});

test('a name is found by the profile() of a subclass', () => {
  class StableCatalog extends Catalog {
    override profile(name: string) {
      return super.profile(name, '<0.0.16');
    }
  }
  const fleet = new Fleet();
  const catalog = new StableCatalog(fleet, 'platform', { entries: ENTRIES, repository: REPOSITORY });
  const cluster = new Cluster(fleet, 'production', { catalog });
  cluster.subscribe('linkerd2');
  expect(releaseOf(cluster, 'linkerd2').spec.chart?.spec.version).toBe('0.0.15');
});

test('the media type of a layer is copied from the catalog to the source for Flux', () => {
  const origin = { kind: 'chart', chart: 'flagger', layerType: 'application/tar+gzip' } as const;
  const fleet = new Fleet();
  const entries = [{ ...ENTRIES[0], name: 'flagger', version: '1.0.0', layer: undefined, origin }];
  const catalog = new Catalog(fleet, 'mesh', { entries, repository: 'oci://registry.example.com/charts' });
  const cluster = new Cluster(fleet, 'production', { catalog });
  cluster.subscribe('flagger');
  expect(cluster.toJson()).toContainEqual(
    expect.objectContaining({
      kind: 'OCIRepository',
      spec: expect.objectContaining({ layerSelector: { mediaType: 'application/tar+gzip', operation: 'copy' } }),
    }),
  );
});

test('names are sorted, regardless of the order of the entries', () => {
  const entries = [...ENTRIES].reverse();
  const catalog = new Catalog(new Fleet(), 'platform', { entries, repository: REPOSITORY });
  expect(catalog.profileNames).toEqual(platformCatalog(new Fleet()).profileNames);
  expect(catalog.profileNames.slice(0, 2)).toEqual(['cert-manager', 'external-secrets-store-config']);
});

test('a catalog may be empty', () => {
  const catalog = catalogOf();
  expect(catalog.profileNames).toEqual([]);
  expect(catalog.tryProfile('linkerd2')).toBeUndefined();
});

test.each(['constructor', 'toString', 'a_b', 'Team.1'])('%s is an ordinary name', name => {
  expect(catalogOf({ name: 'linkerd2' }).tryProfile(name)).toBeUndefined();
  expect(catalogOf({ name }).profile(name).profileName).toBe(name);
});

test('fails for a profile name of two charts, and says so where it is asked for', () => {
  const entries = ['agent', 'new-agent'].map((chart, i) => ({
    ...ENTRIES[0],
    name: 'agent',
    version: `1.0.${i}`,
    origin: { kind: 'chart', chart } as const,
  }));
  const fleet = new Fleet();
  const catalog = new Catalog(fleet, 'platform', { entries, repository: REPOSITORY });
  expect(() => catalog.profile('agent')).toThrow('have one profile name, "agent"');
  new Cluster(fleet, 'production', { catalog }).subscribe('agent');
  expect(fleet.problems.map(({ kind }) => kind)).toEqual(['shared-profile-name']);
});

test('fails to find a profile, and names the nearest', () => {
  const [problem] = problemsOf(() => platformCatalog(new Fleet()).profile('linkerd'));
  expect(problem).toMatchObject({ kind: 'unknown-profile', profile: 'linkerd', nearest: ['linkerd2'] });
});

test('fails to find a version, and names the nearest', () => {
  const [problem] = problemsOf(() => platformCatalog(new Fleet()).profile('linkerd2', '^1.0.0'));
  expect(problem).toMatchObject({ kind: 'no-matching-version', profile: 'linkerd2', range: '^1.0.0' });
  expect(problem).toHaveProperty('nearest', expect.arrayContaining(['0.0.16']));
});

test('what a caller changes in a profile changes it for nobody else', () => {
  const catalog = platformCatalog(new Fleet());
  const before = structuredClone(catalog.profile('linkerd2'));
  const changed = catalog.profile('linkerd2') as { layer?: number; artifact: { version: string } };
  changed.layer = 9;
  changed.artifact.version = '9.9.9';
  expect(catalog.profile('linkerd2')).toEqual(before);
  expect(catalog.tryProfile('linkerd2')).toEqual(before);
});

test('tryProfile returns undefined', () => {
  const catalog = platformCatalog(new Fleet());
  expect(catalog.tryProfile('linkerd')).toBeUndefined();
  expect(catalog.tryProfile('linkerd2', '^1.0.0')).toBeUndefined();
  expect(catalog.tryProfile('linkerd2')?.version).toBe('0.0.16');
});

describe('fromFile', () => {
  test('reads the annotated charts of a Helm index', () => {
    const catalog = Catalog.fromFile(new Fleet(), 'platform', indexFile(), { repository: `${REPOSITORY}/` });
    expect(catalog.profileNames).toEqual(['linkerd2']);
    expect(catalog.profile('linkerd2')).toMatchObject({ layer: 1, artifact: { repository: REPOSITORY } });
  });

  test('reads every chart on request', () => {
    const options = { repository: REPOSITORY, everyVersion: true };
    const catalog = Catalog.fromFile(new Fleet(), 'platform', indexFile(), options);
    expect(catalog.profileNames).toEqual(['linkerd2', 'podinfo']);
    expect(catalog.profile('podinfo').layer).toBeUndefined();
  });

  test('fails at synthesis if the file is missing, and reports it once', () => {
    const fleet = new Fleet({ outdir: temporaryFolder() });
    const catalog = Catalog.fromFile(fleet, 'platform', 'catalogs/missing.yaml', { repository: REPOSITORY });
    new Cluster(fleet, 'production', { catalog }).subscribe('linkerd2');
    expect(problemsOf(() => fleet.synth())).toMatchObject([
      { kind: 'unreadable-file', file: 'catalogs/missing.yaml', path: 'platform' },
    ]);
  });

  test('fails to find a profile in a missing file', () => {
    const catalog = Catalog.fromFile(new Fleet(), 'platform', 'catalogs/missing.yaml', { repository: REPOSITORY });
    expect(problemsOf(() => catalog.profile('linkerd2'))).toMatchObject([{ kind: 'unreadable-file' }]);
  });

  test('fails at synthesis without the URL of the repository', () => {
    const fleet = new Fleet({ outdir: temporaryFolder() });
    const file = indexFile();
    Catalog.fromFile(fleet, 'platform', file);
    expect(problemsOf(() => fleet.synth())).toEqual([{ kind: 'missing-repository', file, path: 'platform' }]);
  });

  test('fails for an entry that it cannot read, with its line', () => {
    const fleet = new Fleet({ outdir: temporaryFolder() });
    const file = indexFile(INDEX.replace('layer-1', 'layer-one'));
    Catalog.fromFile(fleet, 'platform', file, { repository: REPOSITORY });
    const [problem] = problemsOf(() => fleet.synth());
    expect(problem.location).toMatchObject({ file, line: 4 });
  });
});

test.each(['ftp://charts.example.com', 'charts.example.com', 'https://charts.example.com?token=1'])(
  'fails for repository %s',
  repository => {
    const fleet = new Fleet({ outdir: temporaryFolder() });
    new Catalog(fleet, 'platform', { entries: ENTRIES, repository });
    expect(problemsOf(() => fleet.synth())).toMatchObject([{ kind: 'invalid-url', value: repository }]);
  },
);

test('fails for a password in the URL, and does not print it', () => {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  new Catalog(fleet, 'platform', { entries: ENTRIES, repository: 'https://robot:secret@charts.example.com' });
  expect(() => fleet.synth()).toThrow('it contains a user or a password');
  expect(() => fleet.synth()).not.toThrow('secret@');
});
