/**
 * How a registry asks for authentication: the header `WWW-Authenticate`.
 */

export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service?: string; readonly scope?: string };

/** `Bearer realm="…",service="…"`: a scheme before its parameters, or one parameter. */
const PART = /(?:^|[\s,])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|(?:^|[\s,])([\w-]+)(?=\s|,|$)/g;
/** Node accepts headers up to this length. */
const LONGEST_HEADER = 16 * 1024;

/** Parses the header; prefers tokens if several schemes are offered. `undefined` if none is supported. */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  for (const [, key, quoted, plain, scheme] of (header ?? '').slice(0, LONGEST_HEADER).matchAll(PART)) {
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else challenges.at(-1)?.parameters.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
  }
  for (const { scheme, parameters } of challenges) {
    const realm = parameters.get('realm');
    if (scheme !== 'bearer' || !realm) continue;
    return { scheme, realm, service: parameters.get('service'), scope: parameters.get('scope') };
  }
  return challenges.some(({ scheme }) => scheme === 'basic') ? { scheme: 'basic' } : undefined;
}
