/**
 * Tells findings about layers from other findings of the same reader, by their place.
 */
import { formatLayer } from '../layer';
import type { YamlValue } from '../yaml/yaml-value';
import { LINT_RULES, type LintFinding, type LintFix } from './lint-finding';

/** `findings`, in which those at one of the `layers` belong to the rule of layers; `fixOf` says how to correct them. */
export function byPlaceOfLayer(
  findings: readonly LintFinding[],
  layers: readonly (YamlValue | undefined)[],
  fixOf: (layer: YamlValue) => LintFix | undefined,
): LintFinding[] {
  if (findings.length === 0) return [];
  const byPlace = new Map(layers.flatMap(layer => (layer === undefined ? [] : [[placeKey(layer.at), layer] as const])));
  return findings.map(finding => {
    const layer = finding.location && byPlace.get(placeKey(finding.location));
    if (layer === undefined) return finding;
    const fix = fixOf(layer);
    const found = { ...finding, rule: 'layer-unreadable', severity: LINT_RULES['layer-unreadable'][0] } as const;
    return fix === undefined ? found : { ...found, fix };
  });
}

/** `layer-2` for what can mean nothing else: `layer2`, `layer-02`, `L2`, `layer: 2`. */
export function certainLayer(layer: YamlValue): string | undefined {
  const digits = 'text' in layer ? /^(?:(?:l|layers?)[-_ :.]*)?0*(\d+)$/i.exec(layer.text.trim())?.[1] : undefined;
  const number = Number(digits);
  return digits !== undefined && Number.isSafeInteger(number) ? formatLayer(number) : undefined;
}

function placeKey({ line, column }: { readonly line: number; readonly column: number }): string {
  return `${line}:${column}`;
}
