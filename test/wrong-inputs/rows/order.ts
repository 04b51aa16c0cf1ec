/**
 * Dependencies that Flux would wait for in vain, or not at all.
 */
import type { WrongInputs } from '../wrong-input';

export const order = {
  cycle: [
    {
      title: 'a lower layer that waits for a higher one',
      program: `\
const flagger = production.subscribe('flagger');
production.subscribe('cert-manager', { dependsOn: [flagger] });`,
      lines: [
        `[production/cert-manager] releases wait for each other: cert-manager -> flagger -> cert-manager (layer 0). Remove one of these dependencies, or change a layer`,
      ],
    },
    {
      title: 'a cycle reached from outside it',
      program: `\
const mesh = production.subscribe('jaeger', { id: 'mesh' });
const blue = production.subscribe('jaeger', { id: 'blue', targetNamespace: 'blue', dependsOn: [mesh] });
const green = production.subscribe('jaeger', { id: 'green', targetNamespace: 'green', dependsOn: [blue] });
blue.addDependency(green);
production.subscribe('jaeger', { id: 'shop', targetNamespace: 'shop', dependsOn: [green] });`,
      lines: [
        `[production/blue] releases wait for each other: blue -> green -> blue. Remove one of these dependencies, or change a layer`,
      ],
    },
  ],
  'layer-rule': [
    {
      title: 'components that depend on each other in a model that computes layers',
      files: {
        'layers.yaml': `\
apiVersion: cdk8s-profiles/v1
kind: LayerModel
model: minimal
dependencies:
  linkerd2: [flagger]
  flagger: [linkerd2]
`,
      },
      program: `for (const name of ['flagger', 'linkerd2']) production.subscribe(name, { upgradeOrder: 'flux' });`,
      lines: [
        `[production/flagger] releases wait for each other: flagger -> linkerd2 -> flagger. Remove one of these dependencies, or change a layer`,
        `layers.yaml:6:13: components depend on each other: flagger -> linkerd2 -> flagger, and so have no layer; drop one of these dependencies (layer-cycle)`,
      ],
    },
    {
      title: 'a master list with one number twice, and without a component that is installed',
      files: {
        'layers.yaml': `\
apiVersion: cdk8s-profiles/v1
kind: LayerModel
model: allocated
layers:
  cert-manager: 100
  flagger: 100
`,
      },
      program: `production.subscribe('jaeger');`,
      lines: [
        `[production/jaeger] "jaeger" is not in the master list; add it to the list, or write between which two it fits: "between" (component-unlisted)`,
        `layers.yaml:6:12: "flagger" has the number 100, which "cert-manager" has in layers.yaml:5:17; give one of them another number (number-shared)`,
      ],
    },
  ],
  'self-dependency': [
    {
      title: 'a subscription that waits for itself',
      program: `\
const flagger = production.subscribe('flagger');
flagger.addDependency(flagger);`,
      lines: [`[production/flagger] "flagger" waits for itself. Drop the dependency`],
    },
  ],
  'empty-dependency': [
    {
      title: 'a construct and a layer in which nothing is',
      program: `\
const mesh = new Construct(production, 'mesh');
production.subscribe('flagger', { dependsOn: [mesh, production.layer(1)] });`,
      lines: [
        `[production/flagger] "flagger" waits for "layer 1", in which nothing is subscribed. Subscribe something in it, or drop it from dependsOn`,
        `[production/flagger] "flagger" waits for "production/mesh", in which nothing is subscribed. Subscribe something in it, or drop it from dependsOn`,
      ],
    },
  ],
  'foreign-dependency': [
    {
      title: 'a subscription and a layer of another cluster',
      program: `\
const staging = new Cluster(app, 'staging', { catalog });
const mesh = staging.subscribe('linkerd2');
production.subscribe('flagger', { dependsOn: [mesh, staging.layer(1)] });`,
      lines: [
        `[production/flagger] "flagger" waits for "layer 1" of cluster "staging", but Flux waits only within one cluster. Drop it from dependsOn`,
        `[production/flagger] "flagger" waits for "staging/linkerd2" of cluster "staging", but Flux waits only within one cluster. Drop it from dependsOn`,
      ],
    },
  ],
  'unwaitable-dependency': [
    {
      title: 'a ConfigMap to wait for',
      program: `\
const settings = new ApiObject(production, 'settings', { apiVersion: 'v1', kind: 'ConfigMap' });
production.subscribe('flagger', { dependsOn: [settings] });`,
      lines: [
        `[production/flagger] "flagger" waits for "production/settings", a ConfigMap, but a HelmRelease can wait only for HelmReleases. Drop it from dependsOn`,
      ],
    },
  ],
  'construct-dependency': [
    {
      title: 'construct dependencies between subscriptions, and between clusters',
      program: `\
const mesh = production.subscribe('linkerd2');
production.subscribe('flagger').node.addDependency(mesh);
new Cluster(app, 'staging').node.addDependency(production);`,
      lines: [
        `[production/flagger] addDependency makes "production/flagger" wait for "production/linkerd2", which orders no Flux object. Use dependsOn of the subscription instead`,
        `[staging] addDependency makes "staging" wait for "production", which orders no Flux object. Use dependsOn of the subscription instead`,
      ],
    },
    {
      title: 'construct dependencies under stock App',
      app: 'new App()',
      program: `\
const mesh = production.subscribe('linkerd2');
production.subscribe('flagger').node.addDependency(mesh);`,
      lines: [
        `[] [production/flagger] addDependency makes "production/flagger" wait for "production/linkerd2", which orders no Flux object. Use dependsOn of the subscription instead`,
      ],
    },
  ],
} satisfies WrongInputs;
