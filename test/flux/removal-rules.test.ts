/**
 * The rules of the guard, word for word: what an API server is asked before something of ours
 * is deleted or moved, and what it answers with when it refuses.
 */
import * as rules from '../../lib/flux/removal-rules';
import { POLICIES, removalRule, specOf, type Spec } from './rule-of';

test('policies, what they fail with when they cannot be asked, and how many rules they have', () => {
  const rows = POLICIES.map(({ name, spec, hasParams, crossesNamespaces }) => {
    const { failurePolicy, matchConstraints, validations } = spec as unknown as Spec & Record<string, unknown>;
    return { name, failurePolicy, hasParams, crossesNamespaces, matchConstraints, rules: validations.length };
  });
  expect(rows.map(row => JSON.stringify(row))).toMatchInlineSnapshot(`
   [
     "{"name":"cdk8s-profiles-removal-releases","failurePolicy":"Fail","hasParams":true,"crossesNamespaces":true,"matchConstraints":{"resourceRules":[{"apiGroups":["helm.toolkit.fluxcd.io"],"resources":["helmreleases"],"apiVersions":["*"],"operations":["DELETE"]}],"objectSelector":{"matchLabels":{"app.kubernetes.io/managed-by":"cdk8s-profiles"}}},"rules":6}",
     "{"name":"cdk8s-profiles-removal-sources","failurePolicy":"Fail","hasParams":true,"crossesNamespaces":false,"matchConstraints":{"resourceRules":[{"apiGroups":["source.toolkit.fluxcd.io"],"resources":["helmrepositories","ocirepositories","gitrepositories"],"apiVersions":["*"],"operations":["DELETE"]}],"objectSelector":{"matchLabels":{"app.kubernetes.io/managed-by":"cdk8s-profiles"}}},"rules":2}",
     "{"name":"cdk8s-profiles-removal-values","failurePolicy":"Ignore","hasParams":true,"crossesNamespaces":false,"matchConstraints":{"resourceRules":[{"apiGroups":[""],"resources":["configmaps"],"apiVersions":["*"],"operations":["DELETE"]}],"objectSelector":{"matchLabels":{"app.kubernetes.io/managed-by":"cdk8s-profiles"}}},"rules":2}",
     "{"name":"cdk8s-profiles-removal-namespaces","failurePolicy":"Ignore","hasParams":true,"crossesNamespaces":true,"matchConstraints":{"resourceRules":[{"apiGroups":[""],"resources":["namespaces"],"apiVersions":["*"],"operations":["DELETE"]}]},"rules":2}",
     "{"name":"cdk8s-profiles-removal-clusters","failurePolicy":"Fail","hasParams":true,"crossesNamespaces":false,"matchConstraints":{"resourceRules":[{"apiGroups":["cluster.x-k8s.io"],"resources":["clusters"],"apiVersions":["*"],"operations":["DELETE"]}]},"rules":2}",
     "{"name":"cdk8s-profiles-removal-moves","failurePolicy":"Fail","hasParams":false,"crossesNamespaces":false,"matchConstraints":{"resourceRules":[{"apiGroups":["helm.toolkit.fluxcd.io"],"resources":["helmreleases"],"apiVersions":["*"],"operations":["UPDATE"]}],"objectSelector":{"matchLabels":{"app.kubernetes.io/managed-by":"cdk8s-profiles"}}},"rules":3}",
     "{"name":"cdk8s-profiles-removal-writers","failurePolicy":"Fail","hasParams":false,"crossesNamespaces":false,"matchConstraints":{"resourceRules":[{"apiGroups":["helm.toolkit.fluxcd.io"],"resources":["helmreleases"],"apiVersions":["*"],"operations":["CREATE","UPDATE"]}],"objectSelector":{"matchLabels":{"app.kubernetes.io/managed-by":"cdk8s-profiles"}}},"rules":3}",
   ]
  `);
});

test('conditions under which a policy is asked at all', () => {
  const conditions = POLICIES.flatMap(({ name }) => specOf(name.split('-').at(-1)!).matchConditions);
  // what is needed is what the rules say, below
  const texts = conditions.flatMap(({ name, expression }) => (name === 'needed' ? [] : `${name}: ${expression}`));
  expect([...new Set(texts)]).toMatchInlineSnapshot(`
   [
     "not-forced: !has(oldObject.metadata.annotations) || !('cdk8s-profiles/ignore-order' in oldObject.metadata.annotations)",
     "installed: has(oldObject.status) && has(oldObject.status.storageNamespace) && oldObject.status.storageNamespace != ''",
     "counted: object.metadata.?labels[?'app.kubernetes.io/managed-by'].orValue('') == 'cdk8s-profiles'",
     "changed: request.operation == 'CREATE' || !(oldObject.metadata.?labels[?'app.kubernetes.io/managed-by'].orValue('') == 'cdk8s-profiles') || ['chart', 'chartRef', 'dependsOn', 'kubeConfig', 'releaseName', 'storageNamespace', 'targetNamespace', 'valuesFrom'].exists(f, object.spec[?f] != oldObject.spec[?f]) || object.metadata.?labels[?'weave.works/applied-layer'] != oldObject.metadata.?labels[?'weave.works/applied-layer'] || object.metadata.?annotations[?'cdk8s-profiles/cluster'] != oldObject.metadata.?annotations[?'cdk8s-profiles/cluster'] || object.metadata.?annotations[?'cdk8s-profiles/contents'] != oldObject.metadata.?annotations[?'cdk8s-profiles/contents'] || (object.metadata.?annotations[?'cdk8s-profiles/contents'].hasValue() && object.spec[?'values'] != oldObject.spec[?'values'])",
   ]
  `);
});

