/**
 * Pages, comments and messages are in plain English: none of the phrases that were found in them
 * and replaced.
 *
 * Blocks of pages are left out, because they quote programs, files and messages; so is the page on
 * the API, which quotes docstrings.
 */
import { readdirSync } from 'node:fs';
import { formatHelp } from '../lib/cli/help';
import { read, ROOT } from './docs-blocks';
import { type SourceText, textsOf } from './source-texts';
import { join } from 'node:path';

/** What to look for, and what a native writer would put. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/(?<!there )\b(is|are|was|were) (no (?!longer\b|more than\b)[a-z]+|none\b)/i, 'is not a, is not valid'],
  [/\b(nobody|who(so)?ever|asks? whom|somebody else's)\b/i, 'say who'],
  [/\b(is|are|was|were|been) (told|said)\b|\btold (by|from)\b/i, 'is reported, is recognized by'],
  [/\b(said|told) (below|above|elsewhere)\b/i, 'reported'],
  [/\bhangs? on\b/i, 'depends on'],
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\bfor ever\b/i, 'forever'],
  [/\bas ever\b/i, 'as before'],
  [/\banew\b/i, 'again'],
  [/\bheed(s|ed)?\b/i, 'respect'],
  [/\bbeside\b/i, 'next to, in addition to, together with'],
  [/, for (it|they|he|who|nothing|no|its|their|there) /i, 'because'],
  [/\bprofile answers\b/i, 'matches'],
  [/\bgiven up\b/i, 'rejected, aborted'],
  [/\bof (ours|yours)\b|\bours\b/i, "this library's, one of your"],
  [/\bshall\b/i, 'must, will'],
  [/\b(need not|need only)\b/i, 'does not have to'],
  [/\b(is|are|was|were) (not )?to be [a-z]+ed\b/i, 'must be'],
  [/\bhas no say\b/i, 'must not set, does not decide'],
  [/\blets? (nobody|us) in\b|\bgets us in\b/i, 'refuses access, authenticates'],
  [/\bwho we are\b/i, 'credentials, login'],
  [/(?<!soon )\bas ([a-z]+ )?[a-z]+ (has|have|says?) (it|them)\b/i, 'as in, like'],
  [/\bpass(es|ed)? (by|over)\b/i, 'skip'],
  [/\bwithout a word\b/i, 'without a message, silently'],
  [/\bat present\b/i, 'now'],
  [/(?<!what [a-z]+ )\bwill do\b/i, 'is enough, is valid'],
  [/\bof no (use|interest)\b/i, 'not needed, ignored'],
  [/\b(brings?|brought) along\b/i, 'contains'],
  [/\bwork(s|ed) out\b/i, 'compute'],
  [/\bbut for\b/i, 'except for'],
  [/\bmeanwhile\b/i, 'in the meantime'],
];

/** Texts that the guard writes into policies: a change would change them on clusters. */
const FROZEN = ['install it anew'];

const PAGES = ['README.md', 'CHANGELOG.md', ...readdirSync(join(ROOT, 'docs')).map(name => `docs/${name}`)].filter(
  name => name.endsWith('.md') && name !== 'docs/api.md',
);

function findPhrases(text: string): string[] {
  return text.split('\n').flatMap((line, i) => phrasesIn({ text: line, line: i + 1 }));
}

function phrasesIn({ text, line }: SourceText): string[] {
  const ours = FROZEN.reduce((rest, frozen) => rest.replace(frozen, ''), text);
  return PHRASES.flatMap(([pattern, better]) => {
    const found = pattern.exec(ours)?.[0];
    return found === undefined ? [] : [`line ${line}: "${found.trim()}"; better: ${better}`];
  });
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

test('comments and literals in lib/', () => {
  const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.ts'),
  );
  const found = files.sort().flatMap(file => {
    const texts = textsOf(read(join('lib', file)));
    return texts.flatMap(phrasesIn).map(phrase => `lib/${file}, ${phrase}`);
  });
  expect(found).toEqual([]);
});

test('phrases are found in every comment and literal, at its line, and not in code', () => {
  const program = [
    "const beside = 'beside'; // a lock beside it",
    "const message = `${beside} is no chart`; const url = 'http://nobody';",
    '/**',
    ' * A key of',
    ' * yours; `anew` is quoted.',
    ' */',
    "try { /x'/.test(message); } catch {",
    '  // nobody',
    '  // reads it',
    '}',
  ].join('\n');
  expect(
    textsOf(program)
      .flatMap(phrasesIn)
      .map(phrase => phrase.split(';')[0]),
  ).toEqual(['line 1: "beside"', 'line 2: "is no chart"', 'line 3: "of yours"', 'line 8: "nobody"']);
});
