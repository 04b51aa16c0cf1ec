import { Cluster, Fleet, type ProfileSubscription } from 'cdk8s-profiles';
import { ApiObject } from 'cdk8s';
import { readObject } from '../../../lib/constructs/tree/flux-object';
import type { JsonObject } from '../../../lib/model/data/json';
import { dependenciesOf, releaseOf, waitsOf } from '../emitted';
import { platformCatalog } from '../platform-catalog';

let production: Cluster;

beforeEach(() => {
  const fleet = new Fleet();
  production = new Cluster(fleet, 'production', { catalog: platformCatalog(fleet) });
});

function objectOf(subscription: ProfileSubscription): ApiObject {
  return subscription.node.findAll().find(child => ApiObject.isApiObject(child))!;
}

test('labels and annotations may be added to the object of a subscription', () => {
  const object = objectOf(production.subscribe('flagger'));
  object.metadata.addLabel('team', 'mesh');
  object.metadata.addAnnotation('example.com/owner', 'mesh');
  const { metadata } = releaseOf(production, 'flagger');
  expect(metadata.labels).toMatchObject({ team: 'mesh', 'weave.works/applied-layer': 'layer-2' });
  expect(metadata.annotations).toMatchObject({ 'example.com/owner': 'mesh', 'cdk8s-profiles/profile': 'flagger' });
});

test('its content is computed when it is written', () => {
  const flagger = production.subscribe('flagger');
  expect(objectOf(flagger).toJson().spec.dependsOn).toBeUndefined();
  flagger.addDependency(production.subscribe('vault', { layer: 0 }));
  const { metadata, spec } = objectOf(flagger).toJson();
  expect(dependenciesOf({ spec })).toEqual(['vault']);
  expect(metadata.annotations['cdk8s-profiles/depends-on']).toBe('vault');
});

test('what a caller changes in it changes nothing that is written', () => {
  for (const name of ['linkerd2', 'flagger', 'jaeger']) production.subscribe(name, { values: { replicas: 1 } });
  const before = JSON.stringify(production.toJson());
  for (const { spec } of production.toJson() as unknown as { spec: Record<string, Record<string, unknown>> }[]) {
    const { dependsOn, install, values } = spec;
    if (Array.isArray(dependsOn)) dependsOn.push(Object.assign(dependsOn[0] as object, { name: 'vault' }));
    if (install !== undefined) install.createNamespace = false;
    if (values !== undefined) values.replicas = 2;
  }
  expect(JSON.stringify(production.toJson())).toBe(before);
});

test('writing it twice gives the same', () => {
  const object = objectOf(production.subscribe('flagger', { values: { resources: null } }));
  const text = JSON.stringify(object.toJson());
  expect(JSON.stringify(object.toJson())).toBe(text);
});

test('null is kept, and undefined is left out', () => {
  const values = { image: null, replicas: undefined, nested: { list: [null], gone: undefined } };
  production.subscribe('flagger', { values });
  expect(JSON.stringify(releaseOf(production, 'flagger').spec.values)).toBe('{"image":null,"nested":{"list":[null]}}');
});

test('all dependants of one layer share one list when they are written', () => {
  production.subscribe('cert-manager');
  const [linkerd2, jaeger] = ['linkerd2', 'jaeger'].map(name => objectOf(production.subscribe(name, { layer: 1 })));
  expect(waitsOf(production)).toEqual(['jaeger -> cert-manager', 'linkerd2 -> cert-manager']);
  const sharedBy = (object: ApiObject) => (readObject(object).spec as JsonObject).dependsOn;
  expect(sharedBy(linkerd2)).toBe(sharedBy(jaeger));
});
