/**
 * The engine of Go templates, as `npm run engine` builds it; without Go there is none, and these tests
 * are skipped.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../lib/engine/engine';
import { languageOf } from '../../lib/engine/go-language';
import { findParameters } from '../../lib/model/templates/find-parameters';
import { readTemplates } from '../../lib/model/templates/read-templates';
import { renderTemplate } from '../../lib/model/templates/render-template';
import { formatProblem } from '../../lib/model/problem-words';
import type { Problem } from '../../lib/model/problem';
import { damaged } from '../fuzz/damage';
import { randomNumbers } from '../random-numbers';

const FILE = join(__dirname, '../../build/engine.wasm.br');
const isBuilt = existsSync(FILE);
if (!isBuilt) process.stderr.write('the tests of the engine are skipped: run "npm run engine", which needs Go\n');

jest.setTimeout(180_000);

const engine = new Engine({ mostMs: 60_000 });
afterAll(() => engine.stop());

/** A template whose one object has the name `name`; `more` is further YAML of the template's spec. */
function readTemplate(name: string, more = '', annotations = '{}') {
  const text = `apiVersion: templates.weave.works/v1alpha2
kind: GitOpsTemplate
metadata: {name: docker, namespace: team-a, annotations: ${annotations}}
spec:
  renderType: templating
${more}  resourcetemplates:
  - path: a.yaml
    content:
    - apiVersion: v1
      kind: ConfigMap
      metadata: {name: a}
      data:
        a: ${name}
`;
  const { templates, problems } = readTemplates(text, 'docker.yaml');
  expect(problems.map(formatProblem)).toEqual([]);
  return templates[0];
}

/** The text in the object; problems in its place. */
function render(name: string, values: Record<string, string> = {}, of = engine, annotations?: string): unknown {
  const template = readTemplate(name, '', annotations);
  const problems: Problem[] = [];
  const language = languageOf(template, of);
  const { files } = renderTemplate(template, { language, values: new Map(Object.entries(values)), problems });
  const data = files[0].objects[0]?.data as { a: unknown } | undefined;
  return problems.length > 0 ? problems.map(formatProblem) : data?.a;
}

const withEngine = isBuilt ? describe : describe.skip;

