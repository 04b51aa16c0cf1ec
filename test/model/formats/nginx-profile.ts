/**
 * A `profile.yaml` of the newest generation, and what is wrong in changed ones.
 */
import { joinProblems } from '../../../lib/model/formats/field-reader';
import { parseProfileDefinition } from '../../../lib/model/formats/profile-definition';

export const FILE = 'nginx/profile.yaml';
export const parse = (text: string | Uint8Array) =>
  parseProfileDefinition(typeof text === 'string' ? Buffer.from(text) : text, FILE);
/** What is wrong, as a catalog says it of the whole file, each with its place. */
export const faults = (text: string | Uint8Array) => {
  const result = parse(text);
  if ('definition' in result) return [];
  return result.problems.map(problem => {
    const { reason, location } = joinProblems([problem]);
    return `${location?.line}:${location?.column} ${reason}`;
  });
};

export const NGINX = { url: 'https://github.com/weaveworks/nginx-profile' };

export const NEWEST = `apiVersion: weave.works/v1alpha1
kind: ProfileDefinition
metadata:
  name: nginx
  annotations:
    example.com/team: web
spec:
  description: Profile for deploying nginx
  maintainer: weaveworks
  prerequisites:
    - kubernetes 1.19
  artifacts:
    - name: crds
      kustomize:
        path: ./crds/
    - name: server
      chart:
        url: https://charts.bitnami.com/bitnami
        name: nginx
        version: "8.9.1"
        defaultValues: |
          replicaCount: 3
      dependsOn:
        - name: crds
    - name: extras
      chart:
        path: charts/extras
    - name: logging
      profile:
        source:
          url: https://github.com/weaveworks/profiles-examples
          tag: logging/v0.1.0
`;

export const PARAMETERS = NEWEST.replace(
  '        path: ./crds/\n',
  `        path: ./crds/
        parameters:
          - name: replicas
            description: Pods
            default: 2
            targets:
              - {kind: Deployment, group: apps, name: web, path: /spec/replicas}
          - name: hosts
            default: [a.example.com, true]
            targets:
              - kind: Ingress
                path: /metadata/annotations/example.com~1hosts
`,
);