test('a release whose Helm release another has taken over stays', () => {
  expect(removalRule(rules.TAKEN_OVER)).toMatchInlineSnapshot(`
   "has(params.metadata.deletionTimestamp)
   || (has(params.spec.storageNamespace)
     ? params.spec.storageNamespace
     : params.metadata.namespace) != (has(oldObject.spec.storageNamespace)
     ? oldObject.spec.storageNamespace
     : oldObject.metadata.namespace)
   || (has(oldObject.spec.suspend)
     && oldObject.spec.suspend)
   || (params.metadata.name == oldObject.metadata.name
     && params.metadata.namespace == oldObject.metadata.namespace)
   || ![[(has(params.spec.releaseName)
     ? params.spec.releaseName
     : (has(params.spec.targetNamespace)
       ? params.spec.targetNamespace + '-'
       : '') + params.metadata.name), (has(oldObject.spec.releaseName)
     ? oldObject.spec.releaseName
     : (has(oldObject.spec.targetNamespace)
       ? oldObject.spec.targetNamespace + '-'
       : '') + oldObject.metadata.name)]].exists(n, n[0] == n[1]
     || (size(n[0]) > 53
       && size(n[1]) == 53
       && n[1].startsWith(n[0].substring(0, 40) + '-'))
     || (size(n[1]) > 53
       && size(n[0]) == 53
       && n[0].startsWith(n[1].substring(0, 40) + '-')))
   || (has(params.spec.kubeConfig)
     ? !has(oldObject.spec.kubeConfig)
     || params.spec.kubeConfig != oldObject.spec.kubeConfig
     || params.metadata.namespace != oldObject.metadata.namespace
     : has(oldObject.spec.kubeConfig))"
  `);
});

test('a release stays while a higher layer has not settled', () => {
  expect(removalRule(rules.SETTLED)).toMatchInlineSnapshot(`
   "has(params.metadata.deletionTimestamp)
   || !('weave.works/applied-layer' in oldObject.metadata.labels)
   || (has(params.status)
     && has(params.status.observedGeneration)
     && params.status.observedGeneration == params.metadata.generation
     && has(params.status.conditions)
     && params.status.conditions.exists(c, c.type == 'Ready'
       && c.status == 'True'))
   || !has(params.metadata.annotations)
   || !has(oldObject.metadata.annotations)
   || !('cdk8s-profiles/cluster' in params.metadata.annotations)
   || !('cdk8s-profiles/cluster' in oldObject.metadata.annotations)
   || params.metadata.annotations['cdk8s-profiles/cluster'] != oldObject.metadata.annotations['cdk8s-profiles/cluster']
   || !oldObject.metadata.labels['weave.works/applied-layer'].matches('^layer-[0-9]{1,18}$')
   || ('weave.works/applied-layer' in params.metadata.labels
     ? !params.metadata.labels['weave.works/applied-layer'].matches('^layer-[0-9]{1,18}$')
     || int(params.metadata.labels['weave.works/applied-layer'].replace('layer-', '')) <= int(oldObject.metadata.labels['weave.works/applied-layer'].replace('layer-', ''))
     : !has(params.spec.dependsOn))"
  `);
});

test('a source, values and a namespace stay while a release uses them', () => {
  expect(removalRule(rules.SOURCE_USERS)).toMatchInlineSnapshot(`
   "!((has(params.spec.chart)
       && params.spec.chart.spec.sourceRef.kind == oldObject.kind
       && params.spec.chart.spec.sourceRef.name == oldObject.metadata.name
       && (has(params.spec.chart.spec.sourceRef.namespace)
         ? params.spec.chart.spec.sourceRef.namespace
         : params.metadata.namespace) == oldObject.metadata.namespace)
     || (has(params.spec.chartRef)
       && params.spec.chartRef.kind == oldObject.kind
       && params.spec.chartRef.name == oldObject.metadata.name
       && (has(params.spec.chartRef.namespace)
         ? params.spec.chartRef.namespace
         : params.metadata.namespace) == oldObject.metadata.namespace)
     || (has(params.metadata.annotations)
       && 'cdk8s-profiles/contents' in params.metadata.annotations
       && has(params.spec.values)
       && has(params.spec.values.spec)
       && has(params.spec.values.spec.sourceRef)
       && params.spec.values.spec.sourceRef.kind == oldObject.kind
       && params.spec.values.spec.sourceRef.name == oldObject.metadata.name
       && (has(params.spec.values.spec.sourceRef.namespace)
         ? params.spec.values.spec.sourceRef.namespace
         : params.metadata.namespace) == oldObject.metadata.namespace))"
  `);
  expect(removalRule(rules.VALUES_USERS)).toMatchInlineSnapshot(`
   "params.metadata.namespace != oldObject.metadata.namespace
   || !has(params.spec.valuesFrom)
   || size(params.spec.valuesFrom) > 4000
   || !params.spec.valuesFrom.exists(v, v.kind == 'ConfigMap'
     && v.name == oldObject.metadata.name)"
  `);
  expect(removalRule(rules.NAMESPACE_USERS)).toMatchInlineSnapshot(`
   "params.metadata.namespace != oldObject.metadata.name
   && (has(params.spec.kubeConfig)
     || !has(params.spec.targetNamespace)
     || params.spec.targetNamespace != oldObject.metadata.name)"
  `);
});

