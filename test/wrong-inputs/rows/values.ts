/**
 * Values and patches that cannot be written, or would have another effect.
 */
import type { WrongInputs } from '../wrong-input';

export const values = {
  'invalid-values-file': [
    {
      title: 'values in broken YAML, and with a tab',
      files: {
        'flagger.yaml': 'meshProvider: linkerd\nresources: {limits: {cpu: 1}\n',
        'linkerd2.yaml': 'proxy:\n	resources: {}\n',
      },
      program: `\
production.subscribe('flagger', { values: 'flagger.yaml' });
production.subscribe('linkerd2', { values: 'linkerd2.yaml' });`,
      lines: [
        `flagger.yaml:3:1: values cannot be read: Flow map in block collection must be sufficiently indented and end with a }`,
        `linkerd2.yaml:2:1: values cannot be read: Tabs are not allowed as indentation`,
      ],
    },
  ],
  'invalid-value': [
    {
      title: 'values that YAML or Helm would change',
      program: `\
const values = { a: undefined, b: [undefined], c: () => 1, d: { 'e.f/g': 2 ** 64 }, h: NaN, i: new Map() };
production.subscribe('flagger', { values });`,
      lines: [
        `[production/flagger] value "b[0]": undefined cannot be in a list; leave the item out, or use null`,
        `[production/flagger] value "c": a function is not plain data; use objects, arrays, strings, numbers, booleans or null`,
        `[production/flagger] value "d["e.f/g"]": 18446744073709552000 is too large to be exact; give a bigint, as in 9007199254740993n, or a string`,
        `[production/flagger] value "h": NaN is not a number that Helm can read; give a finite number or null`,
        `[production/flagger] value "i": a Map is not plain data; give Object.fromEntries() of it`,
      ],
    },
  ],
  'overlapping-target-path': [
    {
      title: 'an inline value over that of a Secret',
      program: `\
const valuesFrom = [{ kind: 'Secret', name: 'slack', valuesKey: 'url', targetPath: 'slack.url' }];
production.subscribe('flagger', { values: { slack: { url: '' } }, valuesFrom });`,
      lines: [
        `[production/flagger] "slack.url" is set again by the inline values, so Flux would drop what Secret "slack" gives. Remove one of the two`,
      ],
    },
  ],
  'invalid-patch': [
    {
      title: 'patches of paths that are not there',
      program: `\
const flagger = production.subscribe('flagger');
flagger.patch([{ op: 'replace', path: '/spec/rollback/force', value: true }]);
const mesh = production.subscribe('linkerd2');
ApiObject.of(mesh.node.findChild('Resource')).addJsonPatch(JsonPatch.remove('/spec/values'));`,
      lines: [
        `[production/flagger] a patch cannot be applied: "replace" of /spec/rollback/force finds nothing there; the path exists up to /spec`,
        `[production/linkerd2] a patch cannot be applied: "remove" of /spec/values finds nothing there; the path exists up to /spec`,
      ],
    },
  ],
  'forbidden-patch': [
    {
      title: 'a patch of the name and the order',
      program: `production.subscribe('flagger').patch({ metadata: { name: 'canary' }, spec: { dependsOn: [{ name: 'mesh' }] } });`,
      lines: [
        `[production/flagger] a patch changes metadata.name, on which order and names depend. Use the property of the subscription instead`,
        `[production/flagger] a patch changes spec.dependsOn, on which order and names depend. Use the property of the subscription instead`,
      ],
    },
  ],
  'chart-and-chart-ref': [
    {
      title: 'a patch that adds a second chart, and one that removes it',
      program: `\
production.subscribe('flagger').patch({ spec: { chartRef: { kind: 'OCIRepository', name: 'flagger' } } });
production.subscribe('linkerd2').patch({ spec: { chart: null } });`,
      lines: [
        `[production/flagger] the HelmRelease has both chart and chartRef, and Flux takes exactly one. Correct the patch`,
        `[production/linkerd2] the HelmRelease has neither chart nor chartRef, and Flux takes exactly one. Correct the patch`,
      ],
    },
  ],
  'disabled-wait': [
    {
      title: 'a patch that lets removal go on before a release is gone',
      program: `production.subscribe('flagger').patch({ spec: { uninstall: { disableWait: true } } });`,
      lines: [
        `[production/flagger] uninstall.disableWait lets Flux consider the release done before its objects are ready, so that others start too early. Drop it, and give a longer timeout instead`,
      ],
    },
  ],
} satisfies WrongInputs;
