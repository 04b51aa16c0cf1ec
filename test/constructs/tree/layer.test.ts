import { Cluster, Fleet } from 'cdk8s-profiles';
import { Dependable } from 'constructs';
import { waitsOf } from '../emitted';
import { platformCatalog } from '../platform-catalog';

let production: Cluster;

beforeEach(() => {
  const fleet = new Fleet();
  production = new Cluster(fleet, 'production', { catalog: platformCatalog(fleet), order: 'dependencies' });
  ['kyverno', 'cert-manager', 'linkerd2'].forEach(profile => production.subscribe(profile));
});

test('depending on a layer means depending on everything in it', () => {
  production.subscribe('vault', { dependsOn: [production.layer(0)] });
  expect(waitsOf(production)).toEqual(['vault -> cert-manager', 'vault -> kyverno']);
});

test('depending on a layer means depending on what is in it at synthesis', () => {
  production.subscribe('vault', { dependsOn: [production.layer(0)] });
  production.subscribe('jaeger', { layer: 0 });
  expect(waitsOf(production)).toEqual(['vault -> cert-manager', 'vault -> jaeger', 'vault -> kyverno']);
});

test('a release that waits for its own layer waits for all others in it', () => {
  production.subscribe('vault', { layer: 0, dependsOn: [production.layer(0)] });
  expect(waitsOf(production)).toEqual(['vault -> cert-manager', 'vault -> kyverno']);
});

test('fails if two of a layer wait for their own layer', () => {
  const dependsOn = [production.layer(0)];
  production.subscribe('vault', { layer: 0, dependsOn });
  production.subscribe('jaeger', { layer: 0, dependsOn });
  expect(production.plan.problems).toMatchObject([
    { kind: 'cycle', steps: [{ name: 'jaeger' }, { name: 'vault' }], path: 'production/jaeger' },
  ]);
});

test('fails for a layer that contains only what waits for it', () => {
  production.subscribe('flagger', { dependsOn: [production.layer(2)] });
  expect(production.plan.problems).toMatchObject([{ kind: 'empty-dependency', from: 'flagger', to: 'layer 2' }]);
});

test('for constructs, a layer stands for its cluster', () => {
  expect(Dependable.of(production.layer(0)).dependencyRoots).toEqual([production]);
});
