/**
 * Responses that are compressed, incomplete, damaged, endless or slow.
 */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { readBody } from '../../../lib/sources/http/http-body';
import { sendRequest } from '../../../lib/sources/http/http-request';
import { type Limits, LIMITS } from '../../../lib/sources/http/http-limits';
import { readSource } from '../../../lib/sources/read-source';
import { answering, breakAfter, INDEX, indexOf, listen, optionsOf, QUICK, repositoryAt, serve } from '../serve';

const KILOBYTE = 1024;

async function readAt(url: string, limits: Partial<Limits> = {}, more: Partial<ReadOptions> = {}) {
  const { entries, problems } = await readSource(repositoryAt(url), optionsOf(more), { ...QUICK, ...limits });
  const [problem] = problems;
  return { entries: entries.length, reason: problem?.kind === 'unreadable-source' ? problem.reason : problem?.kind };
}

/** Writes pieces until the connection is closed. */
function writeForEver(response: ServerResponse, piece: Buffer | string): void {
  const write = () => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', write);
  };
  write();
}

test.each([
  ['gzip', gzipSync(INDEX)],
  ['x-gzip', gzipSync(INDEX)],
  ['br', brotliCompressSync(INDEX)],
  ['deflate', deflateSync(INDEX)],
  ['gzip, br', brotliCompressSync(gzipSync(INDEX))],
  ['identity', Buffer.from(INDEX)],
])('a body compressed with %s is decompressed', async (encoding, body) => {
  const server = await serve(answering(body, { 'content-encoding': encoding }));
  expect(await readAt(server.url)).toEqual({ entries: 3, reason: undefined });
  expect(server.requests[0].headers['accept-encoding']).toBe('gzip, br, deflate');
});

test('fails for a body in an encoding that was not asked for', async () => {
  const server = await serve(answering('x', { 'content-encoding': 'zstd' }));
  expect(await readAt(server.url)).toEqual({
    entries: 0,
    reason: `${server.host}: the response is compressed as "zstd", which was not asked for`,
  });
});

test('fails for an incomplete download, after another attempt', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-length': INDEX.length });
    breakAfter(response, INDEX.slice(0, -30));
  });
  expect(await readAt(server.url, { retries: 1 })).toEqual({
    entries: 0,
    reason: `${server.host}: the connection broke before the end`,
  });
  expect(server.requests).toHaveLength(2);
});

test('fails for chunks without an end', async () => {
  const server = await serve((_, response) => {
    breakAfter(response, INDEX);
  });
  expect((await readAt(server.url, { retries: 0 })).reason).toContain('the connection broke before the end');
});

test.each([
  ['ends too early', gzipSync(INDEX).subarray(0, -20), 'gzip', 'the compressed response ends too early'],
  ['ends before it begins', Buffer.alloc(0), 'gzip', 'the compressed response ends too early'],
  ['is damaged', Buffer.from('no gzip at all'), 'gzip', 'the compressed response is damaged'],
  ['is damaged', Buffer.from('no brotli at all'), 'br', 'the compressed response is damaged'],
])('fails for a compressed body that %s', async (_, body, encoding, words) => {
  const server = await serve(answering(body, { 'content-encoding': encoding }));
  expect((await readAt(server.url, { retries: 0 })).reason).toBe(`${server.host}: ${words}`);
});

test('fails at once for a body whose declared size is too large', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 300 * KILOBYTE * KILOBYTE });
    response.flushHeaders();
  });
  expect((await readAt(server.url)).reason).toBe('the response is larger than 256 MB, the most that is read');
});

test('fails for an endless body, and for a small one that decompresses to one', async () => {
  const endless = await serve((_, response) => writeForEver(response, `# ${'x'.repeat(100)}\n`.repeat(100)));
  const limits = { bodyBytes: 64 * KILOBYTE };
  expect((await readAt(endless.url, limits)).reason).toContain('the response is larger than 65536 bytes');
  const bomb = await serve(answering(gzipSync(Buffer.alloc(256 * KILOBYTE, '#\n')), { 'content-encoding': 'gzip' }));
  expect((await readAt(bomb.url, limits)).reason).toContain('the response is larger than 65536 bytes');
});

