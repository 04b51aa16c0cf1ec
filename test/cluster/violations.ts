/**
 * For each mechanism that keeps order, the tests that fail without it, and what they then say.
 *
 * The mechanisms themselves are in `harness/mechanisms.ts`.
 */
import { REMOVAL_VIOLATIONS } from './removal/violations';
import { Violation } from './violation';

export const VIOLATIONS: readonly Violation[] = [
  {
    mechanism: 'depends-on',
    file: 'install',
    failures: new Map([
      [
        'twelve releases in four layers install in order',
        /install of platform\/\S+ began .*before install of platform\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'lockstep',
    file: 'upgrade',
    failures: new Map([
      [
        'releases in lockstep are upgraded in order',
        /upgrade of lockstep\/\S+ began .*before upgrade of lockstep\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'stated-in-spec',
    file: 'upgrade',
    failures: new Map([
      [
        'releases in lockstep are upgraded in order',
        /upgrade of lockstep\/\S+ began .*before upgrade of lockstep\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'content-names',
    file: 'content-names',
    failures: new Map([
      [
        'values in ConfigMaps of ours reach Helm in order',
        /upgrade of values-objects\/\S+ began .*before upgrade of values-objects\/\S+ ended/,
      ],
      [
        'charts from an OCI registry reach Helm in order',
        /upgrade of oci-charts\/\S+ began .*before upgrade of oci-charts\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'label-only',
    file: 'upgrade',
    failures: new Map([['lockstep: no release is upgraded whose own content did not change', /\+ .*"flagger": 2/]]),
  },
  {
    mechanism: 'guard',
    file: 'manifests/removal',
    failures: new Map([
      [
        'manifests and the chart above them go in order, and the chart below them stays',
        /uninstall of partly\/issuers began .*before uninstall of partly\/ingress-nginx ended/,
      ],
      [
        'when the Kustomization that delivers them is deleted, charts and manifests go in reverse order',
        /uninstall of deleted\/\S+ began .*before uninstall of deleted\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'guard',
    file: 'cluster-api/lifecycle',
    failures: new Map([
      [
        'one commit removes releases in reverse order, and then the cluster',
        /Received promise resolved instead of rejected/,
      ],
      [
        'a cluster whose control plane is lost goes once its releases are suspended',
        /clusters\.cluster\.x-k8s\.io \\?"us-1\\?" not found/,
      ],
    ]),
  },
  {
    mechanism: 'content-paths',
    file: 'manifests/failures',
    failures: new Map([
      [
        'a chart that fails holds the manifests above it: new content is not applied, and no path is missing',
        /Received: 2/,
      ],
    ]),
  },
  ...REMOVAL_VIOLATIONS,
];
