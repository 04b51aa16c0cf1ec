import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countSteps } from '../../../count-steps';
import { findVariables, substitute } from '../../../../lib/model/templates/envsubst/envsubst';
import { EnvsubstFault } from '../../../../lib/model/templates/envsubst/parse-envsubst';

/** As in test/data/templates/main.go. */
const VALUES: Readonly<Record<string, string>> = { A: 'abc', B: 'Hello-World', C: 'a/b.c.d/a', N: '3', P: 'b*[c]?', U: 'Größe', V_1: '1.27.3' }; // prettier-ignore
const valueOf = (name: string) => (Object.hasOwn(VALUES, name) ? VALUES[name] : '');

/** The result; the offset and reason of a fault. */
function tried(template: string): string {
  try {
    return substitute(template, valueOf);
  } catch (fault) {
    if (fault instanceof EnvsubstFault) return `${fault.offset}: ${fault.reason}`;
    throw fault;
  }
}

test('templates have the result that the library of clusterctl gives them, and fail where it fails', () => {
  const file = join(__dirname, '../../../data/templates/envsubst.jsonl');
  const rows = readFileSync(file, 'utf8').trim().split('\n').map(row => JSON.parse(row) as [string, string | null]); // prettier-ignore
  expect(rows.length).toBeGreaterThanOrEqual(5000);
  const wrong = rows.filter(([template, result]) => {
    const ours = tried(template);
    return result === null ? !/^\d+: /.test(ours) : ours !== result;
  });
  expect(wrong.map(([template, result]) => [template, result, tried(template)])).toEqual([]);
});

test.each([
  ['${A}-${B}', 'abc-Hello-World'],
  ['${E:-none}${E:=none}${E=none}', 'nonenonenone'],
  ['$${A} $$A $A', '${A} $A $A'],
  ['${#A}${#U}${#constructor}', '370'],
  ['${A^}${A^^}${B,}${B,,}', 'AbcABChello-Worldhello-world'],
  ['${A:1}${A:1:1}${A:-1}', 'bcbabc'],
  ['${V_1%.*}${V_1%%.*}${V_1#*.}${V_1##*.}', '1.27127.33'],
  ['${A/b/x}${C//a/x}${C/#a/x}${C/%a/x}', 'axcx/b.c.d/xx/b.c.d/aa/b.c.d/x'],
  ['${E:-${E:-${A}}}', 'abc'],
  ['${ A }${A }', 'abcabc'],
])('%s', (template, result) => {
  expect(tried(template)).toBe(result);
});

test.each([
  ['name: ${A', '6: the brace is not closed'],
  ['a: ${A\nb: c}', '3: the brace is not closed'],
  ['${ A } ${', '7: the brace is not closed'],
  ['${ A } ${E:-${A}', '7: the brace is not closed'],
  ['${E:-${A', '5: the brace is not closed'],
  ['a ${}', '2: a name is missing'],
  ['${A-b}', '0: "-" is not expected'],
  ['${A/b}', '0: the "/" before the replacement is missing'],
  ['${A#}', '0: a pattern or number is missing'],
  ['${A:0:-1}', '0: the length of a part of "A" is -1'],
  [`${'${A:-'.repeat(100)}`, '250: variables are nested too deeply'],
])('fails for %s', (template, fault) => {
  expect(tried(template)).toBe(fault);
});

test('variables are found with their place, in defaults too', () => {
  expect(findVariables('${ B } ${A:-${C}} $${D} ${A}')).toEqual([
    { name: 'B', hasDefault: false, offset: 0 },
    { name: 'A', hasDefault: false, offset: 7 },
    { name: 'C', hasDefault: false, offset: 12 },
  ]);
  expect(findVariables('${A:-b}${A:=c}')).toEqual([{ name: 'A', hasDefault: true, offset: 0 }]);
});

test('the steps grow with the length of the text', () => {
  const files = /\/lib\/model\/templates\//;
  const stepsOf = (count: number) => countSteps(files, () => tried('$$ ${A:-${B}} ${ C } x'.repeat(count)));
  expect(stepsOf(4000) / stepsOf(1000)).toBeLessThan(4.5);
});
