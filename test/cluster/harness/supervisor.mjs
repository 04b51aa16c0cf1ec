/**
 * Parent of the programs of one test cluster, in a process of its own.
 *
 * Reads one program a line, as JSON `{name, command, args, env, log}`, starts it, and
 * answers when it ended: `{"exited": "etcd", "how": "code 1"}`. `{"kill": "etcd"}` kills it.
 * The end of its input means that the tests are over or were killed: it then kills
 * every program, removes the data folder (its argument) and exits.
 */
import { spawn } from 'node:child_process';
import { openSync, closeSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [dataFolder] = process.argv.slice(2);
const children = new Map();
let isOver = false;

// who asked may be gone before the answer is written
process.stdout.on('error', () => {});

createInterface({ input: process.stdin })
  .on('line', line => {
    const order = JSON.parse(line);
    if (order.kill === undefined) start(order);
    else children.get(order.kill)?.kill('SIGKILL');
  })
  .on('close', () => {
    isOver = true;
    for (const child of children.values()) child.kill('SIGKILL');
    finish();
  });

function start({ name, command, args, env, log }) {
  const file = openSync(log, 'a');
  const child = spawn(command, args, { env, stdio: ['ignore', file, file] });
  closeSync(file);
  children.set(name, child);
  child.on('error', error => ended(name, error.message));
  child.on('exit', (code, signal) => ended(name, signal ?? `code ${code}`));
}

function ended(name, how) {
  children.delete(name);
  process.stdout.write(`${JSON.stringify({ exited: name, how })}\n`);
  finish();
}

function finish() {
  if (!isOver || children.size > 0) return;
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
}
