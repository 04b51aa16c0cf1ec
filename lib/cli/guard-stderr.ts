/**
 * What commands say beside their data, as a person may read it: nothing in it moves the
 * cursor or hides what is said, warnings are yellow, and with `--quiet` errors alone are left.
 */
import type { Context } from './command';
import { printable } from './printable';
import { styled, takesStyle } from './style';

/** `context`, whose `stderr` takes whole lines of whatever text. */
export function guardStderr(context: Context, isQuiet: boolean): Context {
  const isStyled = takesStyle(context.isTerminal === true, context.env);
  const isSaid = (line: string) => !isQuiet || line.startsWith('error:');
  const show = (line: string) => styled(printable(line), 'yellow', isStyled && line.startsWith('warning:'));
  return {
    ...context,
    isTerminal: context.isTerminal === true && !isQuiet,
    stderr: text => {
      const said = text.replace(/\n$/, '').split('\n').filter(isSaid);
      if (said.length > 0) context.stderr(said.map(line => `${show(line)}\n`).join(''));
    },
  };
}
