/**
 * Names in lock files and manifests that try to cause harm.
 */
import { GRAPH_FORMATS } from '../../lib/cli/graph/graph-format';
import { releaseText, writtenFiles } from '../deliver/written-files';
import { lockText } from './catalogs/lock-text';
import { pctlIn } from './pctl-in';

const HOSTILE = 'a\u001b]0;owned\u0007b\u202ec\u009b2J\rd';
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/;

const FILES = {
  'catalogs/a.lock.yaml': lockText('a', {
    [HOSTILE]: { versions: ['1.0.0', '1.1.0'], description: HOSTILE, keywords: [HOSTILE], category: HOSTILE },
    vault: { versions: ['1.0.0'], description: `two lines\n${HOSTILE}`, prerequisites: [HOSTILE] },
  }),
  'catalogs/b.lock.yaml': lockText(HOSTILE, { flagger: ['1.0.0'] }),
  'dist/a.yaml':
    releaseText(HOSTILE, { cluster: HOSTILE, version: '1.0.0', catalog: HOSTILE, dependsOn: [HOSTILE, 'x'] }) +
    releaseText('vault', { cluster: HOSTILE, profile: HOSTILE, version: '1.0.0', dependsOn: [HOSTILE] }),
};

test.each(
  [
    ['search'],
    ['search', 'flaggr'],
    ['show', 'vault'],
    ['show', 'flagger'],
    ['show', HOSTILE],
    ['show', `x${HOSTILE}`],
    ['show', `${HOSTILE}@9`],
    ['list'],
    ['list', HOSTILE],
    ['list', '--cluster', HOSTILE],
    ['list', '--cluster', `x${HOSTILE}`],
    ['outdated'],
    ['plan'],
  ]
    .flatMap(argv => [argv, ...['wide', 'json', 'yaml', 'name'].map(output => [...argv, '-o', output])])
    .concat(GRAPH_FORMATS.map(output => ['graph', '-o', output])),
)('no control character of them reaches the terminal: %j %j %j %j', async (...argv) => {
  const { stdout, stderr } = await pctlIn(writtenFiles(FILES), argv);
  expect(stdout + stderr).not.toBe('');
  expect(stdout + stderr).not.toMatch(UNSAFE);
});
