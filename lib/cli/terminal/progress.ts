/**
 * Shows progress: on a terminal one line that is updated and finally removed, otherwise a line from
 * time to time.
 */
import { cutText } from '../../model/data/cut-text';
import type { Context } from './command';
import { ERASE } from './guard-stderr';
import { printable } from './printable';

export interface Progress {
  /** `bytes` of `total` of `name` are read; called with only the name at the beginning. */
  report(name: string, bytes?: number, total?: number): void;
  finish(name: string): void;
  /** Removes the line from the terminal. */
  stop(): void;
}

interface Amount {
  readonly bytes: number;
  readonly total?: number;
}

const TERMINAL_MS = { first: 500, next: 200 };
const LINES_MS = { first: 5_000, next: 10_000 };
/** No line is longer, so that none wraps on a terminal of the usual width. */
const WIDTH = 79;

/** Shows on stderr what `report` receives, until `stop` is called. */
export function showProgress({ stderr, isTerminal, env }: Context): Progress {
  const amounts = new Map<string, Amount>();
  const isRewritten = isTerminal === true && env.TERM !== 'dumb';
  const { first, next } = isRewritten ? TERMINAL_MS : LINES_MS;
  let isShown = false;
  let timer: NodeJS.Timeout;
  const show = () => {
    if (isRewritten) stderr(`${isShown ? ERASE : ''}${formatLine(amounts)}`);
    else if (amounts.size > 0) stderr(`${formatLine(amounts)}\n`);
    isShown = true;
    timer = setTimeout(show, next).unref();
  };
  timer = setTimeout(show, first).unref();
  return {
    report: (name, bytes = 0, total) => void amounts.set(name, { bytes, total }),
    finish: name => void amounts.delete(name),
    stop: () => {
      clearTimeout(timer);
      if (isShown && isRewritten) stderr(ERASE);
    },
  };
}

/** `reading platform 12.3 of 20.0 MB, shops 0.1 MB`, shortened if it is long. */
function formatLine(amounts: ReadonlyMap<string, Amount>): string {
  const parts = [...amounts].map(([name, amount]) => `${printable(name)} ${formatAmount(amount)}`);
  const line = `reading ${parts.join(', ')}`.trimEnd();
  return line.length <= WIDTH ? line : `${cutText(line, WIDTH - 1)}…`;
}

function formatAmount({ bytes, total }: Amount): string {
  const megabytes = (count: number) => (count / 1e6).toFixed(1);
  const hasTotal = total !== undefined && total >= bytes;
  return hasTotal ? `${megabytes(bytes)} of ${megabytes(total)} MB` : `${megabytes(bytes)} MB`;
}
