/**
 * The readers of subscription files and of cluster.yaml, with files that are well.
 */
import { parseClusterFile, parseSubscriptionFile } from '../../lib/model/subscriptions/subscription-file';

const SUBSCRIPTION = `# mesh
apiVersion: cdk8s-profiles/v1
kind: ProfileSubscription
metadata: {name: mesh}
spec:
  profile: platform/linkerd2
  version: ~0.0.15
  layer: 1
  dependsOn: [cert-manager]
  valuesFrom:
  - {kind: Secret, name: mesh, optional: true}
  values: &values
    proxy: {cores: 0x2, on: off}
  driftDetection: {mode: warn, ignore: [{paths: [/spec/replicas]}]}
  artifactValues: {server: *values}
`;
const CLUSTER = `apiVersion: cdk8s-profiles/v1
kind: Cluster
spec:
  delivery: {sourceRef: {kind: GitRepository, name: fleet}, path: ./dist}
  existingNamespaces: [monitoring]
  sources:
    https://charts.example.com: {secretRef: {name: login}, interval: 1h}
  defaults: {driftDetection: enabled, values: {a: null}}
`;

export const SUBSCRIPTION_READERS = {
  'a subscription': {
    files: [Buffer.from(SUBSCRIPTION)],
    read: (file: Buffer) => parseSubscriptionFile(file.toString('utf8'), 'mesh.yaml', 'mesh').problems,
  },
  'cluster.yaml': {
    files: [Buffer.from(CLUSTER)],
    read: (file: Buffer) => parseClusterFile(file.toString('utf8'), 'cluster.yaml').problems,
  },
};
