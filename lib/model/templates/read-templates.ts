/**
 * Reads the templates of a file: CAPITemplate and GitOpsTemplate of Weave GitOps.
 *
 * Objects of other kinds are skipped. A template is read strictly, because Kubernetes drops fields
 * that it does not know: an unknown field is a problem, and so is an annotation that nearly names a
 * profile.
 */
import { FieldReader } from '../formats/field-reader';
import { type LocatedObject, parseDocuments } from '../formats/parse-documents';
import { compact } from '../formats/source-access';
import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../names';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import { readTemplateOptions } from './read-annotations';
import { readParams } from './read-params';
import { readProfiles } from './read-profiles';
import { readResources } from './read-resources';
import type { RenderType, TemplateDefinition, TemplateKind } from './template-definition';

/** API group of each kind, and its versions. */
const GROUPS: ReadonlyMap<TemplateKind, string> = new Map([
  ['CAPITemplate', 'capi.weave.works'],
  ['GitOpsTemplate', 'templates.weave.works'],
]);
const VERSIONS = ['v1alpha2', 'v1alpha1'];
const SPEC = ['charts', 'description', 'params', 'renderType', 'resourcetemplates'];
const RENDER_TYPES: readonly RenderType[] = ['envsubst', 'templating'];
const OURS = /^(?:capi|templates)\.weave\.works\//;
const KIND = /^(?:capi|gitops)-?template$/i;

/** Whether `text` may contain a template. */
export function mayContainTemplates(text: string): boolean {
  return /(?:capi|gitops)-?template|(?:capi|templates)\.weave\.works\/v/i.test(text);
}

/** The templates in `text` in its order, and all problems; a template with a problem is left out. */
export function readTemplates(
  text: string,
  file: string,
): { readonly templates: readonly TemplateDefinition[]; readonly problems: readonly Problem[] } {
  const source = text.replace(/^\uFEFF/, '');
  const { objects, problems } = parseDocuments(source, file);
  const told = problems.map(problem => explainBraces(problem, source));
  const templates: TemplateDefinition[] = [];
  for (const document of objects.filter(isTemplate)) {
    const reader = new FieldReader(document.fields());
    const template = readTemplate(reader, source);
    if (template !== undefined && reader.problems.length === 0) templates.push(template);
    told.push(...reader.problems);
  }
  return { templates, problems: limitProblems(told) };
}

function isTemplate({ object: { apiVersion, kind } }: LocatedObject): boolean {
  return OURS.test(String(apiVersion)) ? String(kind).endsWith('emplate') : KIND.test(String(kind));
}

/** A value that begins with `{{` is a map to YAML, if it is not quoted. */
function explainBraces(problem: Problem, source: string): Problem {
  const { location } = problem;
  if (problem.kind !== 'invalid-props' || location === undefined) return problem;
  const line = source.split(/\r?\n/)[location.line - 1] ?? '';
  if (!/(?:^|[:-]\s+)\{\{/.test(line)) return problem;
  return { ...problem, remedy: 'quote a value that begins with "{{", as in \'{{ .params.CLUSTER_NAME }}\'' };
}

function readTemplate(reader: FieldReader, source: string): TemplateDefinition | undefined {
  const generation = readGeneration(reader);
  const metadata = reader.requiredChild('metadata');
  const name = metadata.requiredText('name') ?? '';
  if (name !== '' && !isDnsSubdomain(name)) metadata.reportField('name', `is "${name}"`, DNS_SUBDOMAIN_RULE);
  if (generation === undefined) return undefined;
  const { kind, apiVersion } = generation;
  const spec = reader.requiredChild('spec');
  spec.allowOnly(SPEC);
  const annotations = metadata.childOrEmpty('annotations');
  const texts = textsOf(annotations);
  return {
    kind,
    apiVersion,
    name,
    ...compact({
      namespace: metadata.text('namespace'),
      displayName: displayName(texts),
      description: spec.text('description'),
    }),
    labels: textsOf(metadata.childOrEmpty('labels')),
    annotations: texts,
    options: readTemplateOptions(annotations, kind),
    renderType: readRenderType(spec),
    params: readParams(spec),
    resources: readResources({ spec, source, isFlat: apiVersion.endsWith('v1alpha1') }),
    ...readProfiles({ annotations, spec, source }),
    at: reader.map.at,
  };
}

function readGeneration(reader: FieldReader): { kind: TemplateKind; apiVersion: string } | undefined {
  const apiVersion = reader.requiredText('apiVersion');
  const written = reader.requiredText('kind');
  if (apiVersion === undefined || written === undefined) return undefined;
  const kind = [...GROUPS.keys()].find(one => one === written);
  if (kind === undefined) {
    const group = apiVersion.split('/')[0];
    const near = [...GROUPS].find(([one, its]) => its === group || one.toLowerCase() === written.toLowerCase())![0];
    reader.reportField('kind', `is "${written}"`, `did you mean "${near}"?`);
    return undefined;
  }
  const known = VERSIONS.map(version => `${GROUPS.get(kind)}/${version}`);
  if (known.includes(apiVersion)) return { kind, apiVersion };
  reader.reportField('apiVersion', `of a ${kind} is "${apiVersion}"`, `write ${known.join(' or ')}`);
  return undefined;
}

function displayName(annotations: ReadonlyMap<string, string>): string | undefined {
  return [...GROUPS.values()].map(group => annotations.get(`${group}/display-name`)).find(name => name !== undefined);
}

/** Labels or annotations. */
function textsOf(reader: FieldReader): ReadonlyMap<string, string> {
  return new Map([...reader.map.fields.keys()].map(name => [name, reader.text(name) ?? '']));
}

function readRenderType(spec: FieldReader): RenderType {
  const text = spec.text('renderType') ?? 'envsubst';
  const found = RENDER_TYPES.find(type => type === text);
  if (found === undefined) spec.reportField('renderType', `is "${text}"`, `write ${RENDER_TYPES.join(' or ')}`);
  return found ?? 'envsubst';
}
