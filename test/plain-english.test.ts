/**
 * What users read is plain English: none of the phrases that were found in it and put right.
 *
 * Blocks are left out, because they quote programs, files and messages; so is the page on the
 * API, which quotes docstrings.
 */
import { readdirSync } from 'node:fs';
import { formatHelp } from '../lib/cli/help';
import { read, ROOT } from './docs-blocks';
import { join } from 'node:path';

/** What to look for, and what a native writer would put. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/(?<!there )\b(is|are|was|were) no (?!longer\b|more than\b)[a-z]+/i, 'is not a, is not valid'],
  [/\b(nobody|whoever|somebody else's)\b/i, 'say who'],
  [/\btold (by|from)\b/i, 'recognized by'],
  [/\bhangs? on\b/i, 'depends on'],
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\bfor ever\b/i, 'forever'],
  [/\bas ever\b/i, 'as before'],
  [/\banew\b/i, 'again'],
  [/\bheed(s|ed)?\b/i, 'respect'],
  [/\bbeside\b/i, 'next to, in addition to'],
  [/, for (it|they|he|who|nothing|no|a|its|their) /i, 'because'],
  [/\bprofile answers\b/i, 'matches'],
  [/\bgiven up\b/i, 'rejected'],
];

const PAGES = ['README.md', 'CHANGELOG.md', ...readdirSync(join(ROOT, 'docs')).map(name => `docs/${name}`)].filter(
  name => name.endsWith('.md') && name !== 'docs/api.md',
);

function findPhrases(text: string): string[] {
  return text.split('\n').flatMap((line, i) =>
    PHRASES.flatMap(([pattern, better]) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`line ${i + 1}: "${found.trim()}"; better: ${better}`];
    }),
  );
}

/** Blocks and code become empty, and lines keep their numbers. */
function proseOf(markdown: string): string {
  const withoutBlocks = markdown.replace(/^```.*?^```$/gms, block => '\n'.repeat(block.split('\n').length - 1));
  return withoutBlocks.replace(/`[^`\n]*`/g, '``');
}

test.each(PAGES)('%s', name => {
  expect(findPhrases(proseOf(read(name)))).toEqual([]);
});

test.each(readdirSync(join(ROOT, 'examples')).filter(name => name.endsWith('.ts')))('examples/%s', name => {
  expect(findPhrases(read(`examples/${name}`))).toEqual([]);
});

test('the help of pctl, and of each of its commands', () => {
  expect(findPhrases(formatHelp())).toEqual([]);
  expect(findPhrases(read('lib/cli/commands.ts'))).toEqual([]);
});
