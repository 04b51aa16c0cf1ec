/**
 * Measures one case in a separate process, whose heap contains nothing else, and sends the result
 * to the parent.
 */
import { type CaseName, CASES } from './cases';

const name = process.argv[2] as CaseName;
void Promise.resolve(CASES[name]()).then(result => process.send!(result, () => process.disconnect()));
