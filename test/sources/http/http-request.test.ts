/**
 * Redirects, proxies and certificates, and who receives credentials.
 */
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { readSource } from '../../../lib/sources/read-source';
import { secureContext } from '../../../lib/sources/login/tls-files';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { Authority } from '../certificates';
import { answering, INDEX, optionsOf, QUICK, repositoryAt, serve } from '../serve';
import { authority, server, LOGIN, BASIC, readAt } from './read-index';

const redirectingTo = (location: string, tls?: object) =>
  serve((_, response) => response.writeHead(302, { location }).end('moved'), tls);

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is followed, also by a relative path', async status => {
    const repository = await serve((request, response) => {
      if (request.url === '/index.yaml') response.writeHead(status, { location: '../real/index.yaml?token=1' }).end();
      else response.end(INDEX);
    });
    expect(await readAt(repository.url)).toEqual({ entries: 3, reason: undefined });
    expect(repository.requests.map(({ url }) => url)).toEqual(['/index.yaml', '/real/index.yaml?token=1']);
  });

  test('they are limited in number', async () => {
    const repository = await redirectingTo('/index.yaml');
    expect((await readAt(repository.url)).reason).toBe(`${repository.host} redirects more than 10 times`);
    expect(repository.requests).toHaveLength(11);
  });

  test.each([
    ['file:///etc/passwd', 'file:, which is not read'],
    ['ftp://x.example.com', 'ftp:, which is not read'],
    ['data:text/plain,entries', 'data:, which is not read'],
    ['http://', 'something that is not a URL'],
  ])('fails for one to %s', async (location, words) => {
    const repository = await redirectingTo(location);
    expect((await readAt(repository.url)).reason).toBe(`${repository.url}/index.yaml redirects to ${words}`);
  });

  test('fails for one from TLS to plain text', async () => {
    const plain = await serve(answering(INDEX));
    const repository = await redirectingTo(plain.url, server);
    const { reason } = await readAt(repository.url, { SSL_CERT_FILE: authority.caFile });
    expect(reason).toBe(`${repository.url}/index.yaml redirects to plain http, where anybody could change the answer`);
    expect(plain.requests).toHaveLength(0);
  });

  test('credentials are sent to the host of the source only, unless it allows other hosts', async () => {
    const other = await serve(answering(INDEX));
    const repository = await redirectingTo(`${other.url.replace('//', '//someone:else@')}/index.yaml`);
    expect((await readAt(repository.url, LOGIN)).entries).toBe(3);
    expect((await readAt(repository.url, LOGIN, { passCredentials: true })).entries).toBe(3);
    expect(repository.requests.map(({ headers }) => headers.authorization)).toEqual([BASIC, BASIC]);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, BASIC]);
  });

  test('credentials follow a redirect on the same host', async () => {
    const repository = await serve((request, response) => {
      if (request.url === '/index.yaml') response.writeHead(302, { location: '/real.yaml' }).end();
      else response.end(INDEX);
    });
    await readAt(repository.url, LOGIN);
    expect(repository.requests.map(({ headers }) => headers.authorization)).toEqual([BASIC, BASIC]);
  });

  test('a client certificate is sent to the host of the source only', async () => {
    const client = authority.issue('client');
    const tls = { ...server, ca: authority.ca, requestCert: true, rejectUnauthorized: false };
    const seen: unknown[] = [];
    const other = await serve((request, response) => {
      seen.push(
        (request.socket as unknown as { getPeerCertificate(): { subject?: unknown } }).getPeerCertificate().subject,
      );
      response.end(INDEX);
    }, tls);
    const repository = await redirectingTo(`${other.url}/index.yaml`, tls);
    const secret = new Map([['ca.crt', authority.ca], ['tls.crt', client.cert], ['tls.key', client.key]]); // prettier-ignore
    const options = optionsOf({ secrets: new Map([['default/tls', secret]]) });
    for (const url of [repository.url, other.url]) {
      const source = repositoryAt(url, { certSecretName: 'tls' });
      expect((await readSource(source, options, QUICK)).problems).toEqual([]);
    }
    expect(seen).toEqual([undefined, expect.objectContaining({ CN: 'client' })]);
  });
});

