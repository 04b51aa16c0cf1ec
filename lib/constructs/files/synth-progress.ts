/**
 * Shows on a terminal how far a long synthesis is, in one line that is updated and finally removed.
 *
 * Synthesis gives timers no turn, so the line is updated between two files.
 */

/** Variable in which `pctl synth` says that stderr is a terminal for progress: `1`. Empty: it is not, or `--quiet` is given. */
export const PROGRESS = 'CDK8S_PROFILES_PROGRESS';

/** Writes to a terminal. Absent: nothing is shown. */
export type ProgressLine = ((text: string) => void) | undefined;

const SHOWN_AFTER_MS = 1000;
const UPDATED_AFTER_MS = 200;
/** Overwrites the current line. */
const ERASE = '\r\x1b[K';

/** Where a program that `pctl synth` runs shows progress. */
export function programProgress(): ProgressLine {
  const isWanted = process.env[PROGRESS] === '1' && process.stderr.isTTY;
  return isWanted ? text => void process.stderr.write(text) : undefined;
}

export class SynthProgress {
  private next: number;
  private isShown = false;

  constructor(
    private readonly write: ProgressLine,
    shownAfterMs = SHOWN_AFTER_MS,
  ) {
    this.next = Date.now() + shownAfterMs;
  }

  /** `items` whose number is shown while they are gone through: `writing 1200 of 10020 files`. */
  *over<T>(verb: string, items: Iterable<T>, total: number): Iterable<T> {
    let done = 0;
    try {
      for (const item of items) {
        yield item;
        this.report(`${verb} ${++done} of ${total} files`);
      }
    } finally {
      this.clear();
    }
  }

  private clear(): void {
    if (this.isShown) this.write?.(ERASE);
    this.isShown = false;
  }

  private report(text: string): void {
    if (this.write === undefined || Date.now() < this.next) return;
    this.write(`${ERASE}${text}`);
    this.isShown = true;
    this.next = Date.now() + UPDATED_AFTER_MS;
  }
}
