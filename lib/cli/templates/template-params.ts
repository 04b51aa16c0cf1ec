/**
 * `pctl template params`: what there is to fill in.
 */
import type { FoundParameter } from '../../model/templates/find-parameters';
import type { Context, ExitCode } from '../terminal/command';
import { printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { findTemplate, type TemplateOptions } from './find-templates';
import { parameterToData } from './template-data';

interface ParamsOptions extends TemplateOptions {
  readonly output: OutputFormat;
}

export function run(context: Context, [path, name]: readonly string[], options: ParamsOptions): ExitCode {
  const found = findTemplate(context, path, name, options);
  if (found === undefined) return 1;
  const listing = {
    key: 'parameters',
    items: found.parameters,
    columns: [
      { title: 'NAME', cell: ({ name: parameter }: FoundParameter) => parameter, isKey: true },
      { title: 'REQUIRED', cell: describeNeed },
      { title: 'DEFAULT', cell: (parameter: FoundParameter) => parameter.default },
      { title: 'OPTIONS', cell: ({ options: all }: FoundParameter) => all.join(', ') || undefined },
      { title: 'EDITABLE', cell: ({ editable }: FoundParameter) => (editable ? 'yes' : 'no'), isWide: true },
      { title: 'DESCRIPTION', cell: ({ description }: FoundParameter) => description, isCut: true },
    ],
    name: ({ name: parameter }: FoundParameter) => parameter,
    data: parameterToData,
    empty: `template ${found.definition.name} has no parameters`,
  };
  printListing(context, listing, options.output);
  return 0;
}

/** A parameter that is not declared needs a value if a text has no default for it. */
function describeNeed({ isDeclared, required, needsValue }: FoundParameter): string {
  return (isDeclared ? required : needsValue) ? 'yes' : 'no';
}