test('fails for endless compressed data that never gives any output', async () => {
  const empty = Buffer.from([0, 0, 0, 0xff, 0xff]); // an empty block of deflate
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.write(gzipSync('').subarray(0, 10));
    writeForEver(response, Buffer.concat(Array(1000).fill(empty)));
  });
  expect((await readAt(server.url, { bodyBytes: 64 * KILOBYTE })).reason).toContain('larger than 65536 bytes');
});

test('fails early for a line of a gigabyte', async () => {
  let sent = 0;
  const server = await serve((_, response) => {
    response.on('close', () => (sent = response.socket?.bytesWritten ?? sent));
    response.write('apiVersion: v1\nentries:\n  shop:\n  - name: shop\n    description: ');
    writeForEver(response, Buffer.alloc(64 * KILOBYTE, 'x'));
  });
  expect((await readAt(server.url)).reason).toContain(
    'it is larger than 32 MB, and so is read only when it is laid out as Helm writes it',
  );
  expect(sent).toBeLessThan(64 * KILOBYTE * KILOBYTE);
});

test('fails for a body that arrives one byte at a time', async () => {
  const server = await serve((_, response) => {
    const drip = setInterval(() => response.write('#\n'), 20);
    response.on('close', () => clearInterval(drip));
  });
  expect((await readAt(server.url, { totalMs: 300 })).reason).toBe('it took longer than 0.3 s altogether');
});

test('fails for a server that stops sending before or within its response', async () => {
  const silent = await serve(() => undefined);
  const limits = { idleMs: 200 };
  const stuck = await serve((_, response) => void response.write(INDEX));
  const reasons = await Promise.all([readAt(silent.url, limits), readAt(stuck.url, limits)]);
  expect(reasons.map(({ reason }) => reason)).toEqual([
    `${silent.host}: no data was received for 0.2 s`,
    `${stuck.host}: no data was received for 0.2 s`,
  ]);
});

test('fails for a server that accepts connections but sends nothing over TLS', async () => {
  const port = await listen(createServer(() => undefined));
  expect((await readAt(`https://127.0.0.1:${port}`, { connectMs: 200 })).reason).toBe(
    `127.0.0.1:${port}: no connection within 0.2 s`,
  );
});

test('fails for what is not HTTP, and shows nothing of it', async () => {
  const port = await listen(createServer(socket => void socket.end('\u001b]0;owned\u0007 hello\r\n\r\n')));
  expect((await readAt(`http://127.0.0.1:${port}`)).reason).toBe(`127.0.0.1:${port}: the response is not HTTP`);
});

test('control characters from a server do not get into messages', async () => {
  const bodies = ['\u001b[2J: [', 'apiVersion: "\u001b[2J"\nentries: {}', '"\u009b31m'];
  for (const body of bodies) {
    const server = await serve(answering(body));
    // eslint-disable-next-line no-control-regex
    expect((await readAt(server.url)).reason).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
  }
});

test('progress is reported at intervals, with the size if it is known', async () => {
  const body = indexOf(['shop', ...Array.from({ length: 10_000 }, (_, i) => `1.0.${i}`)]);
  const server = await serve(answering(body));
  const seen: (readonly [number, number?])[] = [];
  await readAt(server.url, {}, { onProgress: (...progress) => seen.push(progress) });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.length).toBeLessThan(10);
  expect(seen.at(-1)).toEqual([body.length, body.length]);
});

test('a response is read completely, however late, from a server that closes the connection after it', async () => {
  const body = Buffer.alloc(64 * KILOBYTE, 'a');
  let hangUp: () => void;
  const isHungUp = new Promise<void>(resolve => (hangUp = resolve));
  const server = createServer(socket => {
    socket.once('close', hangUp).once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`);
      socket.end(body);
    });
  });
  const url = new URL(`http://127.0.0.1:${await listen(server)}`);
  const { signal } = new AbortController();
  const request = {
    url,
    headers: {},
    credentials: { identity: '' },
    passCredentials: false,
    env: {},
    limits: LIMITS,
    signal,
  };
  const answer = await sendRequest(request);
  await isHungUp;
  const pieces: Buffer[] = [];
  for await (const piece of readBody(answer, LIMITS, signal)) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(body)).toBe(true);
  answer.close();
});
