/**
 * The texts of a template that are filled in, each as a whole: a path, a raw text, values, or an
 * object as YAML.
 */
import type { FileLocation } from '../yaml/file-location';
import type { Problem } from '../problem';
import { formatTemplateYaml } from './format-template-yaml';
import type { TemplateDefinition, TemplateObject, TemplateText } from './template-definition';
import { LanguageFailure, type TemplateLanguage, type TextFault } from './template-language';

/** What is filled in, and the texts of the file that it is made of. */
export interface TemplatePart {
  readonly text: string;
  readonly at: FileLocation;
  readonly texts: () => readonly TemplateText[];
}

/** A text, or an object as YAML. */
export function partOf(source: TemplateText | TemplateObject): TemplatePart {
  const { at } = source;
  if ('text' in source) return { text: source.text, at, texts: () => [source] };
  return { text: formatTemplateYaml(source.object), at, texts: source.texts };
}

/** All parts of `template`, in the order of the file: resources, then profiles. */
export function partsOf(template: TemplateDefinition): readonly TemplatePart[] {
  const { resources, profiles, helmRepositoryPath } = template;
  const sources = [
    ...resources.flatMap(({ path, raw, content }) => [path, raw, ...content]),
    helmRepositoryPath,
    ...profiles.flatMap(({ values, helmRelease, path }) => [values, helmRelease, path]),
  ];
  return sources.filter(source => source !== undefined).map(partOf);
}

/**
 * `fault` of `part` as a problem at its place: where `retry` fails for one of the texts in `part`,
 * otherwise where `part` begins.
 */
export function toProblem(
  part: TemplatePart,
  fault: TextFault,
  retry: (texts: readonly string[]) => readonly (object | TextFault)[],
): Problem {
  const texts = part.texts();
  const results = texts.length === 1 && texts[0].text === part.text ? [fault] : retry(texts.map(({ text }) => text));
  const wrong = results.findIndex(result => 'reason' in result);
  const found = wrong === -1 ? fault : (results[wrong] as TextFault);
  const location = wrong === -1 ? part.at : texts[wrong].locate(found.offset ?? 0);
  return { kind: 'invalid-template', reason: found.reason, location };
}

/** The results of `parts`; `undefined` for one that cannot be filled in, which is reported to `problems`. */
export function renderParts(
  parts: readonly TemplatePart[],
  { language, values, problems }: RenderContext,
): readonly (string | undefined)[] {
  const render = (texts: readonly string[]) => language.render(texts, values);
  return render(parts.map(({ text }) => text)).map((result, i) => {
    if ('text' in result) return result.text;
    problems.push(toProblem(parts[i], result, render));
    return undefined;
  });
}

/** How parts are filled in. */
export interface RenderContext {
  readonly language: TemplateLanguage;
  readonly values: ReadonlyMap<string, string>;
  /** Problems are added to it. */
  readonly problems: Problem[];
}

/** The result of `run`; `undefined` if no text of `template` can be read, which is reported to `problems`. */
export function attempt<T>(template: TemplateDefinition, problems: Problem[], run: () => T): T | undefined {
  try {
    return run();
  } catch (failure) {
    if (!(failure instanceof LanguageFailure)) throw failure;
    problems.push({ kind: 'invalid-template', reason: failure.message, location: template.at });
    return undefined;
  }
}
