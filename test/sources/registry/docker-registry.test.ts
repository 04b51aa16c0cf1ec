/**
 * Charts in Debian's docker-registry, a registry in actual use.
 */
import { temporaryFolder } from '../../constructs/temporary-folder';
import { DockerRegistry, hasDockerRegistry, LOGIN } from '../../servers/docker-registry';
import { ociChart } from '../../servers/oci-chart';
import { readAll, registryAt, strangerOptions } from './registry-reading';

// without docker-registry these are skipped, and counted as such
const describeRegistry = hasDockerRegistry ? describe : describe.skip;

describeRegistry('a registry that lets everybody in', () => {
  let registry: DockerRegistry;
  let digest: string;

  beforeAll(async () => {
    registry = await DockerRegistry.start(temporaryFolder());
    const metadata = {
      description: 'Encrypts traffic',
      keywords: ['mesh'],
      kubeVersion: '>=1.25.0-0',
      maintainers: [{ name: 'Platform Team', email: 'platform@example.com' }],
      dependencies: [
        { name: 'linkerd-control-plane', version: '1.16.11', repository: 'https://helm.linkerd.io/stable' },
      ],
    };
    const annotations = {
      'weave.works/profile': 'mesh',
      'weave.works/layer': 'layer-2',
      'weave.works/category': 'Net',
    };
    digest = await registry.push('charts/linkerd2', ociChart({ version: '1.0.0', annotations, metadata }));
    await registry.push('charts/linkerd2', ociChart({ version: '1.1.0+b7' }));
    await registry.push('charts/linkerd2', { ...ociChart({ version: '1.1.0+b7' }), tag: 'latest' });
    await registry.push('charts/linkerd2', ociChart({ version: '0.9.0', annotations: {} }));
    await registry.push('charts/linkerd2', ociChart({ version: '2.0.0', configType: 'application/vnd.oci.image.config.v1+json' })); // prettier-ignore
    await registry.push('charts/flagger', ociChart({ name: 'flagger', version: '1.2.0' }));
    await registry.push('charts/team/deep', ociChart({ name: 'deep', version: '1.0.0' }));
    await registry.push('other/shop', ociChart({ name: 'shop', version: '1.0.0' }));
  });
  afterAll(() => registry.stop());

  test('the annotated versions of a chart are read, with everything in Chart.yaml', async () => {
    const { names, words, entries } = await readAll(registryAt(`oci://${registry.host}/charts/linkerd2`));
    expect({ names, words }).toEqual({ names: ['linkerd2 1.1.0+b7', 'mesh 1.0.0'], words: [] });
    expect(entries[1]).toEqual({
      name: 'mesh',
      version: '1.0.0',
      origin: { kind: 'chart', chart: 'linkerd2', digest },
      layer: 2,
      category: 'Net',
      description: 'Encrypts traffic',
      keywords: ['mesh'],
      maintainers: [{ name: 'Platform Team', email: 'platform@example.com', url: undefined }],
      prerequisites: [],
      kubeVersion: '>=1.25.0-0',
      dependencies: [
        { name: 'linkerd-control-plane', version: '1.16.11', repository: 'https://helm.linkerd.io/stable' },
      ],
      archiveUrl: undefined,
      location: undefined,
    });
  });

  test('every chart version is a profile if the source says so', async () => {
    const source = registryAt(`oci://${registry.host}/charts/linkerd2`, { profiles: 'all' });
    expect((await readAll(source)).names).toEqual(['linkerd2 1.1.0+b7', 'linkerd2 0.9.0', 'mesh 1.0.0']);
  });

  test('a folder of charts contains what is directly below its URL', async () => {
    const { names, words } = await readAll(registryAt(`oci://${registry.host}/charts`, { kind: 'HelmRepository' }));
    expect({ names, words }).toEqual({ names: ['flagger 1.2.0', 'linkerd2 1.1.0+b7', 'mesh 1.0.0'], words: [] });
  });

  test('reading again asks for digests only, and gives the same', async () => {
    const options = strangerOptions();
    const source = registryAt(`oci://${registry.host}/charts/linkerd2`);
    const first = await readAll(source, options);
    expect(first.isUnchanged).toBe(false);
    expect(await readAll(source, options)).toEqual({ ...first, isUnchanged: true });
  });

  test('a tag whose manifest was removed is not offered', async () => {
    const gone = await registry.push('charts/gone', ociChart({ name: 'gone', version: '1.0.0' }));
    await registry.remove('charts/gone', gone);
    const { names, words } = await readAll(registryAt(`oci://${registry.host}/charts/gone`));
    expect({ names, words }).toEqual({ names: [], words: [] });
  });

  test('fails for a repository that does not exist', async () => {
    const { words, isRead } = await readAll(registryAt(`oci://${registry.host}/charts/absent`));
    expect({ words, isRead }).toEqual({
      isRead: false,
      words: [
        `catalogs/mesh.yaml:1:1: OCIRepository default/mesh cannot be read: ${registry.host} has no repository charts/absent (404); check the URL`,
      ],
    });
  });
});

describeRegistry('a registry that asks for a login', () => {
  let registry: DockerRegistry;
  const env = { CDK8S_PROFILES_MESH_USERNAME: LOGIN.username, CDK8S_PROFILES_MESH_PASSWORD: LOGIN.password };

  beforeAll(async () => {
    registry = await DockerRegistry.start(temporaryFolder(), { withLogin: true });
    await registry.push('charts/linkerd2', ociChart({ version: '1.0.0' }));
  });
  afterAll(() => registry.stop());

  test('the login in the environment is accepted, for one chart and for a folder', async () => {
    const options = strangerOptions({ env });
    expect((await readAll(registryAt(`oci://${registry.host}/charts/linkerd2`), options)).names).toEqual(['linkerd2 1.0.0']); // prettier-ignore
    const folder = registryAt(`oci://${registry.host}/charts`, { kind: 'HelmRepository' });
    expect((await readAll(folder, options)).names).toEqual(['linkerd2 1.0.0']);
  });

  test('fails without a login, and for a wrong one, which is not shown', async () => {
    const source = registryAt(`oci://${registry.host}/charts/linkerd2`);
    expect((await readAll(source)).words).toEqual([
      `catalogs/mesh.yaml:1:1: OCIRepository default/mesh cannot be read: ${registry.host}/charts/linkerd2 asks for credentials; name a Secret in "secretRef", set CDK8S_PROFILES_MESH_USERNAME and CDK8S_PROFILES_MESH_PASSWORD or CDK8S_PROFILES_MESH_TOKEN, or log in with docker, podman or helm (401)`,
    ]);
    const wrong = strangerOptions({ env: { ...env, CDK8S_PROFILES_MESH_PASSWORD: 'swordfish' } });
    expect((await readAll(source, wrong)).words).toEqual([
      `catalogs/mesh.yaml:1:1: OCIRepository default/mesh cannot be read: ${registry.host}/charts/linkerd2 does not accept the credentials (401)`,
    ]);
  });
});
