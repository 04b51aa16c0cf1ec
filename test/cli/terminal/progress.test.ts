import { showProgress } from '../../../lib/cli/terminal/progress';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function show(isTerminal: boolean, env: Record<string, string> = {}) {
  const written: string[] = [];
  const stderr = (text: string) => written.push(text);
  const progress = showProgress({ stderr, stdout: stderr, cwd: '/', env, isTerminal });
  return { written, progress };
}

test('on a terminal one line is updated, and removed at the end', () => {
  const { written, progress } = show(true);
  progress.report('platform');
  jest.advanceTimersByTime(400);
  expect(written).toEqual([]);
  progress.report('platform', 12_345_678, 20_000_000);
  progress.report('shops', 100_000);
  jest.advanceTimersByTime(100);
  progress.finish('platform');
  jest.advanceTimersByTime(200);
  progress.stop();
  jest.advanceTimersByTime(60_000);
  expect(written).toEqual([
    'reading platform 12.3 of 20.0 MB, shops 0.1 MB',
    '\r\x1b[Kreading shops 0.1 MB',
    '\r\x1b[K',
  ]);
});

test('nothing is shown for short tasks', () => {
  for (const isTerminal of [true, false]) {
    const { written, progress } = show(isTerminal);
    progress.report('platform');
    progress.finish('platform');
    progress.stop();
    expect(written).toEqual([]);
  }
});

test.each([
  ['elsewhere', false, {}],
  ['on a terminal that cannot move its cursor', true, { TERM: 'dumb' }],
])('%s it is a line from time to time', (_, isTerminal, env) => {
  const { written, progress } = show(isTerminal, env);
  progress.report('platform', 1_000_000);
  jest.advanceTimersByTime(4_999);
  expect(written).toEqual([]);
  jest.advanceTimersByTime(10_001);
  progress.stop();
  expect(written).toEqual(['reading platform 1.0 MB\n', 'reading platform 1.0 MB\n']);
});

test('a line is never wider than a terminal, and does not move the cursor', () => {
  const { written, progress } = show(true);
  for (let i = 0; i < 50; i++) progress.report(`source-${i}\x1b[2J`, 0);
  jest.advanceTimersByTime(500);
  progress.stop();
  expect(written[0]).toHaveLength(79);
  expect(written[0]).not.toContain('\x1b');
});
