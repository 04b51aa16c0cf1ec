/**
 * Templates of clusters that cannot be filled in.
 */
import type { WrongInputs } from '../wrong-input';

const HEAD = `apiVersion: capi.weave.works/v1alpha2
kind: CAPITemplate
metadata: {name: docker}
spec:
  params: [{name: CLUSTER_NAME}, {name: WORKERS, options: ["1", "3"]}]
  resourcetemplates:
  - content:
`;

export const templates = {
  'invalid-parameter': [
    {
      title: 'a parameter that is missing, one that is not among its options, and one that is misspelt',
      files: {
        'docker.yaml': `${HEAD}    - {apiVersion: v1, kind: Cluster, metadata: {name: "\${CLUSTER_NAME}"}, spec: {workers: "\${WORKERS}"}}\n`,
      },
      program: `\
Cluster.fromTemplate(app, 'shop', { template: 'docker.yaml', params: { WORKERS: '2', CLUSTERNAME: 'shop' }, catalog });`,
      lines: [
        `[shop] parameter "CLUSTERNAME" of template "docker" is not in the template; the nearest: CLUSTER_NAME. Correct the name, or leave it out`,
        `docker.yaml:5:12: parameter "CLUSTER_NAME" of template "docker" has no value. Give one`,
        `docker.yaml:5:34: parameter "WORKERS" of template "docker" is "2". Give one of 1, 3`,
      ],
    },
  ],
  'invalid-template': [
    {
      title: 'a template with a brace that is not closed',
      files: { 'docker.yaml': `${HEAD}    - {apiVersion: v1, kind: Cluster, metadata: {name: "\${CLUSTER_NAME"}}\n` },
      program: `\
Cluster.fromTemplate(app, 'shop', { template: 'docker.yaml', params: { CLUSTER_NAME: 'shop', WORKERS: '1' }, catalog });`,
      lines: [
        `docker.yaml:8:57: the template cannot be rendered: the brace is not closed; if the text "\${" is meant, write "$\${"`,
      ],
    },
  ],
} satisfies WrongInputs;
