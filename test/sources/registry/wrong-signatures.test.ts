/**
 * Signatures that are missing or wrong.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { signatureOf, signaturesOf, signedBy } from '../../servers/cosign-signature';
import { digestOf, ociChart, type OciChart } from '../../servers/oci-chart';
import { readAll, strangerOptions } from './registry-reading';
import { CHART, OURS, THEIRS, keysOf, serveChart, GOOD } from './signed-chart';

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
