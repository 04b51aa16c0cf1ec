/**
 * Options that Flux would refuse or ignore.
 */
import type { WrongInputs } from '../wrong-input';

export const options = {
  'invalid-props': [
    {
      title: 'a subscription outside of any cluster',
      program: `new ProfileSubscription(app, 'cert-manager', { profile: 'cert-manager' });`,
      lines: [`[cert-manager] it is outside of any Cluster; create it in a Cluster, or in a construct inside one`],
    },
    {
      title: 'a version beside a profile that has one, and a Namespace in place of a release',
      program: `\
production.subscribe(catalog.profile('flagger'), { version: '0.0.2' });
const team = new ApiObject(production, 'team', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
ProfileSubscription.fromHelmRelease(production, 'mesh', team);`,
      lines: [
        `[production/flagger] version "0.0.2" is given together with a profile that is version 0.0.2 already; drop "version", or give the profile by name`,
        `[production/mesh] fromHelmRelease is given a Namespace; give it a HelmRelease`,
      ],
    },
    {
      title: 'options that Flux would ignore',
      program: `\
const sources = { 'https://charts.example.com': { provider: 'aws' } };
const edge = new Cluster(app, 'edge', { catalog, sources });
edge.subscribe('flagger', { upgrade: { strategy: 'RetryOnFailure', retries: 3 } });
edge.subscribe('linkerd2', { install: { retries: 3, retryInterval: '1m' } });`,
      lines: [
        `[edge/flagger] upgrade.retries has no effect with strategy RetryOnFailure, which never gives up; drop it, or use RemediateOnFailure`,
        `[edge/linkerd2] install.retryInterval has no effect with strategy RemediateOnFailure; drop it, or use RetryOnFailure`,
        `[edge] source option "provider" has no effect on https://charts.example.com; it is for oci:// registries only; drop it`,
      ],
    },
    {
      title: 'a cluster that is delivered from its own folder',
      program: `\
const sourceRef = { kind: 'GitRepository', name: 'flux-system' };
production.deliverFrom(production, { sourceRef, path: './dist/production' });`,
      lines: [
        `[production] it is delivered from its own folder, so removing it would remove what removes it; give the chart of another folder`,
      ],
    },
  ],
  'invalid-name': [
    {
      title: 'a target namespace with an underscore, and a cluster name with dots',
      program: `\
production.subscribe('flagger', { targetNamespace: 'progressive_delivery' });
new Cluster(app, 'eu', { clusterName: 'eu-central-1.example.com' });`,
      lines: [
        `[eu] cluster name "eu-central-1.example.com" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
        `[production/flagger] target namespace "progressive_delivery" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
      ],
    },
  ],
  'invalid-layer': [
    {
      title: 'a negative layer, by itself and in the defaults of a cluster',
      program: `\
production.subscribe('flagger', { layer: -1 });
new Cluster(app, 'edge', { defaults: { layer: -2 } });`,
      lines: [
        `[edge] layer "-2" is not readable; write a whole number from 0, as in "layer-2", "Layer 2" or 2`,
        `[production/flagger] layer "-1" is not readable; write a whole number from 0, as in "layer-2", "Layer 2" or 2`,
      ],
    },
  ],
  'invalid-duration': [
    {
      title: 'days, and a number without a unit',
      program: `production.subscribe('flagger', { interval: '1d', upgrade: { timeout: '300' } });`,
      lines: [
        `[production/flagger] interval "1d" is not a duration that Flux reads. Write hours, minutes and seconds, such as 1h30m or 90s`,
        `[production/flagger] upgrade.timeout "300" is not a duration that Flux reads. Write hours, minutes and seconds, such as 1h30m or 90s`,
      ],
    },
  ],
  'misplaced-object': [
    {
      title: 'a ConfigMap beside releases that all go to another cluster',
      program: `const kubeConfig = { secretRef: { name: 'eu-1-kubeconfig', key: 'value' } };
const eu1 = new Cluster(app, 'eu-1', { catalog, defaults: { kubeConfig } });
eu1.subscribe('cert-manager');
new ApiObject(eu1, 'quota', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'quota' } });`,
      lines: [
        `[eu-1/quota] Flux would apply ConfigMap "quota" to the cluster that it runs in, but all releases go to that of kubeConfig. Create the object in cluster.manifests(), which takes kubeConfig from the defaults of the cluster; or, if it is meant for the cluster that Flux runs in, in a Chart of its own`,
      ],
    },
  ],
  'unserved-api': [
    {
      title: 'a ClusterIssuer beside the release that brings its kind',
      program: `new ApiObject(production, 'issuer', {
  apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: 'letsencrypt' },
});`,
      lines: [
        `[production/issuer] nothing in this folder serves the API cert-manager.io of ClusterIssuer "letsencrypt", and Flux applies nothing of a folder that contains an unknown kind. Create the object in cluster.manifests(), which waits for what brings the API, or name the group in existingApis of the cluster`,
      ],
    },
  ],
  'missing-namespace': [
    {
      title: 'a target namespace that nobody creates',
      program: `production.subscribe('flagger', { createNamespace: false });`,
      lines: [
        `[production/flagger] nothing creates the target namespace "flagger", and Flux would fail until it exists. Drop createNamespace: false, or name it in existingNamespaces of the cluster`,
      ],
    },
    {
      title: 'a namespace of a HelmRelease that nobody creates, and a target namespace on another cluster',
      program: `\
new ApiObject(production, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mesh' } });
production.subscribe('linkerd2', { namespace: 'team-a' });
const kubeConfig = { secretRef: { name: 'edge' } };
production.subscribe('flagger', { kubeConfig, createNamespace: false, targetNamespace: 'mesh' });`,
      lines: [
        `[production/flagger] nothing creates the target namespace "mesh" on the cluster of kubeConfig, and Flux would fail until it exists. Create it in a release or in manifests with the same kubeConfig, or name it in existingNamespaces of the cluster`,
        `[production/linkerd2] nothing creates namespace "team-a", in which the HelmRelease is, and Flux applies nothing of a folder until the namespaces in it exist. Write it: createNamespace: true on the subscription, or a Namespace in the cluster; or name it in existingNamespaces of the cluster`,
      ],
    },
  ],
} satisfies WrongInputs;
