import { ERASE, guardStderr } from '../../../lib/cli/terminal/guard-stderr';

function say(texts: readonly string[], { isQuiet = false, isTerminal = false, env = {} } = {}): string {
  const out: string[] = [];
  const context = { stdout: () => {}, stderr: (text: string) => void out.push(text), cwd: '/', env, isTerminal };
  const guarded = guardStderr(context, isQuiet);
  texts.forEach(text => guarded.stderr(text));
  return out.join('');
}

test('characters that would move the cursor or hide text are escaped', () => {
  expect(say(['error: profile "a\u001b[2J\rb\u202e"\nwarning: \u009b\n'])).toBe(
    'error: profile "a\\u001b[2J\\u000db\\u202e"\nwarning: \\u009b\n',
  );
});

test('with --quiet, only errors are printed', () => {
  const texts = ['warning: a\nerror: b\nreading c\n', 'd\n', 'error: e\n', `${ERASE}reading f`];
  expect(say(texts, { isQuiet: true, isTerminal: true })).toBe('error: b\nerror: e\n');
});

test('warnings are yellow on a terminal, unless NO_COLOR is set', () => {
  const texts = ['warning: a\nerror: b\n'];
  expect(say(texts, { isTerminal: true })).toBe('\u001b[33mwarning: a\u001b[39m\nerror: b\n');
  expect(say(texts, { isTerminal: true, env: { NO_COLOR: '1' } })).toBe(texts[0]);
  expect(say(texts)).toBe(texts[0]);
});

test('a line of progress overwrites the previous one', () => {
  expect(say(['reading', `${ERASE}reading platform\u001b[A`, ERASE], { isTerminal: true })).toBe(
    `reading${ERASE}reading platform\\u001b[A${ERASE}`,
  );
});

test('with --quiet, no progress is shown', () => {
  const context = { stdout: () => {}, stderr: () => {}, cwd: '/', env: {}, isTerminal: true };
  expect(guardStderr(context, true).isTerminal).toBe(false);
  expect(guardStderr(context, false).isTerminal).toBe(true);
});
