/**
 * The parameters of a template: those that it declares, and those that are only in its texts.
 */
import { compareText } from '../data/compare-text';
import type { Problem } from '../problem';
import type { FileLocation } from '../yaml/file-location';
import type { TemplateDefinition, TemplateParameter } from './template-definition';
import type { FoundName, TemplateLanguage } from './template-language';
import { attempt, partsOf, type TemplatePart, toProblem } from './template-parts';

/** A parameter of a template. */
export interface FoundParameter extends TemplateParameter {
  /** Whether it is in `spec.params`. */
  readonly isDeclared: boolean;
  /** Whether it is in a text. */
  readonly isUsed: boolean;
  /** Whether some text needs a value of it, because it has no default there. Only known of `envsubst`. */
  readonly needsValue: boolean;
}

/** Where a name is. */
interface Place {
  readonly at: FileLocation;
  readonly needsValue: boolean;
}

/** The declared parameters in the order of the file, then the others by name; and what cannot be read. */
export function findParameters(
  template: TemplateDefinition,
  language: TemplateLanguage,
): { readonly parameters: readonly FoundParameter[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const places = attempt(template, problems, () => findPlaces(partsOf(template), language, problems)) ?? new Map();
  const declared = template.params.map(parameter => {
    const place = places.get(parameter.name);
    const needsValue = place?.needsValue ?? false;
    return { ...parameter, isDeclared: true, isUsed: place !== undefined, needsValue };
  });
  const names = new Set(declared.map(({ name }) => name));
  const others = [...places]
    .filter(([name]) => !names.has(name))
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, { at, needsValue }]) => {
      const found = { isDeclared: false, isUsed: true, needsValue } as const;
      return { name, options: [], required: false, editable: true, at, ...found };
    });
  return { parameters: [...declared, ...others], problems };
}

function findPlaces(
  parts: readonly TemplatePart[],
  language: TemplateLanguage,
  problems: Problem[],
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [i, result] of language.findNames(parts.map(({ text }) => text)).entries()) {
    if ('reason' in result) {
      problems.push(toProblem(parts[i], result, texts => language.findNames(texts)));
      continue;
    }
    for (const found of result.names) {
      const before = places.get(found.name);
      const needsValue = (before?.needsValue ?? false) || !found.hasDefault;
      places.set(found.name, { at: before?.at ?? locate(parts[i], found), needsValue });
    }
  }
  return places;
}

/** Where a name of `part` is in the file. */
function locate({ at, text, texts }: TemplatePart, { name, offset }: FoundName): FileLocation {
  const source = texts().find(one => one.text.includes(name));
  if (source === undefined) return at;
  return source.locate(source.text === text && offset !== undefined ? offset : source.text.indexOf(name));
}
