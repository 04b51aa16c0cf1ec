/**
 * Every place that starts a process: without a shell, except for the user's program, and nothing from a file or a manifest can be
 * read as an option.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '..');
const ARGUMENTS_SECOND = new Set(['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork']);
const SHELLS = new Set(['exec', 'execSync']);
/** `pctl synth` runs `app` of `cdk8s.yaml`, which is a command for the shell. */
const SHELL_COMMANDS = ['cli/synth/run-program.ts: no shell: spawn(run.app, [], {'];

/** Problems of `text`, a source file: one line for each place. */
function findUnsafeCalls(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names = new Set<string>();
  const faults: string[] = [];
  const complain = (node: ts.Node, what: string) => faults.push(`${file}: ${what}: ${node.getText().split('\n')[0]}`);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && /^['"](node:)?child_process['"]$/.test(node.moduleSpecifier.getText())) {
      const bindings = node.importClause?.namedBindings;
      if (bindings === undefined || !ts.isNamedImports(bindings)) complain(node, 'import functions by their names');
      else
        for (const { name, propertyName } of bindings.elements) {
          if (propertyName !== undefined) complain(node, 'import functions by their own names');
          names.add(name.text);
        }
    }
    if (ts.isCallExpression(node)) {
      if (/^(require|import)$/.test(node.expression.getText()) && /child_process/.test(node.arguments[0]?.getText() ?? '')) complain(node, 'use an import statement'); // prettier-ignore
      checkCall(node, names, complain);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function checkCall(
  call: ts.CallExpression,
  names: ReadonlySet<string>,
  complain: (node: ts.Node, what: string) => void,
) {
  const name = call.expression.getText();
  if (!names.has(name)) return;
  if (SHELLS.has(name)) complain(call, 'no shell');
  if (!ARGUMENTS_SECOND.has(name)) return;
  if (call.arguments.some(argument => /\bshell:/.test(argument.getText()))) complain(call, 'no shell');
  const operands = call.arguments[1];
  if (operands === undefined || !(isConstant(operands) || isCommandLine(operands))) complain(call, 'use commandLine(options, operands)'); // prettier-ignore
}

/** `['get']` */
function isConstant(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node) && node.elements.every(element => ts.isStringLiteral(element));
}

/** `commandLine(...)`, which puts `--` in front of operands. */
function isCommandLine(node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.expression.getText() === 'commandLine';
}

test('every process of the library, except for the program of the user, is started without a shell, and with "--" before operands', () => {
  const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter(path =>
    path.endsWith('.ts'),
  );
  const starting = files.filter(path => readFileSync(join(ROOT, 'lib', path), 'utf8').includes('child_process'));
  expect(starting.length).toBeGreaterThan(3);
  const faults = starting.flatMap(path => findUnsafeCalls(path, readFileSync(join(ROOT, 'lib', path), 'utf8')));
  expect(faults).toEqual(SHELL_COMMANDS);
});

test.each([
  [`spawn('kubectl', ['get', 'secret', name])`, 'use commandLine'],
  [`spawn('kubectl', args)`, 'use commandLine'],
  [`spawn('kubectl')`, 'use commandLine'],
  [`execFile('git', ['status', ...args], options)`, 'use commandLine'],
  [`spawn('git', ['status'], { shell: true })`, 'no shell'],
  ['exec(`git ${name}`)', 'no shell'],
])('fails for %s', (call, fault) => {
  const text = `import { exec, execFile, spawn } from 'node:child_process';\n${call};\n`;
  expect(findUnsafeCalls('a.ts', text)).toEqual([expect.stringContaining(fault)]);
  expect(findUnsafeCalls('a.ts', `const { spawn } = require('child_process');`)).toHaveLength(1);
  expect(findUnsafeCalls('a.ts', `import * as processes from 'child_process';`)).toHaveLength(1);
});
