/**
 * Bold text and colours: only on terminals, and never if NO_COLOR is set (no-color.org).
 */

/** Codes that turn a style on and off (ECMA-48). */
const CODES = { bold: [1, 22], yellow: [33, 39] } as const;

/** `text` in `style`, or unchanged if `isOn` is false. */
export function styled(text: string, style: keyof typeof CODES, isOn: boolean): string {
  const [on, off] = CODES[style];
  return isOn ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** Whether a stream shows styles. */
export function takesStyle(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal && !env.NO_COLOR;
}
