/**
 * Makes messages on stderr safe and readable: control characters are escaped, secrets are masked,
 * long lines are broken between words on a terminal, warnings are yellow, and `--quiet` leaves only
 * errors.
 */
import { maskSecrets } from '../../sources/reading/known-secrets';
import type { Context } from './command';
import { wrapText } from './display-width';
import { printable } from './printable';
import { styled, takesStyle } from './style';
import { terminalWidth } from './terminal-width';

/** At the beginning of a text: overwrites the current line. */
export const ERASE = '\r\x1b[K';

/** `context` whose `stderr` accepts any text, and whose `stdout` masks secrets. */
export function guardStderr(context: Context, isQuiet: boolean): Context {
  const isStyled = takesStyle(context.isTerminal === true, context.env);
  const width = context.isTerminal === true ? terminalWidth(context) : Infinity;
  const show = (line: string) => {
    const parts = wrapText(printable(maskSecrets(line)), width);
    return parts.map(part => styled(part, 'yellow', isStyled && line.startsWith('warning:'))).join('\n');
  };
  return {
    ...context,
    isTerminal: context.isTerminal === true && !isQuiet,
    stdout: text => context.stdout(maskSecrets(text)),
    stderr: text => {
      const erase = text.startsWith(ERASE) && !isQuiet ? ERASE : '';
      // complete lines, and a last one without a line end
      const lines = text.slice(erase.length).match(/[^\n]*\n|[^\n]+$/g) ?? [];
      const said = lines.filter(line => !isQuiet || line.startsWith('error:'));
      const shown = said.map(line => (line.endsWith('\n') ? `${show(line.slice(0, -1))}\n` : show(line)));
      if (erase !== '' || shown.length > 0) context.stderr(erase + shown.join(''));
    },
  };
}
