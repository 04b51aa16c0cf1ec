/**
 * Default values of a chart.
 */
import { parseChartFile, parseChartValues } from '../../../lib/model/values/values-file';

describe('the values of a chart', () => {
  const chartValues = (text: string) => parseChartValues(text, 'values.yaml').values;

  test('of a key that is written twice, the last holds', () => {
    expect(chartValues('image: {tag: v1}\nreplicas: 1\nimage: {name: qdrant}\n')).toEqual({
      image: { name: 'qdrant' },
      replicas: 1,
    });
  });

  test('documents are merged', () => {
    const text = '# a\n---\nimage: {tag: v1, name: qdrant}\n--- # more\n---\nimage: {tag: v2}\nnew: 1\n---\n';
    expect(chartValues(text)).toEqual({ image: { tag: 'v2', name: 'qdrant' }, new: 1 });
    expect(chartValues('image: {tag: v1}\r\n---\r\nnew: 1')).toEqual({ image: { tag: 'v1' }, new: 1 });
    expect(chartValues('')).toEqual({});
    expect(chartValues('---\n')).toEqual({});
  });

  test('of the metadata of a chart, the first document counts', () => {
    expect(parseChartFile('name: qdrant\nname: again\n---\nname: other\n', 'Chart.yaml').values).toEqual({
      name: 'again',
    });
  });

  test.each<[string, number, number]>([
    ['a: 1\n---\nb: [1\n', 4, 1],
    ['a: 1\n--- b\n', 2, 1],
    ['a: 1\n---\n- b\n', 3, 1],
  ])('fails for %j, as Helm does, and says where', (text, line, column) => {
    expect(parseChartValues(text, 'values.yaml')).toMatchObject({
      problems: [{ kind: 'invalid-values-file', location: { line, column } }],
    });
  });
});
