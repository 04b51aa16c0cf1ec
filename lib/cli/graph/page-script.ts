/**
 * The program of the page: the files of `browser`, in one function.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the order in which they are needed. */
const FILES = ['follow', 'route', 'draw', 'details', 'mark', 'filter', 'search', 'keyboard', 'start'];

/** JavaScript that runs when the page has been read. */
export function pageScript(): string {
  const texts = FILES.map(name => readFileSync(join(__dirname, 'browser', `${name}.js`), 'utf8'));
  // comments explain the sources, and are not needed in every page
  const code = texts
    .join('\n')
    .replace(/^\s*\/\*\*(?:(?!\*\/).)*\*\/\n/gms, '')
    .replace(/^\s*(\/\/.*)?\n/gm, '');
  return `'use strict';(() => {\n${code}start();\n})();`;
}
