/**
 * Finds templates in a file or a folder, on disk or at a Git commit.
 */
import { readFolderFiles } from '../../deliver/read-folder';
import { readGitFiles } from '../../deliver/git-files';
import { languageOf } from '../../engine/go-language';
import { compareText } from '../../model/data/compare-text';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import type { Problem } from '../../model/problem';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { type FoundParameter, findParameters } from '../../model/templates/find-parameters';
import { mayContainTemplates, readTemplates } from '../../model/templates/read-templates';
import type { TemplateDefinition } from '../../model/templates/template-definition';
import type { TemplateLanguage } from '../../model/templates/template-language';
import type { Context } from '../terminal/command';
import { printable } from '../terminal/printable';

/** Where templates are read. */
export interface TemplateOptions {
  /** Git branch, tag or commit. Absent: the working copy. */
  readonly ref?: string;
}

/** A template, and what there is to fill in. */
export interface FoundTemplate {
  readonly definition: TemplateDefinition;
  readonly language: TemplateLanguage;
  readonly parameters: readonly FoundParameter[];
}

/** The templates in `path` by name, and all problems. */
export function findTemplates(
  { cwd }: Context,
  path: string,
  { ref }: TemplateOptions,
): { readonly templates: readonly FoundTemplate[]; readonly problems: readonly Problem[] } {
  const found = ref === undefined ? readFolderFiles(path, cwd) : { files: readGitFiles(path, ref, cwd), problems: [] };
  const read = found.files
    .filter(({ text }) => mayContainTemplates(text))
    .map(({ text, file }) => readTemplates(text, file));
  const problems = [...found.problems, ...read.flatMap(({ problems: wrong }) => wrong)];
  const templates = read.flatMap(({ templates: all }) => all).sort((a, b) => compareText(a.name, b.name));
  return {
    problems,
    templates: templates.flatMap(definition => {
      const language = languageOf(definition);
      const { parameters, problems: unread } = findParameters(definition, language);
      problems.push(...unread);
      return unread.length > 0 ? [] : [{ definition, language, parameters }];
    }),
  };
}

/** The template `name` in `path`, or the only one; otherwise prints what is wrong. */
export function findTemplate(
  context: Context,
  path: string,
  name: string | undefined,
  options: TemplateOptions,
): FoundTemplate | undefined {
  const { templates, problems } = findTemplates(context, path, options);
  const wanted = templates.filter(({ definition }) => name === undefined || definition.name === name);
  const isUnread = problems.length > 0 && wanted.length === 0;
  if (isUnread || (problems.length > 0 && name === undefined)) {
    reportProblems(context, problems);
    return undefined;
  }
  if (wanted.length === 1) return wanted[0];
  const names = templates.map(({ definition }) => definition.name);
  context.stderr(`error: ${printable(describeChoice(path, names, { name, count: wanted.length }))}\n`);
  return undefined;
}

/** Prints `problems`, by place; whether there are none. */
export function reportProblems({ stderr }: Context, problems: readonly Problem[]): boolean {
  for (const problem of sortProblems(problems)) stderr(`error: ${printable(formatProblem(problem))}\n`);
  return problems.length === 0;
}

function describeChoice(
  path: string,
  names: readonly string[],
  { name, count }: { readonly name?: string; readonly count: number },
): string {
  if (names.length === 0) return `no template is in ${path}. Give a file or folder with a CAPITemplate or GitOpsTemplate`; // prettier-ignore
  const list = [...new Set(names)].join(', ');
  if (name === undefined) return `${names.length} templates are in ${path}. Name one of them: ${list}`;
  if (count > 1) return `${count} templates in ${path} are called "${name}". Give the file of one of them`;
  return `no template "${name}" is in ${path}${formatNearest(nearestNames(names, name))}. Name one of them: ${list}`;
}
