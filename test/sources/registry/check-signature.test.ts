/**
 * Signatures of charts in registries: which are valid, and what is wrong with the others.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadOptions, RegistrySource } from '../../../lib/sources/reading/catalog-source';
import { keyPair, signedBy } from '../../servers/cosign-signature';
import { ociChart } from '../../servers/oci-chart';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { readAll, strangerOptions } from './registry-reading';
import { repositoryAt } from '../serve';
import { readSource } from '../../../lib/sources/read-source';
import { formatProblem } from '../../../lib/model/problem-words';
import { CHART, OURS, THEIRS, VERIFY, secretOf, keysOf, serveChart, GOOD } from './signed-chart';

test.each(['P-256', 'P-384', 'rsa', 'ed25519'] as const)('a signature by a key of %s is valid', async kind => {
  const key = keyPair(kind);
  const { read } = await serveChart(digest => signedBy(digest, key));
  expect(await read(keysOf(key))).toEqual(GOOD);
  expect((await read(keysOf(OURS))).names).toEqual([]);
});

test('a key in PKCS #1 format is read, and text before it is skipped', async () => {
  const key = keyPair('rsa');
  const { read } = await serveChart(digest => signedBy(digest, key));
  const pem = key.publicKey.export({ type: 'pkcs1', format: 'pem' }) as string;
  expect(await read(secretOf({ 'cosign.pub': `Platform Team\n${pem}` }))).toEqual(GOOD);
});

test('one of the keys, and one of the signatures, is enough', async () => {
  const { read } = await serveChart(digest => signedBy(digest, THEIRS, keyPair(), OURS));
  expect(await read(keysOf(keyPair(), OURS))).toEqual(GOOD);
});

test('only keys that end in .pub count', async () => {
  const { read } = await serveChart(digest => signedBy(digest, THEIRS));
  expect((await read(secretOf({ 'cosign.pub': OURS.pem, 'old.pem': THEIRS.pem }))).names).toEqual([]);
});

test('keys that are not next to the source come from the cluster, if it has them', async () => {
  const { read } = await serveChart(digest => signedBy(digest, OURS));
  const folder = temporaryFolder();
  const secret = JSON.stringify({ data: { 'cosign.pub': btoa(OURS.pem) } });
  const kubectlThat = (script: string) =>
    writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const more = () => ({ verify: true, kubeconfig: 'config', secrets: new Map(), env: { PATH: `${folder}:/bin` } });
  kubectlThat(`echo '${secret}'`);
  expect(await read(more())).toEqual(GOOD);
  kubectlThat(`echo 'Error from server (NotFound): secrets "cosign" not found' >&2; exit 1`);
  expect((await read(more())).words).toEqual([expect.stringContaining('signatures of OCIRepository default/mesh cannot be read: Secret default/cosign is missing and the cluster has none')]); // prettier-ignore
});

test('without --verify neither signatures nor keys are requested', async () => {
  const { read, asked } = await serveChart(() => undefined);
  expect(await read({})).toEqual(GOOD);
  expect(asked().filter(line => line.includes('.sig'))).toEqual([]);
});

test('a source without "verify" is read as usual', async () => {
  const { read, asked } = await serveChart(() => undefined);
  expect(await read({ verify: true }, { verify: undefined })).toEqual(GOOD);
  expect(asked().filter(line => line.includes('.sig'))).toEqual([]);
});

test('what was verified costs one more request the next time, and is verified again', async () => {
  const { source, registry, digest, server } = await serveChart(given => signedBy(given, OURS));
  const options = strangerOptions(keysOf(OURS));
  await readAll(source, options);
  const before = server.requests.length;
  expect(await readAll(source, options)).toMatchObject({ names: ['linkerd2 1.0.0'], isUnchanged: true });
  expect(server.requests.slice(before).map(({ method }) => method)).toEqual(['GET', 'HEAD', 'HEAD']);
  registry.push(CHART, signedBy(digest, THEIRS));
  expect((await readAll(source, options)).names).toEqual([]);
});

test('signatures of a folder of charts are checked, each in its own repository', async () => {
  const { registry, server, read } = await serveChart(digest => signedBy(digest, OURS));
  const flagger = registry.push('charts/flagger', ociChart({ name: 'flagger', version: '1.0.0' }));
  registry.push(CHART, signedBy(flagger, OURS));
  const folder = { kind: 'HelmRepository', url: `oci://${server.host}/charts` } as const;
  const { names, words } = await read(undefined, folder);
  expect(names).toEqual(['linkerd2 1.0.0']);
  expect(words).toEqual([expect.stringMatching(/tag "1.0.0" of .*\/charts\/flagger cannot be used: it is not signed: there is no tag/)]); // prettier-ignore
});

describe('fails for a source whose signatures cannot be checked, and reads nothing of it:', () => {
  const instead = 'which Flux checks and pctl does not; update this source by its name, without "--verify"';

  test.each<[string, Partial<RegistrySource>, Partial<ReadOptions>, string]>([
    ['notation', { verify: { provider: 'notation', secretName: 'x' } }, {}, `they are of "notation", ${instead}`],
    [
      'keyless',
      { verify: { provider: 'cosign' } },
      {},
      `"spec.verify" names no "secretRef" with public keys, so that they are keyless, ${instead}`,
    ],
    [
      'no Secret',
      {},
      { secrets: new Map() },
      'Secret default/cosign is missing; put its manifest next to the source, or give a kubeconfig to read it from the cluster',
    ],
    [
      'no key in it',
      {},
      secretOf({ 'cosign.key': OURS.pem }),
      'Secret default/cosign has no key that ends in ".pub"; write a public key, as in "cosign.pub"',
    ],
    [
      'a key that is not valid PEM',
      {},
      secretOf({ 'a.pub': OURS.pem, 'b.pub': 'ssh-ed25519 AAAA me' }),
      '"b.pub" of Secret default/cosign is not a public key in PEM; write what "cosign public-key" prints',
    ],
    [
      'a private key, which is not shown',
      {},
      secretOf({ 'a.pub': OURS.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string }),
      '"a.pub" of Secret default/cosign is not a public key in PEM; write what "cosign public-key" prints',
    ],
    [
      'a damaged key',
      {},
      secretOf({ 'a.pub': OURS.pem.replace(/[A-Z]{2}/g, 'x') }),
      '"a.pub" of Secret default/cosign is not a public key in PEM; write what "cosign public-key" prints',
    ],
    [
      'a key that was cut',
      {},
      secretOf({ 'a.pub': OURS.pem.slice(0, 80) }),
      '"a.pub" of Secret default/cosign is a damaged public key; write what "cosign public-key" prints',
    ],
    [
      'a key that is encrypted',
      {},
      secretOf({ 'a.pub': 'ENC[AES256_GCM,data:x]' }),
      '"a.pub" of Secret default/cosign is encrypted; decrypt it into the environment, or give a kubeconfig to read it from the cluster',
    ],
    ...(['secp256k1', 'rsa-1024'] as const).map(
      (kind): [string, Partial<RegistrySource>, Partial<ReadOptions>, string] => [
        kind,
        {},
        keysOf(keyPair(kind)),
        '"0.pub" of Secret default/cosign is a key that cosign does not accept; use ECDSA (P-256, P-384, P-521), RSA of 2048 bits or more, or Ed25519',
      ],
    ),
  ])('%s', async (_, other, more, reason) => {
    const { read, server } = await serveChart(digest => signedBy(digest, OURS));
    expect(await read({ verify: true, ...more }, other)).toEqual({
      names: [],
      isRead: false,
      words: [`catalogs/mesh.yaml:1:1: signatures of OCIRepository default/mesh cannot be read: ${reason}`],
    });
    expect(server.requests).toEqual([]);
  });

  test('a repository over HTTP', async () => {
    const source = repositoryAt('http://127.0.0.1:1', { verify: VERIFY });
    const { problems, isRead } = await readSource(source, strangerOptions({ verify: true }));
    expect({ isRead, words: problems.map(formatProblem) }).toEqual({
      isRead: false,
      words: [
        'catalogs/platform.yaml:1:1: signatures of HelmRepository default/platform cannot be read: "spec.verify" works only with registries, and Flux checks nothing here; remove it',
      ],
    });
  });
});
