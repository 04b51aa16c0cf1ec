/**
 * What is found in a real catalog, by annotations and by each model, if its index is next to this repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { groupBy } from '../../../lib/model/data/group-by';
import { writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

const file = resolve(__dirname, '../../../../shared/data/profiles-catalog-index.yaml');
const withShared = existsSync(file) ? describe : describe.skip;
const HEAD = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';

/** What is wrong whatever the model. */
const BY_ANY_MODEL = { 'category-missing': 4, 'category-spans-layers': 4, 'category-synonyms': 2, 'name-differs': 3 };

interface Finding {
  readonly rule: string;
  readonly message: string;
}

/** What `pctl lint` finds with the file of layers in `layers`. */
async function findingsBy(layers?: string): Promise<Finding[]> {
  const index = { 'index.yaml': readFileSync(file, 'utf8') };
  const cwd = writtenFiles(layers === undefined ? index : { ...index, 'layers.yaml': HEAD + layers });
  const { stdout } = await pctlIn(cwd, ['lint', '-o', 'json']);
  return JSON.parse(stdout).findings;
}

/** How often each rule finds something. */
const count = (findings: readonly Finding[]) =>
  Object.fromEntries([...groupBy(findings, ({ rule }) => rule)].map(([rule, all]) => [rule, all.length]));
const quoted = (findings: readonly Finding[], rule: string) =>
  findings.filter(each => each.rule === rule).map(({ message }) => /"([^"]*)"/.exec(message)![1]);

withShared('the profiles-catalog', () => {
  test('by annotations', async () => {
    const findings = await findingsBy();
    expect(count(findings)).toEqual({ ...BY_ANY_MODEL, 'layer-missing': 12 });
    expect(quoted(findings, 'category-missing')).toEqual(['dex', 'karpenter', 'sockshop', 'tf-controller']);
    expect(quoted(findings, 'layer-missing')).toEqual([
      'consul',
      'crossplane',
      'dex',
      'jaeger',
      'kafka',
      'karpenter',
      'keycloak',
      'magalix',
      'snyk',
      'tf-controller',
      'universal-crossplane',
      'vault',
    ]);
    const spans = findings.filter(({ rule }) => rule === 'category-spans-layers').map(({ message }) => message.replace(/ by their.*/, '')); // prettier-ignore
    expect(spans).toEqual([
      'category "Infrastructure" has components in layer 1 (aws-ebs-csi-driver, eks-addons) and without a layer (consul, crossplane, universal-crossplane, vault)',
      'category "Deployment" has components in layer 0 (kyverno), in layer 1 (kyverno-policies) and in layer 2 (elk-stack, flagger, reloader)',
      'category "Secrets Management" has components in layer 0 (external-secrets) and in layer 4 (external-secrets-store-config)',
      'category "Policy" has components in layer 1 (weave-policy) and without a layer (magalix)',
    ]);
    const synonyms = findings.filter(({ rule }) => rule === 'category-synonyms').map(({ message }) => message);
    expect(synonyms).toEqual([
      expect.stringContaining('"Ingress" (ingress-nginx) and "gateway" (kong)'),
      expect.stringContaining('"Service Mesh" (linkerd2) and "mesh" (kuma)'),
    ]);
  });

  test('by the minimal model, with three dependencies', async () => {
    const dependencies = 'dependencies:\n  linkerd2: [cert-manager]\n  flagger: [linkerd2]\n  kyverno-policies: [kyverno]\n'; // prettier-ignore
    expect(count(await findingsBy(`model: minimal\n${dependencies}`))).toEqual({
      ...BY_ANY_MODEL,
      'layer-differs': 1,
    });
  });

  test('by the category model, with a number for each category but one', async () => {
    const numbers = 'Certificate: 0, Storage: 0, Loadbalancer: 10, Secrets Management: 20, Policy: 30, Infrastructure: 40, Observability: 50, Ingress: 60, Service Mesh: 70, Deployment: 80, Tracing: 90, Streaming: 100, Identity and Access Management: 110, gateway: 120, mesh: 130'; // prettier-ignore
    const findings = await findingsBy(`model: category\nnumbers: {${numbers}}\n`);
    expect(count(findings)).toEqual({
      ...BY_ANY_MODEL,
      'alternatives-differ': 1,
      'category-number-shared': 1,
      'category-without-number': 1,
      'layer-differs': 1,
    });
    // eks-addons needs aws-ebs-csi-driver, and snyk is the only one in its category
    expect(quoted(findings, 'alternatives-differ')).toEqual(['Infrastructure']);
    expect(quoted(findings, 'category-without-number')).toEqual(['Security']);
  });

  test('by a master list of three', async () => {
    const findings = await findingsBy('model: allocated\nlayers: {cert-manager: 10, linkerd2: 20, flagger: 30}\n');
    expect(count(findings)).toEqual({ ...BY_ANY_MODEL, 'component-unlisted': 31 - 3, 'layer-differs': 1 });
  });
});
