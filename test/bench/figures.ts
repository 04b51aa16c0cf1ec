/**
 * What the library promises about its speed: ratios of two cases, and their limits.
 */
import type { CaseName } from './cases';

export interface Figure {
  /** To run it alone. */
  readonly id: string;
  readonly measured: CaseName;
  /** @default 1: `measured` is a count */
  readonly baseline?: CaseName;
  /** Largest ratio that is good. Absent: shown, not promised. */
  readonly limit?: number;
}

export const FIGURES: readonly Figure[] = [
  { id: 'growth', measured: 'fleet of 30,000', baseline: 'fleet of 10,000', limit: 3.3 },
  { id: 'growth', measured: 'construction of 30,000', baseline: 'construction of 10,000' },
  { id: 'stock', measured: 'fleet of 10,000', baseline: 'stock App of 10,000', limit: 1 },
  { id: 'stock', measured: 'fleet of 30,000', baseline: 'stock App of 30,000', limit: 0.4 },
  // the one output type of stock cdk8s that does not walk the whole tree for every chart
  { id: 'folders', measured: 'fleet of 10,000', baseline: 'stock folders of 10,000' },
  { id: 'folders', measured: 'fleet of 30,000', baseline: 'stock folders of 30,000' },
  { id: 'layers', measured: 'five layers of 200', baseline: 'the same without order', limit: 1.5 },
  { id: 'plan', measured: 'plan of 10,000 in 5 layers', baseline: 'plan of 1,000 in 5 layers', limit: 12 },
  { id: 'plan', measured: 'plan of 10,000 in 500 layers', baseline: 'plan of 1,000 in 500 layers', limit: 12 },
  { id: 'help', measured: 'pctl --help', baseline: 'an empty script', limit: 1.3 },
  { id: 'search', measured: 'what 10,000 entries add to pctl search', baseline: 'their lock in js-yaml', limit: 0.8 },
  { id: 'git', measured: 'git repository of 1,000 tags', baseline: 'git clone --bare and cat-file', limit: 1.3 },
  { id: 'git', measured: 'the same when nothing is new', baseline: 'git clone --bare and cat-file' },
  { id: 'git', measured: 'the same by isomorphic-git', baseline: 'git clone --bare and cat-file' },
  { id: 'validations', measured: 'runs of a validation', limit: 1 },
];
