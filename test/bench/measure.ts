/**
 * Measures one case in a process of its own, whose heap holds nothing else, and sends
 * the result to the parent.
 */
import { type CaseName, CASES } from './cases';

const name = process.argv[2] as CaseName;
void Promise.resolve(CASES[name]()).then(result => process.send!(result, () => process.disconnect()));
