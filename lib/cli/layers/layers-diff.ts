/**
 * `pctl layers diff`: which components move from one file of layers to another, and why.
 */
import type { LayeredComponent } from '../../model/layers/layered-component';
import { compareLayers, type LayerChange } from '../../order/compare-layers';
import { checkLayers, layComponents } from '../../order/layered-set';
import type { CatalogsOptions } from '../catalogs/find-catalogs';
import type { Context, ExitCode } from '../terminal/command';
import { type Column, printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { allComponents, type FoundModel, offeredComponents, readModel, report } from './read-model';

interface DiffOptions extends CatalogsOptions {
  readonly component?: readonly string[];
  readonly add?: readonly string[];
  readonly output: OutputFormat;
}

const COLUMNS: readonly Column<LayerChange>[] = [
  { title: 'COMPONENT', cell: ({ name }) => name },
  { title: 'BEFORE', cell: ({ before }) => before },
  { title: 'AFTER', cell: ({ after }) => after },
  { title: 'WHY', cell: ({ why }) => why },
];

export function run(context: Context, [before, after = before]: readonly string[], options: DiffOptions): ExitCode {
  const offered = offeredComponents(context, options);
  const [old, next] = [before, after].map(path => readModel(context, [path]));
  const added = options.add ?? [];
  const oldSet = layComponents(
    old.model,
    choose(old, offered, name => isChosen(name, options) && !added.includes(name)),
  );
  const newSet = layComponents(
    next.model,
    choose(next, offered, name => isChosen(name, options) || added.includes(name)),
  );
  const items = compareLayers(oldSet, newSet);
  const data = ({ name, before: was = null, after: is = null, why }: LayerChangeData) => ({ name, before: was, after: is, why }); // prettier-ignore
  const empty = `no component moves from ${before} to ${after}`;
  printListing(context, { key: 'changes', items, columns: COLUMNS, name: ({ name }) => name, data, empty }, options.output); // prettier-ignore
  const findings = checkLayers(next.model, newSet, 'cluster').filter(({ rule }) => rule === 'layer-cycle' || rule === 'dependency-above'); // prettier-ignore
  return report(context, [...old.problems, ...next.problems], findings) ? 0 : 1;
}

type LayerChangeData = Omit<LayerChange, 'before' | 'after'> & { readonly before?: number | null; readonly after?: number | null }; // prettier-ignore

function isChosen(name: string, { component }: DiffOptions): boolean {
  return component?.includes(name) ?? true;
}

function choose(
  { model }: FoundModel,
  offered: ReadonlyMap<string, LayeredComponent>,
  isIn: (name: string) => boolean,
): LayeredComponent[] {
  return allComponents(model, offered).filter(({ name }) => isIn(name));
}
