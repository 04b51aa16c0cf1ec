/**
 * `pctl catalog update --verify`: the lock file contains only signed versions, and a version that
 * cannot be checked is not accepted.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { type KeyPair, keyPair, signedBy } from '../../servers/cosign-signature';
import { DockerRegistry, hasDockerRegistry, LOGIN } from '../../servers/docker-registry';
import { ociChart } from '../../servers/oci-chart';
import { servePaging } from '../../sources/registry/registry-reading';
import { answering, INDEX, serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

// without docker-registry these are skipped, and counted as such
const describeRegistry = hasDockerRegistry ? describe : describe.skip;

const OURS = keyPair();
const CHART = 'charts/linkerd2';
const LOCK = 'catalogs/mesh.lock.yaml';

let cwd: string;
let env: Record<string, string>;
beforeEach(() => {
  cwd = temporaryFolder();
  env = { XDG_CACHE_HOME: temporaryFolder(), HOME: cwd, PATH: process.env.PATH! };
  mkdirSync(join(cwd, 'catalogs'));
});

const update = (...argv: string[]) => pctlIn(cwd, ['catalog', 'update', ...argv], env);
const lock = () => readFileSync(join(cwd, LOCK), 'utf8');
const versions = () => [...lock().matchAll(/version: (.*)/g)].map(([, version]) => version);

const DEFAULT = 'provider: cosign, secretRef: { name: cosign }';

function write(name: string, url: string, verify?: string): void {
  const spec = `spec:\n  url: ${url}\n${verify === undefined ? '' : `  verify: { ${verify} }\n`}`;
  const kind = url.startsWith('oci:') ? 'OCIRepository' : 'HelmRepository';
  const head = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
  writeFileSync(join(cwd, `catalogs/${name}.yaml`), head + spec);
}

function writeKey({ pem }: KeyPair): void {
  const data = `data:\n  cosign.pub: ${Buffer.from(pem).toString('base64')}\n`;
  writeFileSync(join(cwd, 'catalogs/key.yaml'), `apiVersion: v1\nkind: Secret\nmetadata:\n  name: cosign\n${data}`);
}

describeRegistry.each([
  ['without a login', false],
  ['with a login', true],
])('docker-registry %s', (_, withLogin) => {
  let registry: DockerRegistry;

  beforeAll(async () => {
    registry = await DockerRegistry.start(temporaryFolder(), { withLogin });
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
      const digest = await registry.push(CHART, ociChart({ version }));
      if (version !== '1.2.0') await registry.push(CHART, signedBy(digest, OURS));
    }
  });
  afterAll(() => registry.stop());
  beforeEach(() => {
    write('mesh', `oci://${registry.host}/${CHART}`, DEFAULT);
    writeKey(OURS);
    if (!withLogin) return;
    env.CDK8S_PROFILES_MESH_USERNAME = LOGIN.username;
    env.CDK8S_PROFILES_MESH_PASSWORD = LOGIN.password;
  });

  test('a signed version is added to the lock file, and an unsigned one is removed, though its digest is the same', async () => {
    expect((await update()).code).toBe(0);
    expect(versions()).toEqual(['1.2.0', '1.1.0', '1.0.0']);
    const { code, stdout, stderr } = await update('--verify');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: mesh: catalogs\/mesh.yaml:1:1: tag "1.2.0" of 127.0.0.1:\d+\/charts\/linkerd2 cannot be used: it is not signed: there is no tag sha256-[0-9a-f]{64}.sig in its repository; find out who pushed it, and sign it with "cosign sign --key" .*\nmesh: 1 vanished; catalogs\/mesh.lock.yaml written\n {2}vanished {2}linkerd2 1.2.0\n$/); // prettier-ignore
    expect(versions()).toEqual(['1.1.0', '1.0.0']);
  });

  test('with another key no version is offered', async () => {
    writeKey(keyPair());
    const { code, stderr } = await update('--verify');
    expect(code).toBe(1);
    expect(stderr.match(/none of the keys of Secret default\/cosign has signed it/g)).toHaveLength(2);
    expect(versions()).toEqual([]);
  });
});

describe('the output of --verify', () => {
  async function serveSigned() {
    const serving = await servePaging();
    const push = (version: string, description?: string) =>
      serving.registry.push(CHART, ociChart({ version, metadata: { description } }));
    const sign = (digest: string, key = OURS) => serving.registry.push(CHART, signedBy(digest, key));
    sign(push('1.0.0'));
    write('mesh', `oci://${serving.server.host}/${CHART}`, DEFAULT);
    writeKey(OURS);
    return { ...serving, push, sign };
  }

  test('all is signed: exit code 0, and with --verbose so it says, and for whom there was nothing to verify', async () => {
    await serveSigned();
    const server = await serve(answering(INDEX));
    write('platform', server.url);
    const { code, stderr } = await update('--verify', '--verbose');
    expect(code).toBe(0);
    expect(stderr).toContain('mesh: everything that it offers is signed\n');
    expect(stderr).toContain('platform: nothing to verify, because its manifest has no "spec.verify"\n');
    expect(await update('--verify', '--check')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'mesh: up to date, 1 profile in 1 version\nplatform: up to date, 2 profiles in 3 versions\n',
    });
  });

  test('a moved tag is refused if it is signed, and removed from the lock file if it is not', async () => {
    const { push, sign } = await serveSigned();
    await update('--verify');
    const before = lock();
    const moved = push('1.0.0', 'Other');
    sign(moved);
    const refused = await update('--verify');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('linkerd2 1.0.0 has another digest');
    expect(lock()).toBe(before);
    sign(moved, keyPair());
    expect((await update('--verify')).stderr).toContain('mesh: 1 vanished');
    expect(versions()).toEqual([]);
  });

  test.each([
    ['keyless', 'provider: cosign, matchOIDCIdentity: [{ issuer: a, subject: b }]', 'so that they are keyless'],
    ['notation', 'provider: notation, secretRef: { name: cosign }', 'they are of "notation"'],
    ['without a Secret next to it', 'provider: cosign, secretRef: { name: lost }', 'Secret default/lost is missing'],
  ])('fails for a source that is %s: its lock stays, all others are written', async (_, verify, reason) => {
    const { server, push } = await serveSigned();
    write('other', `oci://${server.host}/${CHART}`, verify);
    expect((await update()).code).toBe(0);
    const path = join(cwd, 'catalogs/other.lock.yaml');
    const before = readFileSync(path, 'utf8');
    const { length } = server.requests;
    push('1.1.0');
    const { code, stderr } = await update('--verify', 'other');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: other: catalogs\/other.yaml:1:1: signatures of OCIRepository default\/other cannot be read: .*\nerror: other: catalogs\/other.lock.yaml stays as it is\n$/); // prettier-ignore
    expect(stderr).toContain(reason);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(server.requests.length).toBe(length);
  });

  test('a new source whose signatures cannot be checked gets no lock file', async () => {
    const { server } = await serveSigned();
    write('other', `oci://${server.host}/${CHART}`, 'provider: notation');
    const { code, stderr } = await update('--verify');
    expect(code).toBe(1);
    expect(stderr).toContain('error: other: catalogs/other.lock.yaml is not written\n');
    expect(existsSync(join(cwd, 'catalogs/other.lock.yaml'))).toBe(false);
    expect(versions()).toEqual(['1.0.0']);
  });

  test('fails for a "verify" that is not a map, or does not name a Secret, with and without the flag', async () => {
    write('mesh', 'oci://registry.example.com/charts/linkerd2', 'secretRef: { name: --all }');
    expect((await update()).stderr).toContain('spec.verify.secretRef.name "--all" is not allowed');
    write('mesh', 'oci://registry.example.com/charts/linkerd2', 'provider: [cosign]');
    const { code, stderr } = await update('--verify');
    expect(code).toBe(1);
    expect(stderr).toContain('"provider" of OCIRepository default/mesh is a list; write text');
  });
});
