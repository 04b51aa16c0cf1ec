/**
 * Signatures of charts in registries: which are valid, and what is wrong with the others.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReadOptions, RegistrySource } from '../../../lib/sources/reading/catalog-source';
import { type KeyPair, keyPair, signatureOf, signaturesOf, signedBy } from '../../servers/cosign-signature';
import { digestOf, ociChart, type OciChart } from '../../servers/oci-chart';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';
import { repositoryAt } from '../serve';
import { readSource } from '../../../lib/sources/read-source';
import { formatProblem } from '../../../lib/model/problem-words';

const CHART = 'charts/linkerd2';
const OURS = keyPair();
const THEIRS = keyPair();
const VERIFY = { provider: 'cosign', secretName: 'cosign' };

const secretOf = (values: Readonly<Record<string, string>>): Partial<ReadOptions> => ({
  verify: true,
  secrets: new Map([['default/cosign', new Map(Object.entries(values))]]),
});
const keysOf = (...keys: readonly KeyPair[]) =>
  secretOf(Object.fromEntries(keys.map(({ pem }, i) => [`${i}.pub`, pem])));

/** A registry with one chart, and its signatures. */
async function serveChart(
  signaturesFor: (digest: string) => OciChart | undefined,
  options: Parameters<typeof servePaging>[0] = {},
) {
  const serving = await servePaging(options);
  const digest = serving.registry.push(CHART, ociChart({ version: '1.0.0' }));
  const signatures = signaturesFor(digest);
  if (signatures !== undefined) serving.registry.push(CHART, signatures);
  const source = registryAt(`oci://${serving.server.host}/${CHART}`, { verify: VERIFY });
  const read = async (more: Partial<ReadOptions> = keysOf(OURS), other: Partial<RegistrySource> = {}) => {
    const { names, words, isRead, unreadCharts } = await readAll({ ...source, ...other }, strangerOptions(more));
    return { names, words, isRead, unreadCharts };
  };
  const lines = (reason: string) => [
    `catalogs/mesh.yaml:1:1: tag "1.0.0" of ${serving.server.host}/${CHART} cannot be used: ${reason}; find out who pushed it, and sign it with "cosign sign --key"`,
  ];
  return { ...serving, digest, source, read, lines };
}

const GOOD = { names: ['linkerd2 1.0.0'], words: [], isRead: true };

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

