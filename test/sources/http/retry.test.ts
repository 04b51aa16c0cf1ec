/**
 * Servers that are temporarily busy.
 */
import timers from 'node:timers/promises';
import { readSource } from '../../../lib/sources/read-source';
import { INDEX, optionsOf, QUICK, repositoryAt, serve } from '../serve';

afterEach(() => jest.restoreAllMocks());

/** Waiting takes no time in this test; returns how long it would have taken. */
function recordWaits(): readonly number[] {
  const waits: number[] = [];
  jest.spyOn(timers, 'setTimeout').mockImplementation(async delay => void waits.push(delay ?? 0));
  return waits;
}

/** Responds with each status once, then with the index. */
const failingWith = (statuses: readonly number[], headers: Record<string, string> = {}) => {
  let count = 0;
  return serve((_, response) => {
    const status = statuses[count++];
    response.writeHead(status ?? 200, status === undefined ? {} : headers).end(status === undefined ? INDEX : 'busy');
  });
};

async function readAt(url: string, limits = {}) {
  const { entries, problems } = await readSource(repositoryAt(url), optionsOf(), { ...QUICK, ...limits });
  const [problem] = problems;
  return { entries: entries.length, reason: problem?.kind === 'unreadable-source' ? problem.reason : undefined };
}

test.each([[[429]], [[500]], [[503, 502]], [[504, 429, 503]]])('a server is asked again after %j', async statuses => {
  const server = await failingWith(statuses);
  expect(await readAt(server.url)).toEqual({ entries: 3, reason: undefined });
  expect(server.requests).toHaveLength(statuses.length + 1);
});

test('a connection that breaks is retried', async () => {
  let count = 0;
  const server = await serve((request, response) => {
    if (count++ === 0) request.socket.resetAndDestroy();
    else response.end(INDEX);
  });
  expect(await readAt(server.url)).toEqual({ entries: 3, reason: undefined });
});

test('retries are limited in number, and a permanent error is not retried', async () => {
  const busy = await failingWith([503, 503, 503, 503, 503, 503]);
  expect(await readAt(busy.url)).toEqual({ entries: 0, reason: `${busy.host} answers with 503` });
  expect(busy.requests).toHaveLength(4);
  const gone = await failingWith([404]);
  await readAt(gone.url);
  expect(gone.requests).toHaveLength(1);
});

test('Retry-After is respected, in seconds or as a date', async () => {
  const waits = recordWaits();
  const server = await failingWith([429], { 'retry-after': '7' });
  expect((await readAt(server.url)).entries).toBe(3);
  expect(waits).toEqual([7000]);
  const past = await failingWith([503], { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' });
  expect((await readAt(past.url)).entries).toBe(3);
  expect(waits.filter(wait => wait > QUICK.backoffMs)).toEqual([7000]);
});

test('without Retry-After each wait is twice as long as the previous one, less a random part', async () => {
  const waits = recordWaits();
  for (const chance of [0, 1]) {
    jest.spyOn(Math, 'random').mockReturnValue(chance);
    const busy = await failingWith([503, 503, 503]);
    await readAt(busy.url, { backoffMs: 100 });
  }
  expect(waits).toEqual([50, 100, 200, 100, 200, 400]);
});

test('fails for a server that asks to wait too long', async () => {
  const server = await failingWith([429], { 'retry-after': '3600' });
  expect(await readAt(server.url)).toEqual({
    entries: 0,
    reason: `${server.host} answers with 429, and asks to wait 3600 s, which is too long`,
  });
});

test('waiting counts towards the time limit of a source', async () => {
  const server = await failingWith([503, 503], { 'retry-after': '3600' });
  expect((await readAt(server.url, { totalMs: 200, retryAfterMs: 3_600_000 })).reason).toBe(
    'it took longer than 0.2 s altogether',
  );
  expect(server.requests).toHaveLength(1);
});

test('the caller may stop it at any time', async () => {
  const controller = new AbortController();
  const server = await serve(() => controller.abort());
  for (const title of ['while it waits', 'before it begins']) {
    const options = optionsOf({ signal: controller.signal });
    const { problems, isRead } = await readSource(repositoryAt(server.url), options);
    expect({ title, isRead, problems }).toMatchObject({ isRead: false, problems: [{ reason: 'it was stopped' }] });
  }
  expect(server.requests).toHaveLength(1);
});
