/**
 * The figures on speed that the library guarantees: ratios of two cases, and their limits.
 */
import type { CaseName } from './cases';

export interface Figure {
  /** To run it alone. */
  readonly id: string;
  readonly measured: CaseName;
  /** @default 1: `measured` is a count */
  readonly baseline?: CaseName;
  /** Largest ratio that passes. Absent: shown only. */
  readonly limit?: number;
  /** Milliseconds of `measured` that do not count. @default 0 */
  readonly allowance?: number;
  /** Whether it needs Chromium; without it, it is skipped. @default false */
  readonly inChromium?: boolean;
  /** Whether it is measured only if it is named, because that takes many minutes. @default false */
  readonly onlyNamed?: boolean;
}

export const FIGURES: readonly Figure[] = [
  { id: 'growth', measured: 'fleet of 30,000', baseline: 'fleet of 10,000', limit: 3.3 },
  { id: 'growth', measured: 'construction of 30,000', baseline: 'construction of 10,000' },
  { id: 'stock', measured: 'fleet of 10,000', baseline: 'stock App of 10,000', limit: 0.3 },
  { id: 'stock', measured: 'fleet of 30,000', baseline: 'stock App of 30,000', limit: 0.15 },
  { id: 'huge', measured: 'fleet of 100,000', baseline: 'stock App of 100,000', limit: 0.04, onlyNamed: true },
  {
    id: 'huge',
    measured: 'megabytes of a fleet of 100,000',
    baseline: 'megabytes of a stock App of 100,000',
    limit: 0.6,
    onlyNamed: true,
  },
  // the one output type of stock cdk8s that does not walk the whole tree for every chart
  { id: 'folders', measured: 'fleet of 10,000', baseline: 'stock folders of 10,000' },
  { id: 'folders', measured: 'fleet of 30,000', baseline: 'stock folders of 30,000' },
  { id: 'layers', measured: 'five layers of 200', baseline: 'the same without order', limit: 2.6 },
  { id: 'plan', measured: 'plan of 10,000 in 5 layers', baseline: 'plan of 1,000 in 5 layers', limit: 12 },
  { id: 'plan', measured: 'plan of 10,000 in 500 layers', baseline: 'plan of 1,000 in 500 layers', limit: 12 },
  { id: 'templates', measured: '500 clusters from a template', baseline: '50 clusters from a template', limit: 12 },
  { id: 'templates', measured: 'template of 1,000 objects', baseline: 'template of 100 objects', limit: 12 },
  { id: 'model', measured: 'model of 10,000 components', baseline: 'model of 1,000 components', limit: 12 },
  { id: 'index', measured: 'index with some profiles', baseline: 'index with some profiles by js-yaml', limit: 0.33 },
  { id: 'index', measured: 'index with some profiles', baseline: 'index with some profiles by yaml', limit: 0.04 },
  { id: 'index', measured: 'index of profiles', baseline: 'index of profiles by js-yaml', limit: 0.33 },
  { id: 'index', measured: 'index of profiles', baseline: 'index of profiles by yaml', limit: 0.04 },
  { id: 'memory', measured: 'megabytes for 100 MB of profiles', limit: 150 },
  { id: 'memory', measured: 'megabytes for 100 MB with some profiles', limit: 150 },
  { id: 'lock', measured: 'lock of 10,000', baseline: 'lock of 10,000 by js-yaml', limit: 1.1 },
  { id: 'import', measured: 'import of the library', baseline: 'import of cdk8s', limit: 1.7 },
  { id: 'help', measured: 'pctl --help', baseline: 'an empty script', limit: 1.3 },
  {
    id: 'search',
    measured: 'what 10,000 entries add to pctl search',
    baseline: 'what their lock adds to js-yaml',
    limit: 0.8,
  },
  { id: 'diff', measured: 'diff of 1,000 clusters', baseline: 'the YAML of both outputs', limit: 3 },
  {
    id: 'page',
    measured: 'page of 400 releases',
    baseline: 'an empty page',
    limit: 1.5,
    allowance: 300,
    inChromium: true,
  },
  { id: 'page', measured: 'kB of the page of 400 releases', limit: 500 },
  { id: 'verify', measured: 'verify 10,000 releases', baseline: 'their YAML', limit: 2 },
  { id: 'git', measured: 'git repository of 1,000 tags', baseline: 'git clone --bare and cat-file', limit: 1.3 },
  { id: 'git', measured: 'the same when nothing is new', baseline: 'git clone --bare and cat-file' },
  { id: 'git', measured: 'the same by isomorphic-git', baseline: 'git clone --bare and cat-file' },
  { id: 'validations', measured: 'runs of a validation', limit: 1 },
];
