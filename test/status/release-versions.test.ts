import { readFluxObjects } from '../../lib/status/flux-object';
import { versionsOf } from '../../lib/status/release-versions';

/** A release that asks for `chart`, of the profile version `profile`, and has installed `deployed`. */
function release(chart: string | undefined, profile: string | undefined, deployed: string | undefined, isReady = true) {
  const annotations = profile === undefined ? {} : { 'cdk8s-profiles/version': profile };
  const history =
    deployed === undefined
      ? []
      : [
          { status: 'failed', chartVersion: '9.9.9' },
          { status: 'deployed', chartVersion: deployed },
        ];
  const conditions = [{ type: 'Ready', status: isReady ? 'True' : 'False' }];
  const [found] = readFluxObjects([
    {
      kind: 'HelmRelease',
      metadata: { name: 'flagger', annotations, generation: 1 },
      spec:
        chart === undefined
          ? { chartRef: { kind: 'OCIRepository', name: 'flagger' } }
          : { chart: { spec: { version: chart } } },
      status: { observedGeneration: 1, conditions, history },
    },
  ]);
  return found;
}

test.each([
  ['a chart of a repository', release('1.1.0', '1.1.0', '1.0.0', false), '1.0.0', '1.1.0'],
  ['nothing installed yet', release('1.1.0', '1.1.0', undefined, false), undefined, '1.1.0'],
  ['a "v", which the chart does not have', release('v1.18.2', 'v1.18.2', '1.18.2'), 'v1.18.2', 'v1.18.2'],
  ['a digest that Flux adds', release(undefined, '6.5.4', '6.5.4+cbe4b9146f82'), '6.5.4', '6.5.4'],
  ['build metadata of its own', release('1.2.0+k3s1', '1.2.0+k3s1', '1.2.0+k3s1'), '1.2.0+k3s1', '1.2.0+k3s1'],
  ['another profile version than that of its chart', release(undefined, '2.0.0', '0.1.0'), '2.0.0', '2.0.0'],
  ['the same, not ready yet', release(undefined, '2.0.0', '0.1.0', false), undefined, '2.0.0'],
  ['a range of somebody else', release('>=1.0.0 <2.0.0', undefined, '1.4.0'), '1.4.0', undefined],
  [
    'an OCIRepository of somebody else',
    release(undefined, undefined, '1.4.0+0a1b2c3d4e5f'),
    '1.4.0+0a1b2c3d4e5f',
    undefined,
  ],
])('%s', (_, object, installed, applied) => {
  expect(versionsOf(object)).toEqual({ installed, applied });
});
