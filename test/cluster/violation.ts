/** What happens without a mechanism: the tests that then fail, and what they say. */
export interface Violation {
  readonly mechanism: string;
  /** The file of the tests, without `.cluster.ts`. */
  readonly file: string;
  /** Title of each test -> a line of its failure, so that it fails for this reason and no other. */
  readonly failures: ReadonlyMap<string, RegExp>;
}