test('a release is named to those alone who may read it', () => {
  const { matchConditions, validations } = specOf('values');
  const { expression } = rules.VALUES_USERS;
  const [named, unnamed] = validations.map(rule => rule.expression.slice(expression.length));
  expect([named, unnamed]).toMatchInlineSnapshot(`
   [
     " || !authorizer.group('helm.toolkit.fluxcd.io').resource('helmreleases').namespace(params.metadata.namespace).check('get').allowed()",
     " || authorizer.group('helm.toolkit.fluxcd.io').resource('helmreleases').namespace(params.metadata.namespace).check('get').allowed()",
   ]
  `);
  expect(matchConditions.at(-1)!.expression.split(') && (').at(-1)).toBe(`!(${expression}))`);
});

test('what a refusal says', () => {
  const metadata = { name: 'linkerd2', namespace: 'flux-system' };
  const params = { metadata: { name: 'flagger', namespace: 'flux-system' } };
  const oldObject = { metadata, spec: { releaseName: 'linkerd2' } };
  const request = { userInfo: { username: 'system:serviceaccount:team-b:default' } };
  const object = { spec: { dependsOn: Array(5_000), valuesFrom: Array(5_000) } };
  const known = { params, oldObject, request, object, string: String, size: (list: unknown[]) => list.length };
  const messages = POLICIES.flatMap(({ name }) => specOf(name.split('-').at(-1)!).validations).map(rule => {
    const script = rule.messageExpression.replace(/has\(([\w.]+)\)/g, '($1 !== undefined)');
    return new Function(...Object.keys(known), `return ${script}`)(...Object.values(known)) as string;
  });
  expect(messages).toMatchInlineSnapshot(`
   [
     "HelmRelease flux-system/flagger still depends on linkerd2",
     "a HelmRelease (which you may not read) still depends on linkerd2",
     "HelmRelease flux-system/flagger installs the same Helm release, which would be uninstalled with linkerd2. Suspend linkerd2 first, so that it leaves the Helm release behind",
     "a HelmRelease (which you may not read) installs the same Helm release, which would be uninstalled with linkerd2. Suspend linkerd2 first, so that it leaves the Helm release behind",
     "HelmRelease flux-system/flagger of a higher layer is not ready yet, and may still need linkerd2",
     "a HelmRelease (which you may not read) of a higher layer is not ready yet, and may still need linkerd2",
     "HelmRelease flux-system/flagger still gets its chart or its manifests from linkerd2",
     "a HelmRelease (which you may not read) still gets its chart or its manifests from linkerd2",
     "HelmRelease flux-system/flagger still takes values from linkerd2",
     "a HelmRelease (which you may not read) still takes values from linkerd2",
     "HelmRelease flux-system/flagger is still in namespace linkerd2",
     "a HelmRelease (which you may not read) is still in namespace linkerd2",
     "HelmRelease flux-system/flagger is still installed on cluster linkerd2",
     "a HelmRelease (which you may not read) is still installed on cluster linkerd2",
     "a change of "releaseName" makes Flux uninstall Helm release linkerd2 and install it anew. Give the subscription another name, so that the old release goes in order, or annotate the HelmRelease with cdk8s-profiles/ignore-order to have it reinstalled",
     "a change of "targetNamespace" or "storageNamespace" makes Flux uninstall Helm release linkerd2 and install it anew. Give the subscription another name, so that the old release goes in order, or annotate the HelmRelease with cdk8s-profiles/ignore-order to have it reinstalled",
     "a change of the chart makes Flux uninstall Helm release linkerd2 and install it anew. Give the subscription another name, so that the old release goes in order, or annotate the HelmRelease with cdk8s-profiles/ignore-order to have it reinstalled",
     "system:serviceaccount:team-b:default may not write HelmReleases in all namespaces, and one with the label app.kubernetes.io/managed-by: cdk8s-profiles can hold back deletions in all of them. Drop the label, or add the service account to "appliers" of RemovalGuard",
     "spec.dependsOn has 5000 entries, and the guard looks at no more than 4000. Make it shorter",
     "spec.valuesFrom has 5000 entries, and the guard looks at no more than 4000. Make it shorter",
   ]
  `);
});
