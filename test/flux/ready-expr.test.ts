/**
 * The three forms of `readyExpr`, word for word: what is missing here upgrades out of order
 * on a cluster, and every word is part of what fleets have in use.
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

test('a dependant of a release made elsewhere waits until that is ready', () => {
  expect(wrapCel(waitForReady())).toMatchInlineSnapshot(`
   "has(dep.status.conditions)
   && dep.status.observedGeneration == dep.metadata.generation
   && dep.status.conditions.exists(c, c.type == 'Ready'
     && c.status == 'True')
   || 'cdk8s-profiles/ignore-order' in self.metadata.annotations"
  `);
});

test('a dependant that waits on install only goes ahead once it is installed', () => {
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

test('wrapping an expression only breaks its lines', () => {
  for (const expression of [waitForRevision('936f007ed8'), waitForReady(), waitOnInstall()]) {
    expect(wrapCel(expression).replace(/\n */g, ' ')).toBe(expression);
  }
});
