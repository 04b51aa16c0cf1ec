/**
 * Layers as users write them: `layer-2`, `Layer 2`, `layer_2` or `2`.
 *
 * A layer is a number, so that `layer-2` comes before `layer-10`.
 */
const LAYER = /^(?:layer[-_ ])?(0|[1-9]\d*)$/i;

/** The number of a layer; `undefined` if `text` is not a layer. */
export function parseLayer(text: string): number | undefined {
  const digits = LAYER.exec(text.trim())?.[1];
  const layer = Number(digits);
  return Number.isSafeInteger(layer) ? layer : undefined;
}

/** `layer-2`: the value of the annotation `weave.works/layer`. */
export function formatLayer(layer: number): string {
  return `layer-${layer}`;
}
