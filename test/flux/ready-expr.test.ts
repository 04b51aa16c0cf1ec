/**
 * The forms of `readyExpr`, word for word: a missing part would upgrade out of order on a cluster,
 * and existing fleets depend on every word.
 */
import { dependencyReferences, type DependencyWait } from '../../lib/flux/dependency-references';
import { readReadyExprs, waitForReady, waitForRevision, waitOnInstall } from '../../lib/flux/ready-expr';
import { wrapCel } from './wrap-cel';

const REVISIONS = new Map([
  ['linkerd2', '5fb1e6a898'],
  ['team-a/vault', '936f007ed8'],
]);

test('in lockstep a dependant waits for the revision that it states, unless its dependency is suspended', () => {
  expect(wrapCel(waitForRevision('linkerd2', REVISIONS))).toMatchInlineSnapshot(`
   "// revisions: linkerd2=5fb1e6a898; team-a/vault=936f007ed8;
   has(dep.status.conditions)
   && dep.status.observedGeneration == dep.metadata.generation
   && dep.status.conditions.exists(c, c.type == 'Ready'
     && c.status == 'True')
   && self.spec.dependsOn.exists(d, d.?readyExpr.orValue('').contains(' linkerd2=' + dep.metadata.?labels['cdk8s-profiles/revision'].orValue('') + ';'))
   && !(has(dep.spec.suspend)
     && dep.spec.suspend)
   || 'cdk8s-profiles/ignore-order' in self.metadata.annotations"
  `);
});

test('a dependant of a release made elsewhere waits until that release is ready', () => {
  expect(wrapCel(waitForReady())).toMatchInlineSnapshot(`
   "has(dep.status.conditions)
   && dep.status.observedGeneration == dep.metadata.generation
   && dep.status.conditions.exists(c, c.type == 'Ready'
     && c.status == 'True')
   || 'cdk8s-profiles/ignore-order' in self.metadata.annotations"
  `);
});

test('a dependant that waits only on install proceeds once it is installed', () => {
  expect(wrapCel(waitOnInstall())).toMatchInlineSnapshot(`
   "has(dep.status.conditions)
   && dep.status.observedGeneration == dep.metadata.generation
   && dep.status.conditions.exists(c, c.type == 'Ready'
     && c.status == 'True')
   || has(self.status.history)
   && size(self.status.history) > 0
   || 'cdk8s-profiles/ignore-order' in self.metadata.annotations"
  `);
});

test('wrapping an expression changes only its line breaks', () => {
  for (const expression of [waitForRevision('linkerd2'), waitForReady(), waitOnInstall()]) {
    expect(wrapCel(expression).replace(/\n */g, ' ')).toBe(expression);
  }
});

describe('dependsOn', () => {
  const waits: readonly DependencyWait[] = [
    { name: 'vault', namespace: 'team-a', until: { kind: 'revision', revision: '936f007ed8' } },
    { name: 'linkerd2', namespace: 'flux-system', until: { kind: 'revision', revision: '5fb1e6a898' } },
    { name: 'argo', namespace: 'flux-system', until: { kind: 'ready' } },
    { name: 'kyverno', namespace: 'flux-system', until: { kind: 'install' } },
    { name: 'constructor', namespace: 'default' },
  ];

  test('states all revisions once, where the first of them is waited for', () => {
    expect(dependencyReferences(waits, 'flux-system')).toEqual([
      { name: 'argo', readyExpr: waitForReady() },
      { name: 'kyverno', readyExpr: waitOnInstall() },
      { name: 'linkerd2', readyExpr: waitForRevision('linkerd2', REVISIONS) },
      { name: 'constructor', namespace: 'default' },
      { name: 'vault', namespace: 'team-a', readyExpr: waitForRevision('team-a/vault') },
    ]);
  });

  test('is the same, in whichever order dependencies are found', () => {
    const references = dependencyReferences(waits, 'flux-system');
    expect(dependencyReferences([...waits].reverse(), 'flux-system')).toEqual(references);
  });

  test('is empty if nothing is waited for', () => {
    expect(dependencyReferences([], 'flux-system')).toEqual([]);
  });

  test('changes in one line if only revisions change', () => {
    const lines = (revision: string) => {
      const changed = waits.map(wait =>
        wait.until?.kind === 'revision' ? { ...wait, until: { kind: 'revision' as const, revision } } : wait,
      );
      return dependencyReferences(changed, 'team-a').flatMap(({ readyExpr }) => readyExpr?.split('\n') ?? []);
    };
    const after = lines('0000000001');
    expect(lines('0000000000').filter((line, i) => line !== after[i])).toEqual([
      '// revisions: vault=0000000000; flux-system/linkerd2=0000000000;',
    ]);
  });

  test('is read back', () => {
    const read = (home: string) =>
      readReadyExprs(dependencyReferences(waits, home).map(({ readyExpr }) => readyExpr)).map(
        rule => rule && ('revision' in rule ? rule.revision : rule.kind),
      );
    expect(read('flux-system')).toEqual(['ready', 'install', '5fb1e6a898', undefined, '936f007ed8']);
    expect(read('team-a')).toEqual(['936f007ed8', undefined, 'ready', 'install', '5fb1e6a898']);
  });
});

test.each<[string, string | undefined, string | undefined]>([
  ['an earlier version wrote', waitForLiteral('936f007ed8'), '936f007ed8'],
  ['states nothing', waitForRevision('linkerd2'), ''],
  ['states it for another', waitForRevision('vault', REVISIONS), ''],
  ['somebody changed', `${waitForRevision('linkerd2', REVISIONS)} && true`, undefined],
  ['somebody changed in the form of an earlier version', `${waitForLiteral('936f007ed8')} && true`, undefined],
  ['somebody else wrote', "dep.metadata.labels['version'] == '1.0.0'", undefined],
  ['is empty', '', undefined],
  ['is not there', undefined, undefined],
])('reads the revision of an expression that %s', (_, expression, revision) => {
  expect(readReadyExprs([expression])).toEqual([revision === undefined ? undefined : { kind: 'revision', revision }]);
});

/** As it was written before revisions were stated once. */
function waitForLiteral(revision: string): string {
  return (
    'has(dep.status.conditions) && dep.status.observedGeneration == dep.metadata.generation' +
    " && dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True') && has(dep.metadata.labels)" +
    ` && dep.metadata.labels.exists(k, k == 'cdk8s-profiles/revision' && dep.metadata.labels[k] == '${revision}')` +
    " && !(has(dep.spec.suspend) && dep.spec.suspend) || 'cdk8s-profiles/ignore-order' in self.metadata.annotations"
  );
}
