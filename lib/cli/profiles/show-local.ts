/**
 * `pctl show ./dir`: shows a profile in a working copy as users will see it.
 */
import type { ProfileDefinition } from '../../model/formats/profile-definition';
import { formatProblem } from '../../model/problem-words';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { formatPage, type PageStyle, pageStyle } from '../terminal/page';
import { printable } from '../terminal/printable';
import { artifactLines, parameterLines } from './artifact-lines';
import { findProfileFiles, readLocalProfile } from './local-profile';

/** Shows the profile at `path`, a folder or a `profile.yaml`. */
export function showLocal(context: Context, path: string, output: OutputFormat): ExitCode {
  const files = findProfileFiles(path, context.cwd);
  if (files.length !== 1) {
    const what =
      files.length === 0 ? `there is no profile.yaml in "${path}"` : `there are ${files.length} profiles in "${path}"`;
    context.stderr(`error: ${printable(what)}. Give the folder of one profile\n`);
    return 1;
  }
  const { definition, problems } = readLocalProfile(files[0], context.cwd);
  for (const problem of problems) context.stderr(`error: ${printable(formatProblem(problem))}\n`);
  if (definition === undefined) return 1;
  context.stdout(format(definition, output, pageStyle(context)));
  return problems.length === 0 ? 0 : 1;
}

function format(definition: ProfileDefinition, output: OutputFormat, style: PageStyle): string {
  const { name, description, maintainer, prerequisites, layer, category, artifacts } = definition;
  if (output === 'name') return `${printable(name)}\n`;
  if (output === 'json' || output === 'yaml') return formatData(definition, output);
  const lines = (text?: string) => (text ?? '').split(/\r?\n/).filter(line => line.trim() !== '');
  const rows: [title: string, lines: readonly string[]][] = [
    ['Name', [name]],
    ['Description', lines(description)],
    ['Maintainers', lines(maintainer)],
    ['Prerequisites', prerequisites],
    ['Layer', layer === undefined ? [] : [String(layer)]],
    ['Category', lines(category)],
    ['Artifacts', artifactLines(artifacts)],
    ['Parameters', parameterLines(artifacts)],
  ];
  return formatPage(rows, style);
}