withEngine('Go templates', () => {
  test('have parameters, functions of sprig, and the name of the template', () => {
    const name =
      '\'{{ .params.A | replace "." "-" | upper }} {{ .template.meta.namespace }}/{{ .template.meta.name }}\'';
    expect(render(name, { A: 'é.b' })).toBe('É-B team-a/docker');
    expect(render("'{{ range $i, $e := list 1 2 }}{{ $i }}{{ $e }}{{ end }}'")).toBe('0112');
    const unsorted = '{{ $d := dict "d" 1 "c" 2 "b" 3 "a" 4 "e" 5 }}';
    expect(render(`'${unsorted}{{ keys $d | join "" }} {{ values $d | join "" }}'`)).toBe('abcde 43215');
  });

  test('have the delimiters of the annotation', () => {
    const annotations = '{templates.weave.works/delimiters: "$[[,]]"}';
    expect(render('"$[[ .params.A ]]{{ .params.B }}"', { A: '1' }, engine, annotations)).toBe('1{{ .params.B }}');
  });

  test('name their parameters, also in branches and through index', () => {
    const text = '\'{{ if .params.B }}{{ with .x }}{{ $.params.D }}{{ end }}{{ else }}{{ index .params "C" }}{{ end }}{{ .params.A | quote }}{{ .other.E }}\''; // prettier-ignore
    const template = readTemplate(text, '  params: [{name: D}]\n');
    const { parameters, problems } = findParameters(template, languageOf(template, engine));
    expect(problems).toEqual([]);
    expect(parameters.map(({ name }) => name)).toEqual(['D', 'A', 'B', 'C']);
    expect(parameters[0].at).toMatchObject({ line: 6 });
    expect(parameters[1].at).toMatchObject({ line: 14, column: 122 });
  });

  test('give the same text each time', () => {
    const name = '\'{{ dict "a" 1 "b" 2 "c" 3 }} {{ date "2006-01-02" "" }} {{ $d := dict "x" 1 "y" 2 }}{{ range keys $d }}{{ . }}{{ end }}\''; // prettier-ignore
    const other = new Engine({ mostMs: 60_000 });
    expect(render(name)).toBe(render(name));
    expect(render(name)).toBe(render(name, {}, other));
    other.stop();
  });

  test.each([
    [
      'an action that is not closed',
      "'{{ .params.A'",
      'docker.yaml:13:13: the template cannot be rendered: unclosed action',
    ],
    ['an unknown function', "'{{ nope 1 }}'", 'the template cannot be rendered: function "nope" not defined'],
    ['the environment', "'{{ env \"HOME\" }}'", 'the function "env" is not available, because equal parameters must give equal files'], // prettier-ignore
    ['random text', "'{{ randNumeric 5 }}'", 'the function "randNumeric" is not available'],
    ['a call that fails', '\'{{ fail "not so" }}\'', 'not so'],
    ['a template that contains itself', '\'{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}\'', 'exceeded maximum template depth'], // prettier-ignore
    ['a name that is missing', "'{{ .params.A.B }}'", "can't evaluate field B in type string"],
    ['a text that is too long', '\'{{ $a := repeat 1000000 "x" }}{{ range until 40 }}{{ $a }}{{ end }}\'', 'the result is larger than 32 MB'], // prettier-ignore
    ['too much memory', '\'{{ repeat 900000000 "x" | len }}\'', 'it needs more than 512 MB of memory'],
  ])('fail for %s', (_, name, message) => {
    const said = render(name, { A: 'a' });
    expect(said).toEqual([expect.stringContaining(message)]);
    expect(said).toEqual([expect.stringMatching(/^docker\.yaml:\d+:\d+: (?!.*(?:goroutine|\.go:))/)]);
  });

  test('however damaged, have a text or a reason', () => {
    const random = randomNumbers(1);
    const files = ['{{ if .params.A }}{{ range until 3 }}{{ . | add 1 | quote }}{{ end }}{{ else }}{{ end }}', '{{ define "a" }}{{ .params.B | default "x" | replace "a" "b" }}{{ end }}{{ template "a" . }}{{ dict "k" (list 1 2) | toJson }}'].map(text => Buffer.from(text)); // prettier-ignore
    const damage = { random, others: files };
    const texts = Array.from({ length: 1000 }, (_, i) => damaged(files[i % 2], damage).toString('utf8'));
    const language = languageOf(readTemplate("'a'"), engine);
    const results = [...language.findNames(texts), ...language.render(texts, new Map([['A', 'a']]))];
    expect(results).toHaveLength(2000);
    const reasons = results.flatMap(result => ('reason' in result ? [result.reason] : []));
    expect(reasons.filter(reason => /goroutine|\.go:|\bruntime\b/.test(reason))).toEqual([]);
  });

  test('fail when their time is over, and the next one is rendered', () => {
    const quick = new Engine({ mostMs: 1500 });
    expect(render("'a'", {}, quick)).toBe('a');
    const endless = "'{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}'";
    expect(render(endless, {}, quick)).toEqual(['docker.yaml:1:1: the template cannot be rendered: it takes longer than 1.5 seconds']); // prettier-ignore
    expect(render("'a'", {}, quick)).toBe('a');
    quick.stop();
  });
});

test('a checkout without the engine says how to build it', () => {
  const missing = new Engine({ file: '/nowhere' });
  expect(render("'a'", {}, missing)).toEqual(['docker.yaml:1:1: the template cannot be rendered: the engine of Go templates and charts is not built. Run "npm run engine", which needs Go']); // prettier-ignore
});
