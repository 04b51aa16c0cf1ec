/**
 * The order of test files: those that start many processes first, because starting one copies the page tables of its
 * parent, and the memory of jest's processes grows with each test file. They are also the slowest, and a slow file
 * that begins last is waited for. `guide` is the first, because others need the build that it makes.
 */
const { default: Sequencer } = require('@jest/test-sequencer');
const { sep } = require('node:path');

/** Files, or folders, in `test`. */
const EARLY = [
  'guide.test.ts',
  'sources/git/git-mirror.test.ts',
  'cli/pull-request/',
  'sources/git/',
  'sources/profiles/nested-repositories.test.ts',
  'cli/import/',
  'cli/diff/',
  'cli/subscriptions/interrupted-change.test.ts',
  'cli/catalogs/interrupted-',
  'cli/subscriptions/',
  'verify/',
  'deliver/',
  'cli/synth/',
  'cli/releases/list.test.ts',
  'wrong-inputs/',
  'constructs/files/killed-synth.test.ts',
  'cli/completion/',
  'examples.test.ts',
  'docs.test.ts',
  'action.test.ts',
  'package.test.ts',
  'cli/graph/',
  'fuzz/',
  'model/helm-index/',
  'model/yaml/linear.test.ts',
];

module.exports = class extends Sequencer {
  /** Within one entry, and after all of them, in jest's order: the slowest or largest first. */
  sort(tests) {
    const rank = ({ path, context }) => {
      const name = path
        .slice(context.config.rootDir.length + 1)
        .split(sep)
        .slice(1)
        .join('/');
      const index = EARLY.findIndex(each => name.startsWith(each));
      return index === -1 ? EARLY.length : index;
    };
    return super.sort([...tests]).sort((a, b) => rank(a) - rank(b));
  }
};
