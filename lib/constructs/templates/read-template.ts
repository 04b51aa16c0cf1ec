/**
 * Reads and fills in the template of a cluster.
 */
import { languageOf } from '../../engine/go-language';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { compact } from '../../model/formats/source-access';
import type { Problem } from '../../model/problem';
import { chooseValues } from '../../model/templates/choose-values';
import { findParameters } from '../../model/templates/find-parameters';
import { readTemplates } from '../../model/templates/read-templates';
import { type RenderedProfile, type RenderedTemplate, renderTemplate } from '../../model/templates/render-template';
import type { TemplateDefinition } from '../../model/templates/template-definition';
import type { TemplateLanguage } from '../../model/templates/template-language';
import { readText } from '../files/read-text-file';
import type { TemplateClusterOptions } from '../props/template-cluster-options';

/** A template with its parameters filled in. */
export interface FilledTemplate {
  readonly definition: TemplateDefinition;
  readonly values: ReadonlyMap<string, string>;
  readonly rendered: RenderedTemplate;
}

/** The filled-in template; `undefined` if it cannot be read or filled in, which is added to `problems`. */
export function fillTemplate(options: TemplateClusterOptions, problems: Problem[]): FilledTemplate | undefined {
  const definition = readTemplate(options, problems);
  if (definition === undefined) return undefined;
  const language = languageOf(definition);
  const found = findParameters(definition, language);
  const given = new Map(Object.entries(options.params ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))); // prettier-ignore
  const { values, problems: wrong } = chooseValues(found.parameters, { template: definition.name, given });
  problems.push(...found.problems, ...wrong);
  if (found.problems.length > 0 || wrong.length > 0) return undefined;
  const faults: Problem[] = [];
  const rendered = renderTemplate(definition, { language, values, problems: faults });
  const profiles = rendered.profiles.map(profile => ({ ...profile, ...fillFields(profile, language, values) }));
  problems.push(...faults);
  if (faults.length > 0) return undefined;
  return { definition, values, rendered: { ...rendered, profiles } };
}

/** Version and namespace may contain parameters too; a text that cannot be filled in stays as it is. */
function fillFields(
  { version, namespace }: RenderedProfile,
  language: TemplateLanguage,
  values: ReadonlyMap<string, string>,
) {
  const fill = (text: string | undefined) => {
    if (text === undefined) return undefined;
    const [result] = language.render([text], values);
    return 'text' in result ? result.text : text;
  };
  return compact({ version: fill(version), namespace: fill(namespace) });
}

function readTemplate(
  { template, templateName }: TemplateClusterOptions,
  problems: Problem[],
): TemplateDefinition | undefined {
  const file = typeof template === 'string' ? template : template.templateName;
  const read = typeof template === 'string' ? readText(template) : { text: template.toYaml() };
  if ('problem' in read) {
    problems.push(read.problem);
    return undefined;
  }
  const { templates, problems: found } = readOnce(read.text, file);
  // the construct of the template reports its own problems
  if (typeof template === 'string') problems.push(...found);
  if (found.length > 0) return undefined;
  const chosen = templates.filter(({ name }) => templateName === undefined || name === templateName);
  if (chosen.length === 1) return chosen[0];
  const names = templates.map(({ name }) => name).sort();
  problems.push({ kind: 'invalid-props', ...describeChoice(file, names, templateName), location: templates[0]?.at });
  return undefined;
}

let last: { readonly text: string; readonly file: string; readonly read: ReturnType<typeof readTemplates> } | undefined;

/** Many clusters come from one template. */
function readOnce(text: string, file: string): ReturnType<typeof readTemplates> {
  if (last?.text !== text || last.file !== file) last = { text, file, read: readTemplates(text, file) };
  return last.read;
}

function describeChoice(file: string, names: readonly string[], wanted: string | undefined) {
  if (names.length === 0) return { what: `"${file}" contains no template`, remedy: 'give a file with a CAPITemplate or GitOpsTemplate' }; // prettier-ignore
  if (wanted === undefined) return { what: `"${file}" contains several templates: ${names.join(', ')}`, remedy: 'name one in templateName' }; // prettier-ignore
  const hint = formatNearest(nearestNames(names, wanted));
  return { what: `"${file}" does not contain template "${wanted}"${hint}`, remedy: `name one of ${names.join(', ')}` };
}
