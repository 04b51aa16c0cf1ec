/**
 * The README shows what the program really does.
 */
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { pctlIn } from './cli/pctl-in';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';
import { blocksOf, read, ROOT, runProgram } from './docs-blocks';

const BLOCKS = blocksOf('README.md');
const blockIn = (language: string) => BLOCKS.find(block => block.language === language)!.text;

/** Runs a program of this checkout like "npm run synth", in a new folder. */
function synthesize(program: string): string {
  const folder = temporaryFolder();
  process.env.CDK8S_OUTDIR = join(folder, 'dist');
  try {
    runProgram(program, ROOT);
  } finally {
    delete process.env.CDK8S_OUTDIR;
  }
  return folder;
}

test('the first three lines say what it is good for', () => {
  const [first] = read('README.md').split('\n').slice(2);
  for (const word of ['**upgrades**', '**removal**', 'typed TypeScript program']) expect(first).toContain(word);
});

test('a picture comes first, then the two commands, then a program', () => {
  const languages = BLOCKS.map(({ language }) => language);
  expect(languages.slice(0, 5)).toEqual(['mermaid', 'sh', 'text', 'sh', 'ts']);
});

test('the commands exist', () => {
  const commands = [...read('README.md').matchAll(/^npm ci && npm (?:run )?(\S+)$/gm)].map(([, script]) => script);
  expect(commands).toEqual(['synth', 'test']);
  const { scripts } = JSON.parse(read('package.json'));
  for (const script of commands) expect(scripts).toHaveProperty(script);
});

test('"npm run synth" prints the plan that is shown', async () => {
  const [, example] = /ts-node --transpile-only (.*)/.exec(read('cdk8s.yaml'))!;
  const { stdout } = await pctlIn(synthesize(read(example)), ['plan', 'dist']);
  expect(stdout).toContain(blockIn('text'));
});

test('the program is short, runs in this checkout, and writes what is shown below it', () => {
  const program = blockIn('ts');
  const lines = program.trim().split('\n');
  expect(lines.filter(line => line !== '').length).toBeLessThanOrEqual(15);
  const files = filesIn(join(synthesize(program), 'dist'));
  for (const document of parseAllDocuments(blockIn('yaml'))) {
    const { kind, metadata, ...rest } = document.toJS();
    const file = `production/${kind}.${metadata.namespace}.${metadata.name}.k8s.yaml`;
    expect(parseAllDocuments(files[file])[0].toJS()).toMatchObject({ kind, metadata, ...rest });
  }
  const listed = [...read('README.md').matchAll(/^dist\/(.*\.k8s\.yaml)$/gm)].map(([, file]) => file);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(listed));
  expect(listed).toHaveLength(4);
});
