/**
 * A catalog of charts in a registry from `catalog add` to the manifests: everything works as for a
 * Helm repository.
 */
import { Catalog, Cluster, Fleet } from 'cdk8s-profiles';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { DockerRegistry, hasDockerRegistry, LOGIN } from '../../servers/docker-registry';
import { ociChart } from '../../servers/oci-chart';
import { cwd, env, pctl, lockOf } from './catalogs-folder';

// without docker-registry these are skipped, and counted as such
const describeRegistry = hasDockerRegistry ? describe : describe.skip;

describeRegistry.each([
  ['without a login', false],
  ['with a login', true],
])('docker-registry %s', (_, withLogin) => {
  let registry: DockerRegistry;
  const digests: string[] = [];

  beforeAll(async () => {
    registry = await DockerRegistry.start(temporaryFolder(), { withLogin });
    const files = {
      'values.yaml': 'replicas: 1\n',
      'values.schema.json': '{"type": "object", "properties": {"replicas": {"type": "integer"}}}',
    };
    const metadata = { description: 'Encrypts traffic' };
    for (const version of ['1.0.0', '1.1.0+b7']) {
      digests.push(await registry.push('charts/linkerd2', ociChart({ version, files, metadata })));
    }
    await registry.push('charts/flagger', ociChart({ name: 'flagger', version: '0.2.0' }));
  });
  afterAll(() => registry.stop());
  beforeEach(() => {
    if (!withLogin) return;
    env.CDK8S_PROFILES_MESH_USERNAME = LOGIN.username;
    env.CDK8S_PROFILES_MESH_PASSWORD = LOGIN.password;
  });

  test('it is added, updated, searched and shown', async () => {
    await pctl('catalog', 'add', 'mesh', `oci://${registry.host}/charts/linkerd2`);
    expect(await pctl('catalog', 'update')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'mesh: new, 1 profile in 2 versions; catalogs/mesh.lock.yaml written\n',
    });
    expect(lockOf('mesh')).toBe(`# Written by "pctl catalog update". Commit it, and change nothing by hand.
apiVersion: cdk8s-profiles/v1
kind: CatalogLock
entries:
  linkerd2:
    - description: Encrypts traffic
      layer: 1
      origin:
        chart: linkerd2
        digest: ${digests[1]}
        kind: chart
      version: 1.1.0+b7
    - description: Encrypts traffic
      layer: 1
      origin:
        chart: linkerd2
        digest: ${digests[0]}
        kind: chart
      version: 1.0.0
source:
  kind: OCIRepository
  name: mesh
  namespace: flux-system
  url: oci://${registry.host}/charts
`);
    expect((await pctl('catalog', 'update', '--check')).stderr).toBe('mesh: up to date, 1 profile in 2 versions\n');
    expect((await pctl('search', 'traffic', '-o', 'name')).stdout).toBe('mesh/linkerd2\n');
    const shown = (await pctl('show', 'linkerd2@1.0.0')).stdout;
    expect(shown).toContain(`Origin:         chart linkerd2\n                ${digests[0]}\n`);
    expect(shown).toContain(`URL:            oci://${registry.host}/charts\n`);
    const listed = JSON.parse((await pctl('catalog', 'list', '-o', 'json')).stdout);
    expect(listed.catalogs).toMatchObject([
      { kind: 'OCIRepository', url: `oci://${registry.host}/charts/linkerd2`, state: 'locked', versions: 2 },
    ]);
  });

  test('a folder of charts is one catalog', async () => {
    await pctl('catalog', 'add', 'mesh', `oci://${registry.host}/charts`, '--folder');
    expect((await pctl('catalog', 'update')).stderr).toMatch(/^mesh: new, 2 profiles in 3 versions; /);
    expect((await pctl('search', '-o', 'name')).stdout).toBe('mesh/flagger\nmesh/linkerd2\n');
  });

  test('types and schemas come from its charts, and values are checked at synthesis', async () => {
    await pctl('catalog', 'add', 'mesh', `oci://${registry.host}/charts`, '--folder');
    expect((await pctl('catalog', 'update', '--types')).code).toBe(0);
    const types = fs.readFileSync(join(cwd, 'catalogs/mesh.profiles.ts'), 'utf8');
    expect(types).toContain("linkerd2: { newest: '1.1.0+b7'; older: '1.0.0'; values: Linkerd2Values };");
    expect(types).toContain('replicas?: number');
    const fleet = new Fleet({ outdir: temporaryFolder() });
    const catalog = Catalog.fromFile(fleet, 'mesh', join(cwd, 'catalogs/mesh.lock.yaml'));
    new Cluster(fleet, 'production', { catalog }).subscribe('linkerd2', { values: { replicas: 'three' } });
    expect(() => fleet.synth()).toThrow('replicas');
  });

  test('a program with its lock file writes the chart by tag and digest, which is listed, and outdated', async () => {
    await pctl('catalog', 'add', 'mesh', `oci://${registry.host}/charts/linkerd2`);
    await pctl('catalog', 'update');
    const outdir = join(cwd, 'dist');
    const fleet = new Fleet({ outdir });
    const catalog = Catalog.fromFile(fleet, 'mesh', join(cwd, 'catalogs/mesh.lock.yaml'));
    const production = new Cluster(fleet, 'production', { catalog });
    production.subscribe('linkerd2', { version: '1.0.0' });
    production.subscribe('linkerd2', { id: 'newest', subscriptionName: 'newest', releaseName: 'newest' });
    fleet.synth();
    const objects = Object.values(filesIn(outdir)).map(text => parseDocument(text).toJS());
    const sources = objects.filter(({ kind }) => kind === 'OCIRepository').map(({ spec }) => spec);
    const spec = { url: `oci://${registry.host}/charts/linkerd2`, interval: '10m' };
    expect(sources).toHaveLength(2);
    expect(sources).toContainEqual(expect.objectContaining({ ...spec, ref: { tag: '1.0.0', digest: digests[0] } }));
    expect(sources).toContainEqual(expect.objectContaining({ ...spec, ref: { tag: '1.1.0_b7', digest: digests[1] } }));
    expect((await pctl('list', '-o', 'name')).stdout).toContain('linkerd2');
    const { code, stdout } = await pctl('outdated', '-o', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      releases: [{ profile: 'linkerd2', current: '1.0.0', latest: '1.1.0+b7' }],
    });
  });
});
