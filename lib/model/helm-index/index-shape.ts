/**
 * What Helm takes an index for, and so Flux, which refuses the whole index for one field that is
 * otherwise. Source: `IndexFile` of helm.sh/helm/v4/pkg/repo/v1 v4.2.1, and how
 * sigs.k8s.io/yaml reads into it: it takes scalars for text, but not in what Chart.yaml has.
 */
import type { MapShape, Shape } from '../lists/shape';

const TEXTS: Shape = { list: 'text' };
const CHART_TEXTS = 'name home version description icon apiVersion condition tags appVersion kubeVersion type';

const MAINTAINER = fieldsOf({ name: 'text', email: 'text', url: 'text' });
const DEPENDENCY = fieldsOf({
  ...same('text', 'name version repository condition alias'),
  tags: TEXTS,
  enabled: 'boolean',
  'import-values': { list: 'any' },
});
/** Fields of Chart.yaml among them are known by their names: their scalars are taken for text. */
const ANNOTATIONS: MapShape = { ...fieldsOf(same('scalar', CHART_TEXTS)), others: 'text' };

/** One version of a chart. */
export const VERSION_SHAPE: MapShape = fieldsOf({
  ...same('text', CHART_TEXTS),
  ...same('scalar', 'digest checksum engine tillerVersion url'),
  sources: TEXTS,
  keywords: TEXTS,
  maintainers: { list: MAINTAINER },
  dependencies: { list: DEPENDENCY },
  annotations: ANNOTATIONS,
  deprecated: 'boolean',
  removed: 'boolean',
  created: 'time',
  urls: { list: 'scalar' },
});

/** The fields around the charts. */
export const ROOT_SHAPE: MapShape = fieldsOf({
  serverInfo: { fields: new Map(), others: 'any' },
  apiVersion: 'scalar',
  generated: 'time',
  entries: { fields: new Map(), others: 'any' },
  publicKeys: { list: 'scalar' },
  annotations: { fields: new Map(), others: 'scalar' },
});

/** `shape` in JSON, which Flux reads by another library: that takes no scalar for text, and every field. */
export function shapeInJson(shape: Shape): Shape {
  if (shape === 'scalar') return 'text';
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return { list: shapeInJson(shape.list) };
  const fields = [...shape.fields].map(([key, field]) => [key, shapeInJson(field)] as const);
  return { fields: new Map(fields), others: shape.others === undefined ? 'any' : shapeInJson(shape.others) };
}

function fieldsOf(fields: Readonly<Record<string, Shape>>): MapShape {
  return { fields: new Map(Object.entries(fields).map(([key, shape]) => [key.toLowerCase(), shape])) };
}

function same(shape: Shape, keys: string): Record<string, Shape> {
  return Object.fromEntries(keys.split(' ').map(key => [key, shape]));
}
