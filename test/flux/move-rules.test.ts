/**
 * The rules that keep a Helm release where it is.
 */
import { ruleOf } from './rule-of';

test('the name of a Helm release, its namespaces and its chart stay as they are', () => {
  expect(ruleOf('moves', 0)).toMatchInlineSnapshot(`
   "[[(has(object.spec.releaseName)
     ? object.spec.releaseName
     : (has(object.spec.targetNamespace)
       ? object.spec.targetNamespace + '-'
       : '') + object.metadata.name), (has(oldObject.spec.releaseName)
     ? oldObject.spec.releaseName
     : (has(oldObject.spec.targetNamespace)
       ? oldObject.spec.targetNamespace + '-'
       : '') + oldObject.metadata.name)]].exists(n, n[0] == n[1]
     || (size(n[0]) > 53
       && size(n[1]) == 53
       && n[1].startsWith(n[0].substring(0, 40) + '-'))
     || (size(n[1]) > 53
       && size(n[0]) == 53
       && n[0].startsWith(n[1].substring(0, 40) + '-')))"
  `);
  expect(ruleOf('moves', 1)).toMatchInlineSnapshot(`
   "(has(object.spec.targetNamespace)
     ? object.spec.targetNamespace
     : object.metadata.namespace) == (has(oldObject.spec.targetNamespace)
     ? oldObject.spec.targetNamespace
     : oldObject.metadata.namespace)
   && (has(object.spec.storageNamespace)
     ? object.spec.storageNamespace
     : object.metadata.namespace) == (has(oldObject.spec.storageNamespace)
     ? oldObject.spec.storageNamespace
     : oldObject.metadata.namespace)"
  `);
  expect(ruleOf('moves', 2)).toMatchInlineSnapshot(`
   "(has(object.spec.upgrade)
     && has(object.spec.upgrade.chartNameChangeStrategy)
     && object.spec.upgrade.chartNameChangeStrategy == 'InPlaceUpdate')
   || (has(object.spec.chart)
     && has(oldObject.spec.chart)
     ? object.spec.chart.spec.chart == oldObject.spec.chart.spec.chart
     : !has(object.metadata.annotations)
     || !has(oldObject.metadata.annotations)
     || !('cdk8s-profiles/profile' in object.metadata.annotations)
     || !('cdk8s-profiles/profile' in oldObject.metadata.annotations)
     || object.metadata.annotations['cdk8s-profiles/profile'] == oldObject.metadata.annotations['cdk8s-profiles/profile'])"
  `);
});
