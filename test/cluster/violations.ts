/**
 * For each mechanism that keeps order, the test that fails without it, and what it then says.
 *
 * The mechanisms themselves are in `harness/mechanisms.ts`.
 */
export interface Violation {
  readonly mechanism: string;
  /** The file of the test, without `.cluster.ts`. */
  readonly file: string;
  /** The test's title. */
  readonly test: string;
  /** What makes sure that it fails for this reason and no other. */
  readonly says: RegExp;
}

export const VIOLATIONS: readonly Violation[] = [
  {
    mechanism: 'depends-on',
    file: 'install',
    test: 'twelve releases in four layers install in order',
    says: /install of platform\/\S+ began .*before install of platform\/\S+ ended/,
  },
  {
    mechanism: 'lockstep',
    file: 'upgrade',
    test: 'releases in lockstep are upgraded in order',
    says: /upgrade of lockstep\/\S+ began .*before upgrade of lockstep\/\S+ ended/,
  },
  {
    mechanism: 'content-names',
    file: 'content-names',
    test: 'values in ConfigMaps of ours reach Helm in order',
    says: /upgrade of values-objects\/\S+ began .*before upgrade of values-objects\/\S+ ended/,
  },
  {
    mechanism: 'label-only',
    file: 'upgrade',
    test: 'lockstep: no release is upgraded whose own content did not change',
    says: /\+ .*"flagger": 2/,
  },
];
