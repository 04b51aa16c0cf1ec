/**
 * Messages of npm `yaml` about invalid texts, without the quoted parts of the text, which may be an
 * unquoted password, as in `password: *Sup3r`.
 */

/** Shortens `Unresolved alias: Sup3r` to `Unresolved alias`. */
export function withoutContent(message: string): string {
  return message.replace(/:\s.*$|\s[\\!].*$/s, '');
}
