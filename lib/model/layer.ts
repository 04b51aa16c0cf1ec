/**
 * Layers as people write them: `layer-2`, `Layer 2`, `layer_2` or `2`.
 *
 * A layer is a number, so that `layer-2` comes before `layer-10`.
 */
const LAYER = /^(?:layer[-_ ])?(0|[1-9]\d*)$/i;

/** The number of a layer; `undefined` when `text` names none. */
export function parseLayer(text: string): number | undefined {
  const digits = LAYER.exec(text.trim())?.[1];
  const layer = Number(digits);
  return Number.isSafeInteger(layer) ? layer : undefined;
}

/** `layer-2`: as the annotation `weave.works/layer` has it. */
export function formatLayer(layer: number): string {
  return `layer-${layer}`;
}
