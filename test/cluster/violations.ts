/**
 * For each mechanism that keeps order, the tests that fail without it, and what they then say.
 *
 * The mechanisms themselves are in `harness/mechanisms.ts`.
 */
export interface Violation {
  readonly mechanism: string;
  /** The file of the tests, without `.cluster.ts`. */
  readonly file: string;
  /** Title of each test -> a line of its failure, so that it fails for this reason and no other. */
  readonly failures: ReadonlyMap<string, RegExp>;
}

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
];
