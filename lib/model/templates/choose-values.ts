/**
 * The values of a template's parameters: what is given, checked against what is declared, and
 * defaults.
 */
import { cutText } from '../data/cut-text';
import { formatNearest } from '../data/format-nearest';
import { nearestNames } from '../data/nearest-names';
import type { Problem } from '../problem';
import type { FoundParameter } from './find-parameters';

/** Characters of a value in a message. */
const LONGEST = 100;
/** Names that are always accepted, because the paths of files are made of them. */
const OF_PATHS = ['CLUSTER_NAME', 'NAMESPACE', 'RESOURCE_NAME'];

/** What is given for the parameters of a template. */
export interface GivenValues {
  /** Name of the template, for messages. */
  readonly template: string;
  /** Values by the name of the parameter. An empty one counts as not given. */
  readonly given: ReadonlyMap<string, string>;
  /** Values that were chosen before, of what is rendered again. Absent: it is rendered first. */
  readonly previous?: ReadonlyMap<string, string>;
}

/** A value for each parameter and each given name, and all problems. */
export function chooseValues(
  parameters: readonly FoundParameter[],
  { template, given, previous }: GivenValues,
): { readonly values: ReadonlyMap<string, string>; readonly problems: readonly Problem[] } {
  const values = new Map(given);
  const problems: Problem[] = [];
  const names = parameters.map(({ name }) => name);
  for (const name of given.keys()) {
    if (names.includes(name) || OF_PATHS.includes(name)) continue;
    const hint = formatNearest(nearestNames(names, name));
    problems.push({ kind: 'invalid-parameter', parameter: name, template, what: `is not in the template${hint}`, remedy: 'Correct the name, or leave it out' }); // prettier-ignore
  }
  for (const parameter of parameters) {
    const { name } = parameter;
    const value = given.get(name) || previous?.get(name) || parameter.default || '';
    values.set(name, value);
    const fault = findFault(parameter, value, { isGiven: given.has(name), before: previous?.get(name) });
    if (fault !== undefined) problems.push({ kind: 'invalid-parameter', parameter: name, template, ...fault, location: parameter.at }); // prettier-ignore
  }
  return { values, problems };
}

interface Fault {
  readonly what: string;
  readonly remedy: string;
}

function findFault(
  parameter: FoundParameter,
  value: string,
  { isGiven, before }: { readonly isGiven: boolean; readonly before?: string },
): Fault | undefined {
  const { isDeclared, required, needsValue, options, editable } = parameter;
  if (value === '') {
    if (isDeclared && required) return { what: 'has no value', remedy: 'Give one' };
    if (isDeclared || isGiven || !needsValue) return undefined;
    return { what: 'has no value, and is not declared', remedy: 'Give one, or declare it with required: false' };
  }
  const shown = value.length > LONGEST ? `${cutText(value, LONGEST)}…` : value;
  const fixed = before || parameter.default;
  if (!editable && fixed !== undefined && fixed !== value) {
    return { what: `is "${shown}", and may not be changed`, remedy: `Leave it out, or give "${fixed}"` };
  }
  if (options.length === 0 || options.includes(value)) return undefined;
  return { what: `is "${shown}"`, remedy: `Give one of ${options.join(', ')}` };
}
