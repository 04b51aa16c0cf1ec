/**
 * `pctl template list`: the templates in a file or folder.
 */
import type { Context, ExitCode } from '../terminal/command';
import { printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { findTemplates, type FoundTemplate, reportProblems, type TemplateOptions } from './find-templates';
import { templateToData } from './template-data';

interface ListOptions extends TemplateOptions {
  readonly output: OutputFormat;
}

export function run(context: Context, [path]: readonly string[], options: ListOptions): ExitCode {
  const { templates, problems } = findTemplates(context, path, options);
  const listing = {
    key: 'templates',
    items: templates,
    columns: [
      { title: 'NAME', cell: ({ definition }: FoundTemplate) => definition.name, isKey: true },
      { title: 'KIND', cell: ({ definition }: FoundTemplate) => definition.kind },
      { title: 'LANGUAGE', cell: ({ definition }: FoundTemplate) => definition.renderType, isWide: true },
      { title: 'PARAMETERS', cell: ({ parameters }: FoundTemplate) => parameters.length },
      { title: 'PROFILES', cell: ({ definition }: FoundTemplate) => definition.profiles.length },
      { title: 'FILE', cell: ({ definition }: FoundTemplate) => definition.at.file },
      { title: 'DESCRIPTION', cell: ({ definition }: FoundTemplate) => definition.description, isCut: true },
    ],
    name: ({ definition }: FoundTemplate) => definition.name,
    data: templateToData,
    empty: `no template is in ${path}`,
  };
  printListing(context, listing, options.output);
  return reportProblems(context, problems) ? 0 : 1;
}
