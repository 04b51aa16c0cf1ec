/**
 * `pctl template render`: what a template becomes with these parameters. Writes no files.
 */
import { chooseProfiles, type ChosenProfile } from '../../constructs/templates/choose-profiles';
import type { Fields, JsonObject } from '../../model/data/json';
import { compact } from '../../model/formats/source-access';
import type { Problem } from '../../model/problem';
import { chooseValues } from '../../model/templates/choose-values';
import { type RenderedFile, type RenderedTemplate, renderTemplate } from '../../model/templates/render-template';
import { mergeValues } from '../../model/values/merge-values';
import { formatYaml } from '../../model/yaml/yaml-text';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import { printable } from '../terminal/printable';
import { formatTable } from '../terminal/table';
import { findTemplate, type FoundTemplate, reportProblems, type TemplateOptions } from './find-templates';
import { type Given, readChoices, readParams } from './given-values';
import { describeProfile } from './template-data';

interface RenderOptions extends TemplateOptions {
  readonly param?: readonly string[];
  readonly params?: string;
  readonly profile?: readonly string[];
  readonly output: 'table' | 'json' | 'yaml';
}

export function run(context: Context, [path, name]: readonly string[], options: RenderOptions): ExitCode {
  const params = readParams(context.cwd, options.param ?? [], options.params);
  const choices = readChoices(context.cwd, options.profile ?? []);
  const found = findTemplate(context, path, name, options);
  const errors = [...params.errors, ...choices.errors];
  for (const error of errors) context.stderr(`error: ${printable(error)}\n`);
  const rendered = found && render(context, found, params);
  if (rendered === undefined || errors.length > 0) return 1;
  const profiles = chooseProfiles(rendered.profiles, choices.found);
  context.stdout(format(rendered, profiles, options.output));
  return 0;
}

/** The rendered template; otherwise prints all that is wrong. */
function render(
  context: Context,
  { definition, language, parameters }: FoundTemplate,
  params: Given<ReadonlyMap<string, string>>,
): RenderedTemplate | undefined {
  const { values, problems } = chooseValues(parameters, { template: definition.name, given: params.found });
  if (!reportProblems(context, problems)) return undefined;
  const faults: Problem[] = [];
  const rendered = renderTemplate(definition, { language, values, problems: faults });
  return reportProblems(context, faults) ? rendered : undefined;
}

function format(
  { files, helmRepositoryPath }: RenderedTemplate,
  profiles: readonly ChosenProfile[],
  output: RenderOptions['output'],
): string {
  if (output === 'json') {
    return formatData({ files: files.map(fileToData), profiles: profiles.map(profileToData), ...compact({ helmRepositoryPath }) }, output); // prettier-ignore
  }
  if (output === 'yaml') return [...files.map(formatFile), ...profiles.map(formatProfile)].join('');
  const rows = files.flatMap(({ path = '-', raw, objects }) =>
    raw === undefined ? objects.map(object => [String(object.kind), nameOf(object), path]) : [['text', '-', path]],
  );
  const lines = profiles.map(profile => ['profile', profile.name, profile.template?.path ?? '-']);
  return formatTable([['KIND', 'NAME', 'FILE'], ...rows, ...lines]).map(line => `${line}\n`).join(''); // prettier-ignore
}

/** Documents for `kubectl apply`; the path of a file is a comment. */
function formatFile({ path, raw, objects }: RenderedFile): string {
  const head = path === undefined ? '' : `# path: ${printable(path)}\n`;
  if (raw !== undefined) return `---\n${head}${raw.endsWith('\n') || raw === '' ? raw : `${raw}\n`}`;
  return objects.map(object => `---\n${head}${formatYaml(object)}`).join('');
}

/** A comment, because its HelmRelease depends on a catalog. */
function formatProfile(profile: ChosenProfile): string {
  const { name, version = 'newest', layer, template } = profile;
  const about = [
    ...(template === undefined ? ['not in the template'] : [describeProfile(template)]),
    ...(layer === undefined ? [] : [`layer ${layer}`]),
  ];
  return `# profile: ${printable(`${name} ${version} (${about.join(', ')})`)}\n`;
}

function fileToData({ path, raw, objects }: RenderedFile): object {
  return compact({ path, raw, objects: raw === undefined ? objects : undefined });
}

function profileToData({ name, version, targetNamespace, layer, values, template }: ChosenProfile): object {
  const merged = mergeValues(...(values as readonly JsonObject[]));
  return compact({
    ...{ name, version, namespace: targetNamespace, layer },
    required: template?.required ?? false,
    editable: template?.editable ?? true,
    values: Object.keys(merged).length === 0 ? undefined : merged,
    path: template?.path,
    helmRelease: template?.helmRelease,
  });
}

function nameOf({ metadata }: Fields): string {
  return String((metadata as { readonly name?: unknown } | undefined)?.name ?? '-');
}
