/**
 * URLs of chart repositories and registries, in the forms that Flux accepts.
 */

/** Why Flux cannot use `url`, for the end of a sentence; `undefined` if it can. */
export function describeUrlFault(url: string): string | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    // the parser's message differs between versions of Node
    return 'write it in full, such as https://charts.example.com or oci://registry.example.com/charts';
  }
  if (!['http:', 'https:', 'oci:'].includes(parsed.protocol)) return 'it must begin with https://, http:// or oci://';
  if (parsed.username !== '' || parsed.password !== '')
    return 'it contains a user or a password; give them to Flux in a Secret';
  if (parsed.host === '') return 'it names no host';
  if (parsed.search !== '' || parsed.hash !== '') return 'it may not hold "?" or "#"';
  return undefined;
}
