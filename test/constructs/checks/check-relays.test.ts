import { ApiObject, Chart } from 'cdk8s';
import { Cluster } from 'cdk8s-profiles';
import { create } from '../cluster/receiver-platform';

const KUSTOMIZATION = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };

/** A platform whose cluster `production` is delivered from `flux`, and the clusters `others`, each from a chart. */
function problemsFor(others: Readonly<Record<string, string>>) {
  const { fleet, production } = create();
  const charts = new Map<string, Chart>();
  const chart = (id: string) => charts.get(id) ?? charts.set(id, new Chart(fleet, id)).get(id)!;
  for (const [name, from] of Object.entries(others)) new Cluster(fleet, name).deliverFrom(chart(from));
  production.deliverFrom(chart('flux'));
  return fleet.problems;
}

test('fails for a cluster whose Kustomization has the name of a relay', () => {
  const relay = 'production/.receiver/Kustomization.production-wave-1';
  const delivery = 'flux/production-wave-1-delivery';
  expect(problemsFor({ 'production-wave-1': 'flux', 'production-wave-2': 'flux' })).toEqual([
    {
      kind: 'duplicate-object',
      object: 'Kustomization flux-system/production-wave-1 (kustomize.toolkit.fluxcd.io)',
      paths: [delivery, relay],
      path: delivery,
    },
  ]);
});

test('a chart for another API server may contain the name', () => {
  expect(problemsFor({ 'production-wave-1': 'other' })).toEqual([]);
});

test('fails for a Kustomization of the program, but not in another namespace', () => {
  const { fleet, production } = create();
  const flux = new Chart(fleet, 'flux');
  production.deliverFrom(flux, { name: 'platform' });
  for (const namespace of ['flux-system', 'apps']) {
    const metadata = { name: 'production-wave-0-again', namespace };
    new ApiObject(flux, namespace, { ...KUSTOMIZATION, metadata });
  }
  expect(fleet.problems).toMatchObject([
    {
      kind: 'duplicate-object',
      paths: ['flux/flux-system', 'production/.receiver/Kustomization.production-wave-0-again'],
    },
  ]);
});
