import { ApiObject, type ApiObjectMetadataDefinition, App, Chart, Lazy } from 'cdk8s';
import { metadataJson } from '../../../lib/constructs/tree/object-metadata';

function metadataIn(app: App, add: (metadata: ApiObjectMetadataDefinition) => void): ApiObjectMetadataDefinition {
  const chart = new Chart(app, 'chart', { namespace: 'flux-system', labels: { team: 'mesh' } });
  const annotations = { 'b.example.com': 'b', 'a.example.com': '' };
  const { metadata } = new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Secret', metadata: { annotations } });
  add(metadata);
  return metadata;
}

const computed = Lazy.any({ produce: () => 'computed' }) as string;

test.each<[string, (metadata: ApiObjectMetadataDefinition) => void]>([
  ['text', () => undefined],
  ['more text', metadata => (metadata.addLabel('area', 'network'), metadata.addAnnotation('z', 'a'))],
  ['a computed label', metadata => metadata.addLabel('area', computed)],
  ['a computed annotation', metadata => metadata.addAnnotation('area', computed)],
  ['a label that is none', metadata => metadata.addLabel('area', undefined as unknown as string)],
  ['finalizers', metadata => metadata.addFinalizers('example.com/wait')],
  ['an owner', metadata => metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Secret', name: 'a', uid: '1' })],
  ['another field', metadata => metadata.add('generateName', 'a-')],
  ['a label among all fields', metadata => metadata.add('labels', { ignored: 'yes' })],
])('metadata with %s is that of cdk8s, byte for byte', (_, add) => {
  const app = new App();
  const metadata = metadataIn(app, add);
  expect(JSON.stringify(metadataJson(metadata, app))).toBe(JSON.stringify(metadata.toJson()));
});

test('resolvers of a program are asked', () => {
  const app = new App({ resolvers: [{ resolve: c => void (c.value === 'mesh' && c.replaceValue('platform')) }] });
  const metadata = metadataIn(app, () => undefined);
  expect(metadataJson(metadata, app)).toMatchObject({ labels: { team: 'platform' } });
});

test.each<[string, (metadata: ApiObjectMetadataDefinition) => void]>([
  ['text', () => undefined],
  ['finalizers', metadata => metadata.addFinalizers('example.com/wait')],
])('labels that are added to metadata with %s are sorted, and undefined ones are not added', (_, add) => {
  const app = new App();
  const more = { labels: { area: 'network', team: undefined }, annotations: { team: undefined } };
  const { labels, annotations } = metadataJson(metadataIn(app, add), app, more);
  expect(JSON.stringify(labels)).toBe('{"area":"network","team":"mesh"}');
  expect(annotations).toEqual({ 'a.example.com': '', 'b.example.com': 'b' });
});
