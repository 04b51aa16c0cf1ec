/**
 * Reads again and again until Ctrl-C: on a terminal, what is shown is redrawn in its place; otherwise one text follows
 * the other, whenever something has changed.
 *
 * A terminal shows it on its other screen, as editors do, so that what was there before comes back; the last state is
 * then printed below.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../terminal/command';
import { displayWidth, wrapText } from '../terminal/display-width';
import { printable } from '../terminal/printable';

const INTERVAL_MS = 2_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** Codes of xterm, which terminals of today know (ctlseqs, and ECMA-48 for erasing). */
const SCREEN = { on: '\u001b[?1049h\u001b[?25l', off: '\u001b[?25h\u001b[?1049l', home: '\u001b[H', below: '\u001b[J' };
const END_OF_LINE = '\u001b[K';
// eslint-disable-next-line no-control-regex
const STYLES = /\u001b\[\d+m/g;

/** What is watched, and how it is shown. */
export interface Watched<T> {
  /** Rejects if nothing can be read. */
  readonly look: (signal: AbortSignal) => Promise<T>;
  readonly format: (found: T, columns: number) => string;
  /** Lines for people only. */
  readonly notes: (found: T) => readonly string[];
  /** Equal as long as nothing has changed but the time. */
  readonly identify: (found: T) => string;
  /** Between two texts. */
  readonly separator: string;
  /** Time between two looks. @default 2,000 */
  readonly intervalMs?: number;
}

/** Looks again and again, and returns what was found last; `undefined` if nothing. Rejects if the first look does. */
export async function watch<T>(context: Context, watched: Watched<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  for (const signal of SIGNALS) process.on(signal, abort);
  // the reader has ended, as `head` does
  process.stdout.on('error', abort);
  try {
    const first = await orUndefined(watched.look(stop.signal), stop.signal);
    return first === undefined ? undefined : await lookAgain(context, watched, first, stop.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
    process.stdout.off('error', abort);
  }
}

async function lookAgain<T>(context: Context, watched: Watched<T>, first: T, signal: AbortSignal): Promise<T> {
  const isRedrawn = context.columns !== undefined && context.env.TERM !== 'dumb';
  const view = isRedrawn ? inPlace(context, watched) : inTurn(context, watched);
  let last = first;
  view.show(last);
  while (!signal.aborted) {
    await orUndefined(sleep(watched.intervalMs ?? INTERVAL_MS, undefined, { signal }), signal);
    try {
      last = (await orUndefined(watched.look(signal), signal)) ?? last;
      if (!signal.aborted) view.show(last);
    } catch (error) {
      view.fail(error instanceof Error ? error.message : String(error));
    }
  }
  view.end();
  return last;
}

/** What `promise` gives; `undefined` if it was stopped. */
async function orUndefined<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

interface View<T> {
  show(found: T): void;
  /** The cluster could not be read; the next attempt follows. */
  fail(message: string): void;
  end(): void;
}

function inTurn<T>({ stdout, stderr }: Context, { format, notes, identify, separator }: Watched<T>): View<T> {
  let [before, failure]: [string | undefined, string] = [undefined, ''];
  return {
    show: found => {
      failure = '';
      const now = identify(found);
      if (now === before) return;
      stdout(`${before === undefined ? '' : separator}${format(found, Infinity)}`);
      for (const note of notes(found)) stderr(`${note}\n`);
      before = now;
    },
    fail: message => {
      if (message !== failure) stderr(`warning: ${message}; trying again\n`);
      failure = message;
    },
    end: () => {},
  };
}

function inPlace<T>(context: Context, { format, notes }: Watched<T>): View<T> {
  const { stdout } = context;
  const size = () => context.size?.() ?? { columns: context.columns || 80, rows: 24 };
  let last: T;
  const draw = (bottom: string) => {
    const { columns, rows } = size();
    const below = ['', ...[...notes(last), bottom].flatMap(line => wrapText(printable(line), columns))];
    const lines = cutLines(format(last, columns).split('\n').slice(0, -1), columns, rows - below.length);
    stdout(SCREEN.home + [...lines, ...below].map(line => line + END_OF_LINE).join('\n') + SCREEN.below);
  };
  stdout(SCREEN.on);
  return {
    show: found => {
      last = found;
      draw('Ctrl-C ends');
    },
    fail: message => draw(`warning: ${message}; trying again`),
    end: () => stdout(SCREEN.off + format(last, size().columns)),
  };
}

/** As many of `lines` as fit into `rows`, and how many are left. */
function cutLines(lines: readonly string[], columns: number, rows: number): string[] {
  const shown: string[] = [];
  let free = rows;
  for (const [i, line] of lines.entries()) {
    free -= Math.max(Math.ceil(displayWidth(line.replace(STYLES, '')) / columns), 1);
    if (free < (i === lines.length - 1 ? 0 : 1)) return [...shown, `… ${lines.length - i} more lines`];
    shown.push(line);
  }
  return shown;
}
