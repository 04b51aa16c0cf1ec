/**
 * Checks of categories: that each component has one, each has a number, and none contradicts the annotations.
 */
import { compareText } from '../data/compare-text';
import { groupBy } from '../data/group-by';
import { findSynonyms } from './category-names';
import { compareLocations } from '../yaml/file-location';
import { type DeclaredModel, place } from './declared-model';
import type { HardDependency } from './hard-dependencies';
import { found, type LayerFinding, type LayerSeverity } from './layer-finding';
import type { Placement } from './placement';

/** Names that a message lists. */
const MOST_NAMES = 8;

/** Components without a category; in a model that does not need categories, that is only a warning. */
export function withoutCategory({ model }: DeclaredModel, placements: readonly Placement[]): LayerFinding[] {
  const severity: LayerSeverity = model === 'category' ? 'error' : 'warning';
  const remedy =
    model === 'category'
      ? 'write it under "categories", or annotate the chart "weave.works/category"'
      : 'annotate the chart "weave.works/category"';
  return placements
    .filter(({ category, layer }) => category === undefined && (model !== 'category' || layer === undefined))
    .map(({ component: { name, location } }) => {
      const finding = { what: `"${name}" has no category`, remedy, components: [name], location };
      return { ...found('category-missing', finding), severity };
    });
}

/** Categories of components that have no number, once each. */
export function withoutNumber({ model, numbers }: DeclaredModel, placements: readonly Placement[]): LayerFinding[] {
  if (model !== 'category') return [];
  return [...byCategory(placements.filter(({ layer }) => layer === undefined))]
    .filter(([category]) => !numbers.has(category))
    .map(([category, members]) => {
      const what = `category "${category}" of ${listNames(members)} has no number`;
      const { location } = members[0].component;
      return found('category-without-number', { what, remedy: 'write it under "numbers"', components: namesOf(members), location }); // prettier-ignore
    });
}

/** Categories with the number of another. */
export function sharedCategoryNumbers({ numbers }: DeclaredModel): LayerFinding[] {
  const sorted = [...numbers.values()].sort((a, b) => compareLocations(a.at, b.at));
  return [...groupBy(sorted, ({ value }) => value)].flatMap(([number, [first, ...others]]) =>
    others.map(({ name, at }) => {
      const what = `category "${name}" has the number ${number}, which "${first.name}" has in ${place(first.at)}`;
      return found('category-number-shared', { what, remedy: 'give one of them another number', components: [], location: at }); // prettier-ignore
    }),
  );
}

/** Categories whose components are annotated with several layers, or only some with one. */
export function spreadCategories(placements: readonly Placement[]): LayerFinding[] {
  return [...byCategory(placements)].flatMap(([category, members]) => {
    const layers = [...groupBy(members, ({ component }) => component.layer)];
    if (layers.length === 1) return [];
    const parts = layers
      .sort(([a = Infinity], [b = Infinity]) => a - b)
      .map(([layer, some]) => `${layer === undefined ? 'without a layer' : `in layer ${layer}`} (${listNames(some)})`);
    const what = `category "${category}" has components ${parts.join(', ').replace(/, ([^,(]*\([^)]*\))$/, ' and $1')} by their annotations`; // prettier-ignore
    const remedy = 'give them one layer, or several categories';
    return found('category-spans-layers', { what, remedy, components: namesOf(members), location: members[0].component.location }); // prettier-ignore
  });
}

/** Names of categories that mean the same, of components and in the file. */
export function similarCategories({ numbers }: DeclaredModel, placements: readonly Placement[]): LayerFinding[] {
  const categories = byCategory(placements);
  return findSynonyms([...categories.keys(), ...numbers.keys()]).map(names => {
    const members = names.flatMap(name => categories.get(name) ?? []);
    const shown = names.map(name => {
      const some = categories.get(name);
      return some === undefined ? `"${name}"` : `"${name}" (${listNames(some)})`;
    });
    const what = `categories ${shown.join(' and ')} mean the same`;
    const location = numbers.get(names[0])?.at ?? members[0]?.component.location;
    return found('category-synonyms', { what, remedy: 'use one name', components: namesOf(members), location });
  });
}

/** Categories whose components do not need the same, so that one cannot replace another. */
export function differentAlternatives(
  placements: readonly Placement[],
  dependencies: ReadonlyMap<string, readonly HardDependency[]>,
): LayerFinding[] {
  return [...byCategory(placements)].flatMap(([category, members]) => {
    const needs = groupBy(members, ({ component }) => (dependencies.get(component.name) ?? []).map(({ name }) => name).join(', ')); // prettier-ignore
    if (needs.size === 1) return [];
    const parts = [...needs].sort(([a], [b]) => compareText(a, b)).map(([names, some]) => `${listNames(some)} need${some.length === 1 ? 's' : ''} ${names || 'nothing'}`); // prettier-ignore
    const what = `alternatives of category "${category}" are not drop-in replacements: ${parts.join('; ')}`;
    const remedy = 'give them the same dependencies, or several categories';
    return found('alternatives-differ', { what, remedy, components: namesOf(members), location: members[0].component.location }); // prettier-ignore
  });
}

/** Several alternatives of a category on one cluster, unless the file allows it. */
export function alternativesTogether(
  { model, alternatives }: DeclaredModel,
  placements: readonly Placement[],
): LayerFinding[] {
  if (model !== 'category' || alternatives === 'allow') return [];
  return [...byCategory(placements)]
    .filter(([, members]) => members.length > 1)
    .map(([category, members]) => {
      const what = `${listNames(members)} are alternatives of category "${category}", and on one cluster`;
      const remedy = 'keep one, or write "alternatives: allow"';
      const { location } = members[1].component;
      const finding = found('alternatives-together', { what, remedy, components: namesOf(members), location });
      return alternatives === 'refuse' ? { ...finding, severity: 'error' as const } : finding;
    });
}

/** Sorted by category, then by name. */
function byCategory(placements: readonly Placement[]): ReadonlyMap<string, Placement[]> {
  const known = placements.filter(({ category }) => category !== undefined);
  const groups = groupBy(known, ({ category }) => category!);
  for (const members of groups.values()) members.sort((a, b) => compareText(a.component.name, b.component.name));
  return new Map([...groups].sort(([a], [b]) => compareText(a, b)));
}

function namesOf(placements: readonly Placement[]): string[] {
  return placements.map(({ component }) => component.name);
}

/** `kuma, linkerd2 and 3 more`. */
export function listNames(placements: readonly Placement[]): string {
  const names = namesOf(placements);
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ');
}
