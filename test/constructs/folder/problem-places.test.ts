/**
 * Where in `cluster.yaml` problems are that are found after it was read.
 */
import { Fleet } from '../../../lib/constructs/fleet';
import { formatProblem } from '../../../lib/model/problem-words';
import { repositoryOf, subscription } from './subscription-texts';

const FILE = 'subscriptions/production/cluster.yaml';

/** The problems of a cluster with `spec`, up to what is wrong. */
function problemsOf(spec: string): string[] {
  repositoryOf({
    [FILE]: `apiVersion: cdk8s-profiles/v1\nkind: Cluster\nspec:\n${spec}`,
    'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: linkerd2\n'),
  });
  return Fleet.fromFolder().problems.map(problem =>
    formatProblem(problem).replace(/"?( is not| cannot|; write).*/, ''),
  );
}

test('a problem of an option has the line and column of its value, and the delivery does not hide the others', () => {
  const problems = problemsOf(`  namespace: Flux
  delivery:
    sourceRef: {kind: GitRepository, name: flux-system}
    path: ./dist
    postBuild: {substituteFrom: [{kind: Secret, name: A_}]}
    report: {server: github, address: "https://me:hunter2@example.com/x", secretRef: {name: B_}}
  receiver: {secretRef: {name: C_}, kustomization: {name: apps, namespace: D_}}
  kubernetesVersion: latest
  existingNamespaces: [monitoring, E_]
  labels: {a b: c}
  defaults: {install: {timeout: 1d}}
`);
  expect(problems).toEqual([
    `${FILE}:4:14: namespace "Flux`,
    `${FILE}:8:55: object in substituteFrom "A_`,
    `${FILE}:9:39: URL "https://***@example.com/x`,
    `${FILE}:9:93: Secret in report "B_`,
    `${FILE}:10:32: Secret of the receiver "C_`,
    `${FILE}:10:76: namespace of the receiver "D_`,
    `${FILE}:11:22: kubernetesVersion "latest`,
    `${FILE}:12:36: namespace in existingNamespaces "E_`,
    `${FILE}:13:17: label "a b`,
    `${FILE}:14:33: install.timeout "1d`,
  ]);
});

test('so has one that is about an option as a whole', () => {
  expect(problemsOf('  receiver: {}\n')).toEqual([
    `${FILE}:4:13: a receiver needs Kustomizations that apply a folder of the output; say in "delivery" where Flux finds the output`,
  ]);
});

test('a value that is in the file more than once has no place, because any of them may be wrong', () => {
  expect(problemsOf('  labels: {team: Flux}\n  namespace: Flux\n')).toEqual(['[production] namespace "Flux']);
  expect(problemsOf('  labels: {team: flux}\n  namespace: Flux\n')).toEqual([`${FILE}:5:14: namespace "Flux`]);
});

test('options of the program are not looked for in the file', () => {
  repositoryOf({ [FILE]: 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\nspec:\n  existingNamespaces: [monitoring]\n' });
  expect(Fleet.fromFolder('.', { receiver: {}, kubernetesVersion: 'latest' }).problems.map(formatProblem)).toEqual([
    expect.stringMatching(/^\[production\] a receiver needs/),
    expect.stringMatching(/^\[production\] kubernetesVersion "latest"/),
  ]);
});
