/**
 * Tells an index from other YAML and JSON without reading all of it, because an index may have a hundred megabytes.
 */

/** Whether `text` looks like the index of a Helm repository. */
export function isHelmIndex(text: string): boolean {
  if (/^\uFEFF?\s*\{/.test(text)) return /"entries"\s*:\s*\{/.test(text.slice(0, 4096)) && !/"kind"/.test(text.slice(0, 4096)); // prettier-ignore
  return /^entries:/m.test(text) && !/^kind:/m.test(text);
}
