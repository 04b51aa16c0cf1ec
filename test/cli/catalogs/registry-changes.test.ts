/**
 * What an update of a lock does when the charts of a registry have changed.
 */
import { ociChart } from '../../servers/oci-chart';
import { servePaging } from '../../sources/registry/registry-reading';
import { pctl, lockOf } from './catalogs-folder';

describe('changes in a registry', () => {
  async function serveChart(options: Parameters<typeof servePaging>[0] = {}) {
    const serving = await servePaging(options);
    const push = (version: string, description?: string) =>
      serving.registry.push('charts/linkerd2', ociChart({ version, metadata: { description } }));
    const before = push('1.0.0');
    await pctl('catalog', 'add', 'mesh', `oci://${serving.server.host}/charts/linkerd2`);
    await pctl('catalog', 'update', '--quiet');
    return { ...serving, push, before };
  }

  test('a moved tag is refused until it is accepted', async () => {
    const { push, before } = await serveChart();
    const text = lockOf('mesh');
    const after = push('1.0.0', 'Other');
    push('1.1.0');
    const { code, stderr } = await pctl('catalog', 'update');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`error: mesh: linkerd2 1.0.0 has another digest: was ${before}, is ${after} now`),
    });
    expect(lockOf('mesh')).toBe(text);
    expect((await pctl('catalog', 'update', '--accept-changed')).code).toBe(0);
    expect(lockOf('mesh')).toContain(after);
    expect(lockOf('mesh')).toContain('1.1.0');
  });

  test('a new tag is added, and a removed one vanishes', async () => {
    const { push, registry } = await serveChart();
    push('1.1.0');
    registry.repositories.get('charts/linkerd2')!.delete('1.0.0');
    expect((await pctl('catalog', 'update')).stderr).toBe(
      'mesh: 1 added, 1 vanished; catalogs/mesh.lock.yaml written\n  added     linkerd2 1.1.0\n  vanished  linkerd2 1.0.0\n',
    );
  });

  test('a tag that cannot be read is one problem, and stays unchanged in the lock file', async () => {
    let isLying = false;
    const { push, before, server } = await serveChart({
      intercept: ({ method, url }, response) => {
        if (!isLying || method !== 'HEAD' || !url!.endsWith('/1.0.0')) return false;
        response.writeHead(200, { 'docker-content-digest': 'sha256:\u001b[31mno'.replace('\u001b', '') }).end();
        return true;
      },
    });
    isLying = true;
    push('1.1.0');
    const { code, stderr } = await pctl('catalog', 'update');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error: mesh: catalogs/mesh.yaml:1:1: tag "1.0.0" of ${server.host}/charts/linkerd2 cannot be used: the digest of its manifest, "sha256:[31mno", is not a SHA-256 digest
mesh: 1 added; catalogs/mesh.lock.yaml written
  added     linkerd2 1.1.0
`,
    });
    expect(lockOf('mesh')).toContain(before);
  });

  test('a registry that cannot be reached keeps its lock file', async () => {
    let isGone = false;
    const { server } = await serveChart({ intercept: (_, response) => isGone && !!response.writeHead(404).end() });
    const text = lockOf('mesh');
    isGone = true;
    const { code, stderr } = await pctl('catalog', 'update');
    expect(code).toBe(1);
    expect(stderr).toContain(`${server.host} has no repository charts/linkerd2 (404); check the URL`);
    expect(lockOf('mesh')).toBe(text);
  });
});
