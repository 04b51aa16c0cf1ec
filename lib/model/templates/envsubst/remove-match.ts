/**
 * Removes the beginning of a text that matches a shell pattern: `*`, `?`, `[a-c]`, `[^a]`, `\*`.
 *
 * A pattern that is not valid matches nothing. The time grows with the length of the text times that
 * of the pattern.
 */

/** Whether a character matches; one for each character that a pattern stands for. */
type Single = (character: string) => boolean;

/** `text` without its shortest or longest beginning that matches `pattern`, if that is not empty. */
export function removeMatch(text: string, pattern: string, { isShortest }: { readonly isShortest: boolean }): string {
  const parts = parsePattern(pattern);
  if (parts === undefined) return text;
  const characters = [...text];
  const end = isShortest ? findShortest(characters, parts) : findLongest(characters, parts);
  return end === undefined ? text : characters.slice(end).join('');
}

/** The runs of single characters between the stars of `pattern`; `undefined` if it is not valid. */
function parsePattern(pattern: string): readonly (readonly Single[])[] | undefined {
  const runs: Single[][] = [[]];
  const characters = [...pattern];
  for (let at = 0; at < characters.length;) {
    const character = characters[at++];
    if (character === '*') runs.push([]);
    else if (character === '?') runs.at(-1)!.push(() => true);
    else if (character === '[') {
      const set = parseSet(characters, at);
      if (set === undefined) return undefined;
      runs.at(-1)!.push(set.matches);
      at = set.end;
    } else {
      const wanted = character === '\\' ? characters[at++] : character;
      if (wanted === undefined) return undefined;
      runs.at(-1)!.push(other => other === wanted);
    }
  }
  return runs;
}

/** The set after `[`, and where it ends. */
function parseSet(characters: readonly string[], start: number): { matches: Single; end: number } | undefined {
  let at = start;
  const isNegated = characters[at] === '^';
  if (isNegated) at++;
  const ranges: (readonly [number, number])[] = [];
  const readOne = (): number | undefined => {
    if (characters[at] === '-' || characters[at] === ']') return undefined;
    if (characters[at] === '\\') at++;
    // something must follow
    return at + 1 < characters.length ? characters[at++].codePointAt(0) : undefined;
  };
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = readOne();
    const isRange = characters[at] === '-';
    if (isRange) at++;
    const high = isRange ? readOne() : low;
    if (low === undefined || high === undefined) return undefined;
    ranges.push([low, high]);
  }
  const isIn = (code: number) => ranges.some(([low, high]) => low <= code && code <= high);
  return { matches: character => isIn(character.codePointAt(0)!) !== isNegated, end: at + 1 };
}

/** Ends of the shortest match of `runs` that is not empty. */
function findShortest(text: readonly string[], runs: readonly (readonly Single[])[]): number | undefined {
  let end = 0;
  for (const [i, run] of runs.entries()) {
    const start = i === 0 ? (matchesAt(text, run, 0) ? 0 : undefined) : findRun(text, run, end);
    if (start === undefined) return undefined;
    end = start + run.length;
  }
  if (end > 0) return end;
  // only stars
  return runs.length > 1 && text.length > 0 ? 1 : undefined;
}

function findLongest(text: readonly string[], runs: readonly (readonly Single[])[]): number | undefined {
  const shortest = findShortest(text, runs);
  const last = runs.at(-1)!;
  if (shortest === undefined || runs.length === 1) return shortest;
  for (let end = text.length; end > shortest; end--) if (matchesAt(text, last, end - last.length)) return end;
  return shortest;
}

/** The first place from `from` on where `run` matches. */
function findRun(text: readonly string[], run: readonly Single[], from: number): number | undefined {
  for (let at = from; at + run.length <= text.length; at++) if (matchesAt(text, run, at)) return at;
  return undefined;
}

function matchesAt(text: readonly string[], run: readonly Single[], at: number): boolean {
  return at >= 0 && at + run.length <= text.length && run.every((matches, i) => matches(text[at + i]));
}
