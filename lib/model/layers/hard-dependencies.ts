/**
 * What components need to be installed before them, among those that are there.
 */
import type { FileLocation } from '../yaml/file-location';
import type { DeclaredModel } from './declared-model';
import { byName, type LayeredComponent } from './layered-component';

/** One component that another depends on. */
export interface HardDependency {
  readonly name: string;
  /** Where it is declared. Absent: the chart or the profile says so. */
  readonly at?: FileLocation;
}

/**
 * The dependencies of each of `components`, each once and sorted, by name. What is declared for a component, or for
 * its chart, counts, and so does a dependency of its chart that has the name of a component or of its chart.
 */
export function hardDependencies(
  { dependencies }: DeclaredModel,
  components: readonly LayeredComponent[],
): ReadonlyMap<string, readonly HardDependency[]> {
  const known = byName(components);
  return new Map(
    components.map(component => {
      const { name, chart } = component;
      const declared = [dependencies.get(name) ?? [], (chart !== undefined && chart !== name && dependencies.get(chart)) || []]; // prettier-ignore
      const all: HardDependency[] = [
        ...declared.flat().map(({ value, at }) => ({ name: value, at })),
        ...component.dependencies.map(dependency => ({ name: dependency })),
      ];
      const mine = new Map<string, HardDependency>();
      for (const dependency of all) {
        const target = known.get(dependency.name)?.name;
        const isSelf = target === name && dependency.at === undefined;
        if (target !== undefined && !isSelf && !mine.has(target)) mine.set(target, { ...dependency, name: target });
      }
      return [name, [...mine.values()].sort((a, b) => (a.name < b.name ? -1 : 1))] as const;
    }),
  );
}
