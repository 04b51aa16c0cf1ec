/**
 * `pctl template show`: what a template creates, and with what.
 */
import { compact } from '../../model/formats/source-access';
import type { FoundParameter } from '../../model/templates/find-parameters';
import type { ResourceTemplate, TemplateProfile } from '../../model/templates/template-definition';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import { formatPage, pageStyle } from '../terminal/page';
import { findTemplate, type FoundTemplate, type TemplateOptions } from './find-templates';
import { describeProfile, parameterToData, profileToData, templateToData } from './template-data';

interface ShowOptions extends TemplateOptions {
  readonly output: 'table' | 'json' | 'yaml';
}

export function run(context: Context, [path, name]: readonly string[], options: ShowOptions): ExitCode {
  const found = findTemplate(context, path, name, options);
  if (found === undefined) return 1;
  const { output } = options;
  context.stdout(output === 'table' ? formatPage(pageOf(found), pageStyle(context)) : formatData(toData(found), output)); // prettier-ignore
  return 0;
}

function toData(found: FoundTemplate): object {
  const { definition, parameters } = found;
  const { resources, profiles, options, helmRepositoryPath } = definition;
  return {
    ...templateToData(found),
    parameters: parameters.map(parameterToData),
    files: resources.map(({ path, content, raw }) =>
      compact({ path: path?.text, objects: content.map(({ object }) => object), raw: raw?.text }),
    ),
    profiles: profiles.map(profileToData),
    ...compact({ helmRepositoryPath: helmRepositoryPath?.text }),
    addCommonBases: options.addCommonBases,
    injectPruneAnnotation: options.injectPruneAnnotation,
  };
}

function pageOf({ definition, parameters }: FoundTemplate): readonly (readonly [string, readonly string[]])[] {
  const { name, kind, apiVersion, description, renderType, resources, profiles, at } = definition;
  return [
    ['Template', [name]],
    ['Kind', [`${kind} (${apiVersion})`]],
    ['File', [`${at.file}:${at.line}`]],
    ['Description', description === undefined ? [] : [description]],
    ['Language', [renderType]],
    ['Parameters', parameters.map(describeParameter)],
    ['Creates', resources.flatMap(describeResource)],
    ['Profiles', profiles.map(describe)],
  ];
}

function describeParameter({ name, description, options, default: value }: FoundParameter): string {
  const more = [
    ...(value === undefined ? [] : [`default ${value}`]),
    ...(options.length === 0 ? [] : [`one of ${options.join(', ')}`]),
  ];
  return `${name}${more.length === 0 ? '' : ` (${more.join('; ')})`}${description === undefined ? '' : `: ${description}`}`; // prettier-ignore
}

function describeResource({ path, content, raw }: ResourceTemplate): readonly string[] {
  const where = path === undefined ? '' : ` in ${path.text}`;
  if (raw !== undefined) return [`a text${where}`];
  return content.map(({ object: { kind, metadata } }) => {
    const { name = '' } = (metadata ?? {}) as { readonly name?: unknown };
    return `${String(kind)} ${String(name)}${where}`;
  });
}

function describe(profile: TemplateProfile): string {
  const { name, version, layer } = profile;
  const about = [describeProfile(profile), ...(layer === undefined ? [] : [`layer ${layer}`])];
  return `${name}${version === undefined ? '' : ` ${version}`} (${about.join(', ')})`;
}