describe('certificates', () => {
  const UNTRUSTED =
    'its certificate is issued by an authority that is not trusted; name that in "certSecretRef", SSL_CERT_FILE or NODE_EXTRA_CA_CERTS';

  test('a private authority is trusted if it is in the environment, and not otherwise', async () => {
    const { url, host } = await serve(answering(INDEX), server);
    expect((await readAt(url)).reason).toBe(`${host}: ${UNTRUSTED}`);
    expect((await readAt(url, { SSL_CERT_FILE: authority.caFile })).entries).toBe(3);
    expect((await readAt(url, { NODE_EXTRA_CA_CERTS: authority.caFile })).entries).toBe(3);
    expect((await readAt(url, { CDK8S_PROFILES_PLATFORM_CA_FILE: authority.caFile })).entries).toBe(3);
  });

  test('SSL_CERT_FILE replaces the usual authorities, NODE_EXTRA_CA_CERTS adds to them', async () => {
    const { url, host } = await serve(answering(INDEX), server);
    const stranger = new Authority();
    expect((await readAt(url, { SSL_CERT_FILE: stranger.caFile })).reason).toBe(`${host}: ${UNTRUSTED}`);
    const both = { SSL_CERT_FILE: stranger.caFile, NODE_EXTRA_CA_CERTS: authority.caFile };
    expect((await readAt(url, both)).entries).toBe(3);
  });

  test('fails for files that do not exist or contain no certificates, except NODE_EXTRA_CA_CERTS, as in Node', async () => {
    const { url, host } = await serve(answering(INDEX), server);
    const empty = join(temporaryFolder(), 'ca.crt');
    writeFileSync(empty, 'hello');
    expect((await readAt(url, { SSL_CERT_FILE: empty })).reason).toBe(
      `SSL_CERT_FILE ${empty} contains no certificate; write it as PEM, from -----BEGIN CERTIFICATE-----`,
    );
    expect((await readAt(url, { SSL_CERT_FILE: '/nowhere.crt' })).reason).toBe('/nowhere.crt cannot be read: ENOENT');
    expect((await readAt(url, { NODE_EXTRA_CA_CERTS: '/nowhere.crt' })).reason).toBe(`${host}: ${UNTRUSTED}`);
  });

  test('fails for a certificate of another host', async () => {
    const { url, host } = await serve(answering(INDEX), authority.issue('other.example.com'));
    expect((await readAt(url, { SSL_CERT_FILE: authority.caFile })).reason).toBe(
      `${host}: its certificate is for another host`,
    );
  });

  test('fails for a server that asks for a client certificate, which the environment can name', async () => {
    const client = authority.issue('client');
    const tls = { ...server, ca: authority.ca, requestCert: true };
    const { url, host } = await serve(answering(INDEX), tls);
    const env = { SSL_CERT_FILE: authority.caFile };
    // a server in Node closes the connection without a message, others say what is missing
    expect((await readAt(url, env)).reason).toBe(`${host}: the connection broke before the end`);
    const [cert, key] = Object.entries(client).map(([name, text]) => {
      const file = join(temporaryFolder(), name);
      writeFileSync(file, text);
      return file;
    });
    const files = { CDK8S_PROFILES_PLATFORM_CERT_FILE: cert, CDK8S_PROFILES_PLATFORM_KEY_FILE: key };
    expect(await readAt(url, { ...env, ...files })).toEqual({ entries: 3, reason: undefined });
  });

  test('without options no TLS context is created, so that the options of Node apply', () => {
    expect(secureContext({})).toBeUndefined();
  });
});
