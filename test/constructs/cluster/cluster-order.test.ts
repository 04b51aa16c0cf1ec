/**
 * What the order of a cluster adds to a HelmRelease, besides what it waits for.
 */
import { ApiObject } from 'cdk8s';
import { Cluster, Fleet, Profile, type SubscribeOptions } from 'cdk8s-profiles';
import { releaseOf } from '../emitted';
import { REPOSITORY } from '../platform-catalog';

const DELIVERY = { sourceRef: { kind: 'GitRepository', name: 'flux-system' }, path: './dist' } as const;

describe('what a release owns is deleted before it', () => {
  function cluster(options: SubscribeOptions = {}, props: object = {}) {
    const production = new Cluster(new Fleet({ delivery: DELIVERY }), 'production', props);
    const chart = (name: string) => Profile.fromHelmChart({ repository: REPOSITORY, chart: name, version: '1.0.0' });
    production.subscribe(chart('linkerd2'), { layer: 0 });
    const manifests = production.manifests('policies', { layer: 1 });
    new ApiObject(manifests, 'policy', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'policy' } });
    const flagger = production.subscribe(chart('flagger'), { layer: 2, ...options });
    const uninstallOf = (name: string) => releaseOf(production, name).spec.uninstall;
    return { uninstallOf, flagger };
  }

  test('if it waits for others, but not if nothing is below it, nor for manifests', () => {
    const { uninstallOf } = cluster();
    expect(uninstallOf('flagger')).toEqual({ timeout: '30m', deletionPropagation: 'foreground' });
    expect(uninstallOf('linkerd2')).toEqual({ timeout: '30m' });
    expect(uninstallOf('policies')).toEqual({ timeout: '30m' });
  });

  test.each<[string, SubscribeOptions, object]>([
    ['the subscription', { uninstall: { deletionPropagation: 'background' } }, {}],
    ['the cluster', {}, { defaults: { uninstall: { deletionPropagation: 'background' } } }],
  ])('unless %s says otherwise', (_, options, props) => {
    const { uninstallOf } = cluster(options, props);
    expect(uninstallOf('flagger')).toEqual({ timeout: '30m', deletionPropagation: 'background' });
  });

  test('and patches find it', () => {
    const { uninstallOf, flagger } = cluster();
    flagger.patch({ spec: { uninstall: { deletionPropagation: null } } });
    expect(uninstallOf('flagger')).toEqual({ timeout: '30m' });
  });
});
