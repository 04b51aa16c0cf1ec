/**
 * The header `Link` (RFC 8288), which points to the next page of a list.
 */

/** `<target>` and the parameters after it, up to the comma before the next link. */
const LINK = /<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"<>]*))?)*)/g;
const PARAMETER = /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"<>]*))/g;

/** Target of the first link whose relation is `next`; a header on several lines is one list. */
export function findNextLink(header: string | undefined): string | undefined {
  for (const [, target, parameters] of (header ?? '').matchAll(LINK)) {
    for (const [, name, quoted, plain] of parameters.matchAll(PARAMETER)) {
      if (name.toLowerCase() !== 'rel') continue;
      const relations = (quoted ?? plain).toLowerCase().split(/\s+/);
      if (relations.includes('next')) return target;
      break;
    }
  }
  return undefined;
}
