import { formatLayer, parseLayer } from '../../lib/model/layer';

describe('parseLayer', () => {
  test.each([
    ['layer-0', 0],
    ['layer-2', 2],
    ['layer-10', 10],
    ['Layer 2', 2],
    ['LAYER-2', 2],
    ['layer_2', 2],
    ['3', 3],
    ['0', 0],
    ['  layer-1\n', 1],
    [`layer-${Number.MAX_SAFE_INTEGER}`, Number.MAX_SAFE_INTEGER],
  ])('%j is layer %d', (text, layer) => {
    expect(parseLayer(text)).toBe(layer);
  });

  test.each([
    '',
    ' ',
    'layer',
    'layer-',
    'layer--1',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x2',
    '02',
    'layer-01',
    'layer2',
    'layer - 2',
    'layer-2-beta',
    'layers-2',
    'two',
    'constructor',
    '٣',
    `layer-${Number.MAX_SAFE_INTEGER + 1}`,
    `layer-${'9'.repeat(400)}`,
  ])('%j is not a layer', text => {
    expect(parseLayer(text)).toBeUndefined();
  });

  test('layers compare as numbers', () => {
    const layers = ['layer-10', 'layer-2', 'Layer 1'].map(text => parseLayer(text) ?? NaN);
    expect(layers.sort((a, b) => a - b)).toEqual([1, 2, 10]);
  });
});

test('formatLayer writes what parseLayer reads', () => {
  expect(formatLayer(2)).toBe('layer-2');
  expect(parseLayer(formatLayer(10))).toBe(10);
});
