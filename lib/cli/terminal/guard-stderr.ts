/**
 * What commands say beside their data, as a person may read it: nothing in it moves the
 * cursor or hides what is said, warnings are yellow, and with `--quiet` errors alone are left.
 */
import { maskSecrets } from '../../sources/reading/known-secrets';
import type { Context } from './command';
import { printable } from './printable';
import { styled, takesStyle } from './style';

/** At the beginning of a text: it is written over the line that has no end yet. */
export const ERASE = '\r\x1b[K';

/** `context`, whose `stderr` takes whatever text. */
export function guardStderr(context: Context, isQuiet: boolean): Context {
  const isStyled = takesStyle(context.isTerminal === true, context.env);
  const show = (line: string) =>
    styled(printable(maskSecrets(line)), 'yellow', isStyled && line.startsWith('warning:'));
  return {
    ...context,
    isTerminal: context.isTerminal === true && !isQuiet,
    stdout: text => context.stdout(maskSecrets(text)),
    stderr: text => {
      const erase = text.startsWith(ERASE) && !isQuiet ? ERASE : '';
      // whole lines, and one that has no end yet
      const lines = text.slice(erase.length).match(/[^\n]*\n|[^\n]+$/g) ?? [];
      const said = lines.filter(line => !isQuiet || line.startsWith('error:'));
      const shown = said.map(line => (line.endsWith('\n') ? `${show(line.slice(0, -1))}\n` : show(line)));
      if (erase !== '' || shown.length > 0) context.stderr(erase + shown.join(''));
    },
  };
}
