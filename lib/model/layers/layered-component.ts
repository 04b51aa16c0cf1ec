/**
 * A component as models of layers see it: its name, what its author says about it, and what it needs.
 */
import type { CatalogEntry } from '../catalog-entry';
import type { FileLocation } from '../yaml/file-location';

/** One component, usually the newest version of a profile. */
export interface LayeredComponent {
  /** Name of the profile. */
  readonly name: string;
  /** Name of its chart, by which files may also call it. Absent: it is not a chart. */
  readonly chart?: string;
  /** Layer by its annotation. Absent: not annotated. */
  readonly layer?: number;
  /** Category by its annotation. Absent: not annotated. */
  readonly category?: string;
  /** Names of charts and profiles that it depends on; others than those of components do not count. */
  readonly dependencies: readonly string[];
  /** Where a catalog lists it. Absent: unknown. */
  readonly location?: FileLocation;
}

/** The component of a version in a catalog. */
export function toComponent({ name, origin, layer, category, dependencies, location }: CatalogEntry): LayeredComponent {
  return {
    name,
    ...(origin.kind === 'chart' && { chart: origin.chart }),
    ...(layer !== undefined && { layer }),
    ...(category !== undefined && { category }),
    dependencies: dependencies.map(dependency => dependency.name),
    ...(location !== undefined && { location }),
  };
}

/** What is declared for the name of `component`, or else for its chart. */
export function declaredFor<T>(declared: ReadonlyMap<string, T>, { name, chart }: LayeredComponent): T | undefined {
  return declared.get(name) ?? (chart === undefined ? undefined : declared.get(chart));
}

/** Components by their names, and by those of their charts where no component has that name. */
export function byName(components: readonly LayeredComponent[]): ReadonlyMap<string, LayeredComponent> {
  const charts = components.flatMap(component => (component.chart === undefined ? [] : [[component.chart, component] as const])); // prettier-ignore
  return new Map([...charts.reverse(), ...components.map(component => [component.name, component] as const)]);
}
