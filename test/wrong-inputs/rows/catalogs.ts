/**
 * Catalogs that cannot be read, or not completely.
 */
import { formatValuesSchema, digestOf, schemaFileName } from '../../../lib/model/schema/values-schema';
import type { WrongInputs } from '../wrong-input';

/** A schema with a missing reference, as a file next to a lock file. */
const BROKEN_SCHEMA = formatValuesSchema({
  schema: { properties: { config: { $ref: '#/definitions/config' } } },
  defaults: {},
  subcharts: [],
});
const BROKEN_DIGEST = digestOf(BROKEN_SCHEMA);

export const catalogs = {
  'unreadable-file': [
    {
      title: 'catalogs that are not there, and values that are a folder',
      program: `\
Catalog.fromFile(app, 'mesh', 'mesh.lock.yaml');
const shops = Catalog.fromFile(app, 'shops', 'shops.yaml', { repository: 'https://charts.example.com' });
production.subscribe('shop', { catalog: shops });
production.subscribe('flagger', { values: '.' });`,
      lines: [
        `[mesh] mesh.lock.yaml cannot be read: it does not exist (looked from <folder>). Run "pctl catalog update", or correct the path, which is relative to the working directory`,
        `[production/flagger] . cannot be read: it is a folder. Correct the path, which is relative to the working directory`,
        `[shops] shops.yaml cannot be read: it does not exist (looked from <folder>). Correct the path, which is relative to the working directory`,
      ],
    },
  ],
  'missing-repository': [
    {
      title: 'an index without the URL of its repository',
      program: `\
const shops = Catalog.fromFile(app, 'shops', 'platform.yaml');
production.subscribe('flagger', { catalog: shops });`,
      lines: [
        `[shops] platform.yaml is a Helm index, which does not say where its repository is. Give the URL as option "repository"`,
      ],
    },
  ],
  'shared-profile-name': [
    {
      title: 'an index with two charts of one profile name',
      files: {
        'agents.yaml': `\
apiVersion: v1
entries:
  agent:
  - {name: agent, version: 1.0.0, annotations: {weave.works/profile: agent}, urls: [agent-1.0.0.tgz]}
  new-agent:
  - {name: new-agent, version: 1.1.0, annotations: {weave.works/profile: agent}, urls: [new-agent-1.1.0.tgz]}
`,
      },
      program: `\
const agents = Catalog.fromFile(app, 'agents', 'agents.yaml', { repository: 'https://charts.example.com' });
production.subscribe('agent', { catalog: agents });`,
      lines: [
        `agents.yaml:4:5: chart "agent" (agents.yaml:4) and chart "new-agent" (agents.yaml:6) have one profile name, "agent", so that none of them is offered. Give all but one of them other names, or leave them out of the catalog`,
      ],
    },
  ],
  'invalid-lock': [
    {
      title: 'a lock file of a layout to come, and one without a source',
      files: {
        'new.lock.yaml':
          'apiVersion: cdk8s-profiles/v9\nkind: CatalogLock\nsource: {kind: Helm, name: new, namespace: a}\n',
        'shops.lock.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: CatalogLock\nentries: {}\n',
      },
      program: `\
Catalog.fromFile(app, 'new', 'new.lock.yaml');
Catalog.fromFile(app, 'shops', 'shops.lock.yaml');`,
      lines: [
        `new.lock.yaml:1:13: not a lock file of a catalog: "apiVersion" is "cdk8s-profiles/v9" (this version of cdk8s-profiles reads cdk8s-profiles/v1); "kind" is "Helm" (write one of HelmRepository, OCIRepository, ProfileCatalogSource). Restore it, or delete it and run "pctl catalog update"`,
        `shops.lock.yaml:1:1: not a lock file of a catalog: "source" is missing (write the kind, name and namespace of the source). Restore it, or delete it and run "pctl catalog update"`,
      ],
    },
  ],
  'unreadable-schema': [
    {
      title: 'a schema that is not beside the lock',
      files: {
        'shops.lock.yaml': `\
apiVersion: cdk8s-profiles/v1
kind: CatalogLock
source: {kind: HelmRepository, name: shops, namespace: default, url: "https://charts.example.com"}
entries:
  nginx:
    - version: 1.2.3
      origin: {kind: chart, chart: nginx}
      valuesSchema: sha256:${'0'.repeat(64)}
`,
      },
      program: `\
const shops = Catalog.fromFile(app, 'shops', 'shops.lock.yaml');
production.subscribe('nginx', { catalog: shops });`,
      lines: [
        `[production/nginx] values cannot be checked because the schema of the chart cannot be used: shops.schemas/${'0'.repeat(64)}.json: it does not exist (looked from <folder>). Restore it, or run "pctl catalog update --types"`,
      ],
    },
  ],
  'unusable-schema': [
    {
      title: 'a schema that Helm refuses',
      files: {
        'shops.lock.yaml': `\
apiVersion: cdk8s-profiles/v1
kind: CatalogLock
source: {kind: HelmRepository, name: shops, namespace: default, url: "https://charts.example.com"}
entries:
  nginx:
    - version: 1.2.3
      origin: {kind: chart, chart: nginx}
      valuesSchema: ${BROKEN_DIGEST}
`,
        [`shops.schemas/${schemaFileName(BROKEN_DIGEST)}`]: BROKEN_SCHEMA,
      },
      program: `\
const shops = Catalog.fromFile(app, 'shops', 'shops.lock.yaml');
production.subscribe('nginx', { catalog: shops });`,
      lines: [
        `[production/nginx] Helm cannot use the schema of the chart, so that every install of it fails: "#/definitions/config" refers to nothing in the schema. Choose another version, or set disableSchemaValidation of install and upgrade in a patch`,
      ],
    },
  ],
  'git-profile': [
    {
      title: 'a profile in git of which the lock does not say what it installs',
      files: {
        'shops.lock.yaml': `\
apiVersion: cdk8s-profiles/v1
kind: CatalogLock
source: {kind: ProfileCatalogSource, name: shops, namespace: default}
entries:
  nginx:
    - version: 1.2.3
      origin: {kind: git, url: "https://git.example.com/profiles", tag: nginx/v1.2.3}
`,
      },
      program: `\
const shops = Catalog.fromFile(app, 'shops', 'shops.lock.yaml');
production.subscribe('nginx', { catalog: shops });`,
      lines: [
        `[production/nginx] of profile "nginx" 1.2.3 in https://git.example.com/profiles, the catalog does not say what it installs. List the repository in spec.repositories of the ProfileCatalogSource, and run "pctl catalog update"`,
      ],
    },
  ],
  'invalid-index': [
    {
      title: 'a catalog of several documents, and one in broken JSON',
      files: {
        'shops.yaml': `\
apiVersion: v1
entries: {}
---
apiVersion: v1
entries: {}
`,
        'shops.json': '{"apiVersion": "v1", "entries": {"shop": [}}\n',
      },
      program: `\
Catalog.fromFile(app, 'shops', 'shops.yaml', { repository: 'https://charts.example.com' });
Catalog.fromFile(app, 'more-shops', 'shops.json', { repository: 'https://charts.example.com' });`,
      lines: [
        `shops.json:1:43: not a Helm repository index: Flow sequence in block collection must be sufficiently indented and end with a ]`,
        `shops.yaml:3:1: not a Helm repository index: the file contains several YAML documents; keep one`,
      ],
    },
  ],
  'invalid-entry': [
    {
      title: 'a layer in words, and a version that is a number',
      files: {
        'shops.yaml': `\
apiVersion: v1
entries:
  shop:
  - name: shop
    version: 1.2.0
    annotations:
      weave.works/profile: shop
      weave.works/layer: first
  till:
  - {name: till, version: 1.10, annotations: {weave.works/profile: till}}
`,
      },
      program: `Catalog.fromFile(app, 'shops', 'shops.yaml', { repository: 'https://charts.example.com' });`,
      lines: [
        `shops.yaml:8:26: chart "shop" 1.2.0 cannot be used: "weave.works/layer" is "first" (write a whole number from 0, as in "layer-2")`,
        `shops.yaml:10:27: Flux will not read this index, and so install no chart of it: "version" of chart "till" is the number 1.10 (quote it)`,
        `shops.yaml:10:27: a version of chart "till" cannot be used: "version" is the number 1.10 (quote it: "1.10")`,
      ],
    },
  ],
} satisfies WrongInputs;
