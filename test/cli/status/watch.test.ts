/**
 * What `pctl status --watch` shows, and when. SIGINT is what Ctrl-C sends.
 */
import { watch } from '../../../lib/cli/status/watch';
import type { Context } from '../../../lib/cli/terminal/command';
import { kubectlIn, statusWith } from './fake-kubectl';

const ON = '\u001b[?1049h\u001b[?25l';
const OFF = '\u001b[?25h\u001b[?1049l';
const CONTEXT: Context = { stdout: () => {}, stderr: () => {}, cwd: '/', env: {} };
const TERMINAL = { columns: 20, size: () => ({ columns: 20, rows: 6 }) };

/** Watches `texts` one after the other; an error is a cluster that does not answer. After the last, Ctrl-C is pressed. */
async function watchTexts(texts: readonly (string | Error)[], context: Partial<Context> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const left = [...texts];
  const found = await watch(
    { ...CONTEXT, ...context, stdout: text => out.push(text), stderr: text => err.push(text) },
    {
      look: async signal => {
        const next = left.shift();
        if (next instanceof Error) throw next;
        if (next !== undefined) return next;
        process.kill(process.pid, 'SIGINT');
        return new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('killed'))));
      },
      format: text => `${text}\n`,
      notes: text => (text === 'nothing' ? ['there is nothing'] : []),
      identify: text => text,
      separator: '---\n',
      intervalMs: 5,
    },
  );
  return { found, stdout: out.join(''), stderr: err.join('') };
}

const down = new Error('it is down');

test('in a pipe, a text follows the other if something has changed, and an interruption is one warning', async () => {
  expect(await watchTexts(['a', 'a', down, down, 'a', down, 'nothing'])).toEqual({
    found: 'nothing',
    stdout: 'a\n---\nnothing\n',
    stderr: 'warning: it is down; trying again\nwarning: it is down; trying again\nthere is nothing\n',
  });
});

test('on a terminal, it is redrawn in its rows, an interruption is shown below, and the last text stays', async () => {
  const long = ['1', '2', '3', '4', 'wide '.repeat(8).trim()].join('\n');
  const { stdout } = await watchTexts([long, down, 'nothing'], TERMINAL);
  expect(stdout.startsWith(ON)).toBe(true);
  const [screen, after] = stdout.slice(ON.length).split(OFF);
  const frames = screen
    .split('\u001b[H')
    .slice(1)
    .map(frame => frame.replaceAll('\u001b[K', '').replace('\u001b[J', ''));
  expect(frames).toEqual([
    '1\n2\n3\n… 2 more lines\n\nCtrl-C ends',
    '1\n2\n… 3 more lines\n\nwarning: it is down;\ntrying again',
    'nothing\n\nthere is nothing\nCtrl-C ends',
  ]);
  expect(after).toBe('nothing\n');
});

test('a line that is wider than the terminal counts as several rows', async () => {
  const { stdout } = await watchTexts([`${'x'.repeat(41)}\n1\n2`], TERMINAL);
  expect(stdout).toContain(`${'x'.repeat(41)}\u001b[K\n… 2 more lines`);
});

test('a terminal that cannot be redrawn is treated like a pipe', async () => {
  expect((await watchTexts(['a'], { ...TERMINAL, env: { TERM: 'dumb' } })).stdout).toBe('a\n');
});

test('Ctrl-C before the first answer ends it, and leaves nothing behind', async () => {
  expect(await watchTexts([], TERMINAL)).toEqual({ found: undefined, stdout: '', stderr: '' });
  expect([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]).toEqual([0, 0]);
});

test('fails at once if the first look does', async () => {
  await expect(watchTexts([down], TERMINAL)).rejects.toThrow('it is down');
  const { code, stdout, stderr } = await statusWith(kubectlIn({ script: 'echo no >&2; exit 1' }), ['-w'], {
    columns: 80,
  });
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'error: cannot read the cluster: no\n' });
});

test('pctl status --watch ends with the last state, and its exit code', async () => {
  const script = `echo '{"items":[]}'; kill -INT $PPID`;
  const { code, stderr } = await statusWith(kubectlIn({ script }), ['--watch', '--exit-code']);
  expect(code).toBe(1);
  expect(stderr === '' || stderr.startsWith('there is no HelmRelease')).toBe(true);
});
