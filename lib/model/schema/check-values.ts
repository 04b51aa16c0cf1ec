/**
 * Checks the values of a release as Helm would, before Flux tries to install it.
 *
 * The validator is loaded with the first schema: ajv takes longer to load than most of this library.
 */
import type { ValueProblem } from '../data/values';
import type { ReleaseValues, ValuesSchema } from './values-schema';

/** Everything that Helm would refuse; throws UnusableSchema. Equal values are checked once. */
export function checkValues(chart: ValuesSchema, release: ReleaseValues): readonly ValueProblem[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { validateValues } = require('./validate-values') as typeof import('./validate-values');
  return validateValues(chart, release);
}
