import { LINT_RULES } from '../../../lib/model/lint/lint-finding';
import { lintChart } from '../../../lib/model/lint/lint-chart';
import { tryParseVersion } from '../../../lib/model/version/version';

const CHART = `apiVersion: v2
name: kuma
version: 0.0.1
description: Encrypts traffic between services
maintainers:
- name: Platform Team
annotations:
  weave.works/profile: kuma
  weave.works/layer: layer-2
`;
const lint = (text: string, kubeVersion?: string) =>
  lintChart(
    text,
    'Chart.yaml',
    kubeVersion === undefined ? {} : { kubeVersion: tryParseVersion(kubeVersion) },
  ).findings.map(({ rule, location, fix }) => [
    rule,
    `${location?.line}:${location?.column}`,
    ...(fix ? [fix.rename ?? fix.text] : []),
  ]);

test('nothing is wrong with a good chart, nor with one that is no profile', () => {
  expect(lint(CHART)).toEqual([]);
  expect(lint(CHART.replaceAll('\n', '\r\n'))).toEqual([]);
  expect(lint('name: constructor\nversion: x\nannotations:\n  artifacthub.io/category: mesh\n  links: a\n')).toEqual(
    [],
  );
});

test.each([
  ['layer: layer-2', 'layers: layer-2', ['annotation-typo', '9:3', 'weave.works/layer']],
  ['layer: layer-2', "Layer: '2'", ['annotation-typo', '9:3', 'weave.works/layer']],
  ['layer: layer-2', 'layers: tier-2', ['annotation-typo', '9:3']],
  ['weave.works/layer: layer-2', '"weaveworks/layer": layer-2', ['annotation-typo', '9:3', 'weave.works/layer']],
  ['weave.works/layer: layer-2', 'layer: layer-2', ['annotation-typo', '9:3']],
  ['layer: layer-2', 'layer: layer-2\n  weave.works/layers: layer-1', ['annotation-typo', '10:3']],
  ['weave.works/profile: kuma', 'weave.works/profiles: kuma', ['annotation-typo', '8:3', 'weave.works/profile']],
  ['weave.works/profile: kuma', 'weave.works/profiles: "false"', ['annotation-typo', '8:3']],
  ['layer: layer-2', 'categori: mesh', ['annotation-typo', '9:3', 'weave.works/category']],
  ['annotations:', 'weave.works/category: mesh\nannotations:', ['annotation-misplaced', '7:1']],
  ['layer: layer-2', 'layer: layer2', ['layer-unreadable', '9:22', 'layer-2']],
  ['layer: layer-2', 'layer: Layer-02', ['layer-unreadable', '9:22', 'layer-2']],
  ['layer: layer-2', 'layer: "-1"', ['layer-unreadable', '9:22']],
  ['layer: layer-2', 'layer: ".5"', ['layer-unreadable', '9:22']],
  ['layer: layer-2', 'layer: "- 2"', ['layer-unreadable', '9:22']],
  ['layer: layer-2', 'layer: L-2', ['layer-unreadable', '9:22', 'layer-2']],
  ['layer: layer-2', 'layer: tier-2', ['layer-unreadable', '9:22']],
  ['version: 0.0.1', 'version: one', ['invalid-chart', '3:10']],
  ['description: Enc', 'home: Enc', ['description-missing', '1:1']],
  ['- name: Platform Team', '', ['maintainer-missing', '5:13']],
  ['profile: kuma', 'profile: A mesh', ['name-differs', '1:1']],
  ['profile: kuma', 'profile: mesh', ['name-differs', '2:7']],
  ['version: 0.0.1', 'version: 0.0.1\nkubeVersion: newest', ['kube-version-invalid', '4:14']],
  ['version: 0.0.1', "version: 0.0.1\nkubeVersion: '>=1.20'", ['kube-version-prerelease', '4:14']],
])('%s as %s', (good, bad, expected) => {
  expect(lint(CHART.replace(good, bad))).toEqual([expected]);
});

test('known annotations of other tools are no typos, nor are words of other domains', () => {
  const others = ['weave.works/links', 'weave.works/operator', 'weave.works/profile-ci', 'example.com/layer', 'layers'];
  expect(lint(CHART + others.map(key => `  ${key}: "true"\n`).join(''))).toEqual([]);
});

test('words without a domain are those of other tools in a chart that is no profile', () => {
  const words = (...marks: readonly string[]) =>
    lint(`name: kong\nversion: 0.0.1\nannotations:\n${[...marks, 'category: Database', 'layer: "2"'].map(line => `  ${line}\n`).join('')}`); // prettier-ignore
  expect(words()).toEqual([]);
  expect(words('weave.works/profile: "false"')).toEqual([]);
  expect(words('weave.works/layers: layer-2')).toEqual([['annotation-typo', '4:3', 'weave.works/layer']]);
  expect(words('weave.works/profile: ""').filter(([rule]) => rule === 'annotation-typo')).toHaveLength(2);
});

test('a version of Kubernetes is compared as Helm compares it', () => {
  const text = CHART.replace('version: 0.0.1', "version: 0.0.1\nkubeVersion: '>=1.16.0-0 <1.30.0-0'");
  expect(lint(text, '1.29')).toEqual([]);
  expect(lint(text, 'v1.29.3-eks-7f9249a')).toEqual([]);
  expect(lint(text, '1.31.2')).toEqual([['kube-version-unsupported', '4:14']]);
});

test.each([
  ['', 'it is empty'],
  ['- a', 'it is a list'],
  ['a: [', 'it is not YAML'],
])('fails for %j', (text, words) => {
  const { findings } = lintChart(text, 'Chart.yaml', {});
  expect(findings).toMatchObject([
    { rule: 'invalid-chart', severity: 'error', message: expect.stringContaining(words) },
  ]);
});

test('rules have names of lower-case words', () => {
  expect(Object.keys(LINT_RULES).filter(rule => !/^[a-z]+(-[a-z]+)+$/.test(rule))).toEqual([]);
});
