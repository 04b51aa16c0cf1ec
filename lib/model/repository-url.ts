/**
 * URLs of chart repositories and registries, as Flux takes them.
 */

/** Why Flux cannot use `url`, as the end of a sentence; `undefined` when it can. */
export function describeUrlFault(url: string): string | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    // what the parser says differs between versions of Node
    return 'write it in full, such as https://charts.example.com or oci://registry.example.com/charts';
  }
  if (!['http:', 'https:', 'oci:'].includes(parsed.protocol)) return 'it must begin with https://, http:// or oci://';
  if (parsed.username !== '' || parsed.password !== '')
    return 'it holds a user or a password; give them to Flux in a Secret';
  if (parsed.host === '') return 'it names no host';
  if (parsed.search !== '' || parsed.hash !== '') return 'it may not hold "?" or "#"';
  return undefined;
}
