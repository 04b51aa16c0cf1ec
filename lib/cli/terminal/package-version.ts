/**
 * The version of this package.
 */
import { readFileSync } from 'node:fs';

/** As in package.json: `1.2.3`. */
export function readVersion(): string {
  const file = require.resolve('cdk8s-profiles/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
