/**
 * What npm `yaml` says of a text that it cannot read, without the parts of the text that it quotes:
 * they may be an unquoted password, as in `password: *Sup3r`.
 */

/** `Unresolved alias: Sup3r` to `Unresolved alias`. */
export function withoutContent(message: string): string {
  return message.replace(/:\s.*$|\s[\\!].*$/s, '');
}
