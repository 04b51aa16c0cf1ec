/**
 * The three forms of `readyExpr`, word for word: a missing part would upgrade out of order on a
 * cluster, and existing fleets depend on every word.
 */
import { waitForReady, waitForRevision, waitOnInstall } from '../../lib/flux/ready-expr';
import { wrapCel } from './wrap-cel';

test('in lockstep a dependant waits for the revision, unless its dependency is suspended', () => {
  expect(wrapCel(waitForRevision('936f007ed8'))).toMatchInlineSnapshot(`
   "has(dep.status.conditions)
   && dep.status.observedGeneration == dep.metadata.generation
   && dep.status.conditions.exists(c, c.type == 'Ready'
     && c.status == 'True')
   && has(dep.metadata.labels)
   && dep.metadata.labels.exists(k, k == 'cdk8s-profiles/revision'
     && dep.metadata.labels[k] == '936f007ed8')
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
  for (const expression of [waitForRevision('936f007ed8'), waitForReady(), waitOnInstall()]) {
    expect(wrapCel(expression).replace(/\n */g, ' ')).toBe(expression);
  }
});
