/**
 * Mistakes of a long day: slips that break no particular rule, and several at once.
 */
import type { WrongInput } from '../wrong-input';

export const oversights: readonly WrongInput[] = [
  {
    title: 'ids in upper case',
    program: `\
production.subscribe('flagger', { id: 'Flagger' });
new Cluster(app, 'Staging');`,
    lines: [
      `[Staging] cluster name "Staging" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
      `[production/Flagger] subscription name "Flagger" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
    ],
  },
  {
    title: 'a repository URL with a password',
    secret: 'hunter2',
    program: `\
const shop = { repository: 'https://robot:hunter2@shop.example.com', chart: 'shop', version: '1.2.0' };
production.subscribe(Profile.fromHelmChart(shop));`,
    lines: [
      `[production/shop] URL "https://***@shop.example.com" cannot be used: it contains a user or a password; give them to Flux in a Secret`,
    ],
  },
  {
    title: 'a catalog URL and a mirror with a password',
    secret: 'hunter2',
    program: `\
const sources = { 'https://charts.example.com': { mirror: 'oci://robot:hunter2@mirror.corp/charts' } };
new Cluster(app, 'edge', { catalog, sources }).subscribe('flagger');
Catalog.fromFile(app, 'shops', 'platform.yaml', { repository: 'https://robot:hunter2@charts.example.com' });`,
    lines: [
      `[edge] URL "oci://***@mirror.corp/charts" cannot be used: it contains a user or a password; give them to Flux in a Secret`,
      `[shops] URL "https://***@charts.example.com" cannot be used: it contains a user or a password; give them to Flux in a Secret`,
    ],
  },
  {
    title: 'values that are a list',
    files: { 'flagger.yaml': '- meshProvider: linkerd\n' },
    program: `production.subscribe('flagger', { values: 'flagger.yaml' });`,
    lines: [`flagger.yaml:1:1: values cannot be read: it is not a map of values`],
  },
  {
    title: 'a Helm template as values',
    files: { 'flagger.yaml': 'meshProvider: {{ .Values.mesh }}\n' },
    program: `production.subscribe('flagger', { values: 'flagger.yaml' });`,
    lines: [`flagger.yaml:1:16: values cannot be read: a key is not plain text; "{{ name }}" needs quotes`],
  },
  {
    title: 'text in place of values',
    program: `production.subscribe('flagger', { values: 'meshProvider: linkerd' });`,
    lines: [
      `[production/flagger] meshProvider: linkerd cannot be read: it does not exist (looked from <folder>). Correct the path, which is relative to the working directory`,
    ],
  },
  {
    title: 'a name, and undefined, in dependsOn',
    program: `production.subscribe('linkerd2', { dependsOn: ['cert-manager', undefined] });`,
    lines: [
      `[production/linkerd2] "linkerd2" waits for "cert-manager", which is not a construct; put subscriptions, constructs or layers into dependsOn`,
      `[production/linkerd2] "linkerd2" waits for undefined, which is not a construct; put subscriptions, constructs or layers into dependsOn`,
    ],
  },
  {
    title: 'a catalog that is a web page, and an empty one',
    files: { 'shops.yaml': '<!DOCTYPE html>\n<html lang="en"><title>404</title></html>\n', 'till.yaml': '' },
    program: `\
const shops = Catalog.fromFile(app, 'shops', 'shops.yaml', { repository: 'https://charts.example.com' });
Catalog.fromFile(app, 'till', 'till.yaml', { repository: 'https://charts.example.com' });
production.subscribe('shop', { catalog: shops });`,
    lines: [
      `shops.yaml:1:1: not a Helm repository index: it is a web page; check the URL, which ends in /index.yaml`,
      `till.yaml:1:1: not a Helm repository index: it is empty; write a map with "entries"`,
    ],
  },
  {
    title: 'a lookup in a catalog that cannot be read',
    program: `Catalog.fromFile(app, 'shops', 'shops.yaml', { repository: 'https://charts.example.com' }).profile('shop');`,
    lines: [
      `[shops] shops.yaml cannot be read: it does not exist (looked from <folder>). Correct the path, which is relative to the working directory`,
    ],
  },
  {
    title: 'layers that are no whole numbers',
    program: `\
production.subscribe('cert-manager', { layer: 1.5 });
production.subscribe('flagger', { layer: '2' });
production.subscribe('linkerd2', { layer: NaN });
production.subscribe('jaeger', { layer: 'two' });`,
    lines: [
      `[production/cert-manager] layer "1.5" is not readable; write a whole number from 0, as in "layer-2", "Layer 2" or 2`,
      `[production/flagger] layer "2" is not readable; write a whole number from 0, as in "layer-2", "Layer 2" or 2`,
      `[production/jaeger] layer "two" is not readable; write a whole number from 0, as in "layer-2", "Layer 2" or 2`,
      `[production/linkerd2] layer "NaN" is not readable; write a whole number from 0, as in "layer-2", "Layer 2" or 2`,
    ],
  },
  {
    title: 'a Date in the values',
    program: `production.subscribe('flagger', { values: { since: new Date(0) } });`,
    lines: [`[production/flagger] value "since": a Date is not plain data; give its toISOString()`],
  },
  {
    title: 'values that hold themselves',
    program: `\
const values: Record<string, unknown> = { image: {} };
values.image = { parent: values };
production.subscribe('flagger', { values });`,
    lines: [
      `[production/flagger] value "image.parent": it is the same object as the values themselves, which contains it; break the cycle`,
    ],
  },
  {
    title: 'a release name of 60 characters',
    program: `production.subscribe('flagger', { releaseName: 'flagger-'.repeat(7) + 'prod' });`,
    lines: [
      `[production/flagger] release name "flagger-flagger-flagger-flagger-flagger-flagger-flagger-prod" is not allowed: use at most 53 lower-case letters, digits, "-" and ".", as Helm requires`,
    ],
  },
  {
    title: 'a cluster in a cluster',
    program: `new Cluster(production, 'eu', { catalog });`,
    lines: [
      `[production/eu] a Chart inside cluster "production" would be written apart from it. Use a Construct, or create the Chart outside of the cluster`,
    ],
  },
  {
    title: 'several mistakes, all at once',
    program: `\
production.subscribe('lnkerd2');
production.subscribe('flager', { interval: '10 minutes' });
production.subscribe('cert-manager', { version: '1.x' });`,
    lines: [
      `[production/cert-manager] no version of "cert-manager" in catalog "platform" is in "1.x"; the nearest: 0.0.8. Widen the range, or update the catalog`,
      `[production/flager] catalog "platform" has no profile "flager"; the nearest: flagger, jaeger. Correct the name, or add the profile to the catalog`,
      `[production/flager] interval "10 minutes" is not a duration that Flux reads. Write hours, minutes and seconds, such as 1h30m or 90s`,
      `[production/lnkerd2] catalog "platform" has no profile "lnkerd2"; the nearest: linkerd2. Correct the name, or add the profile to the catalog`,
    ],
  },
  {
    title: 'defaults of a fleet that fit nobody',
    app: "new Fleet({ defaults: { dependsOn: ['mesh'], values: 'defaults.yaml' } })",
    program: `production.subscribe('flagger');`,
    lines: [
      `[production/flagger] "flagger" waits for "mesh", which is not a construct; put subscriptions, constructs or layers into dependsOn`,
      `[production/flagger] defaults.yaml cannot be read: it does not exist (looked from <folder>). Correct the path, which is relative to the working directory`,
    ],
  },
  {
    title: 'undefined in a list of values',
    program: `production.subscribe('flagger', {values: [{a: 1}, undefined]});`,
    lines: [`[production/flagger] values: they are not a map; give an object`],
  },
  {
    title: 'a typo in a lookup',
    program: `production.subscribe(catalog.profile('cert-manger'));`,
    lines: [
      `catalog "platform" has no profile "cert-manger"; the nearest: cert-manager. Correct the name, or add the profile to the catalog`,
    ],
  },
  {
    title: 'a cluster name that leaves the folder',
    program: `new Cluster(app, 'up', { clusterName: '../up' });`,
    lines: [
      `[up] cluster name "../up" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
    ],
  },
  {
    title: 'text in place of a patch',
    program: `production.subscribe('flagger').patch('spec.suspend=true');`,
    lines: [
      `[production/flagger] a patch cannot be applied: it is neither a list of operations nor an object. Give one of them`,
    ],
  },
  {
    title: 'a chart with a path in its name',
    program: `\
const shop = { repository: 'oci://registry.example.com', chart: 'shops/shop', version: '1.2.0' };
production.subscribe(Profile.fromHelmChart(shop));`,
    lines: [
      `[production/shops--shop] subscription name "shops/shop" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
      `[production/shops--shop] target namespace "shops/shop" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
    ],
  },
  {
    title: 'latest, or an unset variable, as the version of a plain chart',
    program: `\
const repository = 'https://shop.example.com';
production.subscribe(Profile.fromHelmChart({ repository, chart: 'shop', version: 'latest' }));
const { TILL_VERSION: version } = process.env;
production.subscribe(Profile.fromHelmChart({ repository, chart: 'till', version }));`,
    lines: [
      `[production/shop] version "latest" of "shop" is not exact, and Flux would move it on its own. Write it in full, such as 1.2.3`,
      `[production/till] no version of "till" is given, and Flux would take whichever is the newest. Write it in full, such as 1.2.3`,
    ],
  },
];