describe('fails for', () => {
  const other = digestOf(Buffer.from('another manifest'));
  const altered = Buffer.from('{"critical": {}}');

  test('no signature, also for an entry that was in the lock', async () => {
    const { read, digest, server } = await serveChart(() => undefined);
    expect(await read()).toEqual({
      names: [],
      isRead: true,
      words: [
        `catalogs/mesh.yaml:1:1: tag "1.0.0" of ${server.host}/${CHART} cannot be used: it is not signed: there is no tag ${digest.replace(':', '-')}.sig in its repository; find out who pushed it, and sign it with "cosign sign --key" (cosign 3: with "--new-bundle-format=false --use-signing-config=false")`,
      ],
    });
  });

  test.each<[string, (digest: string) => OciChart, string]>([
    ['another key', digest => signedBy(digest, THEIRS), 'none of the keys of Secret default/cosign has signed it'],
    [
      'the signature of another manifest, by the right key',
      digest => signaturesOf(digest, [signatureOf(digest, OURS, { signedDigest: other })]),
      `its signature is for manifest ${other}, and not for DIGEST`,
    ],
    [
      'a payload that was changed after it was signed',
      digest => signaturesOf(digest, [signatureOf(digest, OURS, { payload: altered })]),
      'none of the keys of Secret default/cosign has signed it',
    ],
    [
      'a signature that is not valid base64',
      digest => {
        const { payload, layer } = signatureOf(digest, OURS);
        const annotations = { 'dev.cosignproject.cosign/signature': '\u0000%%' };
        return signaturesOf(digest, [{ payload, layer: { ...layer, annotations } }]);
      },
      'none of the keys of Secret default/cosign has signed it',
    ],
  ])('%s', async (_, signaturesFor, reason) => {
    const { read, lines, digest } = await serveChart(signaturesFor);
    const words = lines(`it is not signed as it should be: ${reason.replace('DIGEST', digest)}`);
    expect(await read()).toEqual({ names: [], words, isRead: true });
  });

  test.each<[string, (digest: string) => OciChart]>([
    [
      'a chart at the tag of the signatures',
      digest => ({ ...ociChart({ version: '9.9.9' }), tag: signedBy(digest).tag }),
    ],
    ['an empty list of signatures', digest => signedBy(digest)],
    [
      'a layer of another kind',
      digest => signaturesOf(digest, [signatureOf(digest, OURS, { mediaType: 'application/json' })]),
    ],
    ['a manifest that is not valid JSON', digest => ({ ...signedBy(digest), manifest: Buffer.from('signed!'), blobs: [], digest: digestOf(Buffer.from('signed!')) })], // prettier-ignore
  ])('%s', async (_, signaturesFor) => {
    const { read, lines, digest } = await serveChart(signaturesFor);
    const reason = `it is not signed: tag ${digest.replace(':', '-')}.sig does not contain a signature of cosign`;
    expect(await read()).toEqual({ names: [], words: lines(reason), isRead: true });
  });

  test('a thousand signatures, of which none is read', async () => {
    const { read, asked, digest } = await serveChart(given =>
      signaturesOf(given, Array<ReturnType<typeof signatureOf>>(1000).fill(signatureOf(given, OURS))),
    );
    const { names, words } = await read();
    expect(names).toEqual([]);
    expect(words).toEqual([expect.stringContaining(`it has 1000 signatures, and at most 100 are read; remove those that are no longer needed from tag ${digest.replace(':', '-')}.sig`)]); // prettier-ignore
    expect(asked().filter(line => line.includes('/blobs/')).length).toBe(1); // the config of the chart
  });

  test('a payload with another digest, unless another signature is valid', async () => {
    const lie = (bytes: Buffer) => (request: IncomingMessage, response: ServerResponse) => {
      if (!request.url!.endsWith(`/blobs/${digestOf(altered)}`)) return false;
      response.end(bytes);
      return true;
    };
    const bad = (digest: string) => signatureOf(digest, OURS, { payload: altered });
    const alone = await serveChart(digest => signaturesOf(digest, [bad(digest)]), { intercept: lie(Buffer.from('x')) });
    expect((await alone.read()).words).toEqual([
      expect.stringContaining('its signed payload is not the one that the registry announced: its SHA-256 is'),
    ]);
    const both = await serveChart(digest => signaturesOf(digest, [bad(digest), signatureOf(digest, OURS)]), {
      intercept: lie(Buffer.from('x')),
    });
    expect(await both.read()).toEqual(GOOD);
  });

  test('an endless payload', async () => {
    const intercept = (request: IncomingMessage, response: ServerResponse) => {
      if (!request.url!.endsWith(`/blobs/${digestOf(altered)}`)) return false;
      const piece = Buffer.alloc(65536);
      const more = () => void response.write(piece, error => error ?? more());
      more();
      return true;
    };
    const { read } = await serveChart(
      digest => signaturesOf(digest, [signatureOf(digest, OURS, { payload: altered })]),
      { intercept },
    );
    const { isRead, words } = await read();
    expect({ isRead, words }).toEqual({ isRead: false, words: [expect.stringContaining('65536 bytes')] });
  });

  test('signatures for which the registry sends wrong digests', async () => {
    const intercept = ({ method, url }: IncomingMessage, response: ServerResponse) => {
      if (method !== 'HEAD' || !url!.endsWith('.sig')) return false;
      response.writeHead(200, { 'docker-content-digest': digestOf(altered) }).end();
      return true;
    };
    const { read, source, registry } = await serveChart(given => signedBy(given, OURS), { intercept });
    expect((await read()).names).toEqual(['linkerd2 1.0.0']); // everything is new, so digests are not requested
    registry.contents.set(digestOf(altered), altered);
    const options = strangerOptions(keysOf(OURS));
    await readAll(source, options);
    const { names, words } = await readAll(source, options);
    expect({ names, words }).toEqual({
      names: [],
      words: [expect.stringContaining('does not contain a signature of cosign')],
    });
  });
});

test('a registry that does not answer for a signature cannot be read: its lock stays as it is', async () => {
  const intercept = ({ url }: IncomingMessage, response: ServerResponse) =>
    url!.endsWith('.sig') && !!response.writeHead(403).end();
  const { read, server } = await serveChart(digest => signedBy(digest, OURS), { intercept });
  const folder = { kind: 'HelmRepository', url: `oci://${server.host}/charts` } as const;
  for (const other of [{}, folder]) {
    const { names, isRead, words } = await read(undefined, other);
    expect({ names, isRead }).toEqual({ names: [], isRead: false });
    expect(words).toEqual([expect.stringContaining(`cannot be read: tag "1.0.0" of ${server.host}/${CHART}: `)]);
  }
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
