/**
 * The rules on who may write releases that the guard counts.
 */
import { writersPolicy } from '../../lib/flux/removal-policy';
import { ruleOf } from './rule-of';

test('a release with our label is written by those who may write all, or who are named', () => {
  expect(ruleOf('writers')).toMatchInlineSnapshot(`
   "request.userInfo.username in ['system:serviceaccount:team-b:platform']
   || authorizer.group('helm.toolkit.fluxcd.io').resource('helmreleases').check('create').allowed()"
  `);
  expect(ruleOf('writers', 1)).toMatchInlineSnapshot(`
   "!has(object.spec.dependsOn)
   || size(object.spec.dependsOn) <= 4000"
  `);
  expect(writersPolicy([]).spec).toMatchObject({
    validations: [{ expression: ruleOf('writers').split('\n|| ')[1] }, {}, {}],
  });
});
