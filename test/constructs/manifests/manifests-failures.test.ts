/**
 * Manifests that Flux could not apply, or not in order.
 */
import { Cluster, Fleet } from 'cdk8s-profiles';
import { ApiObject, App, Chart } from 'cdk8s';
import { DELIVERY, outdir, fleet, production, issuer, problemsIn } from './issuers-fleet';

describe('fails', () => {
  test('without a delivery', () => {
    const other = new Cluster(new Fleet({ outdir }), 'production');
    issuer(other.manifests('issuers'), 'letsencrypt');
    other.kustomization('base', { path: './base' });
    const problems = problemsIn(() => other.toJson());
    expect(problems.sort()).toEqual([
      ['invalid-props', 'production/base'],
      ['invalid-props', 'production/issuers'],
    ]);
  });

  test('when they are empty', () => {
    production.manifests('issuers');
    expect(problemsIn(() => fleet.synth())).toEqual([['invalid-props', 'production/issuers']]);
  });

  test('for a chart inside', () => {
    const manifests = production.manifests('issuers');
    issuer(manifests, 'letsencrypt');
    new Chart(manifests, 'more');
    expect(problemsIn(() => production.toJson())).toEqual([['invalid-props', 'production/issuers/more']]);
  });

  test('for two objects with one name, and for one that is too large', () => {
    const manifests = production.manifests('config');
    issuer(manifests, 'letsencrypt');
    const metadata = { name: 'letsencrypt' };
    new ApiObject(manifests, 'again', { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata });
    const data = { text: 'x'.repeat(1_100_000) };
    new ApiObject(manifests, 'large', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'large' },
      ...{ data },
    });
    expect(problemsIn(() => production.toJson()).sort()).toEqual([
      ['duplicate-object', 'production/config/again'],
      ['invalid-props', 'production/config/large'],
    ]);
  });

  test('under a stock App', () => {
    const cluster = new Cluster(new App({ outdir }), 'production', { delivery: DELIVERY });
    issuer(cluster.manifests('issuers'), 'letsencrypt');
    expect(problemsIn(() => cluster.toJson())).toEqual([['invalid-props', 'production/issuers']]);
  });

  test('for a path that leaves the source', () => {
    production.kustomization('base', { path: '../elsewhere' });
    expect(problemsIn(() => production.toJson())).toEqual([['invalid-props', 'production/base']]);
  });

  test.each(['manifests', 'charts'])('for a cluster called %s, like the folder of manifests', name => {
    issuer(new Cluster(fleet, name).manifests('issuers'), 'letsencrypt');
    expect(problemsIn(() => fleet.synth())).toEqual([['invalid-props', name]]);
  });
});
