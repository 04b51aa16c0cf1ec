#!/usr/bin/env node
/** The executables `pctl` and `cdk8s-profiles`: calls `run` with the streams and environment of this process. */
import { calledAs } from './called-as';
import { run } from './pctl';

for (const stream of [process.stdout, process.stderr]) {
  // a reader may stop early, as `head` does
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

void run(process.argv.slice(2), {
  stdout: text => void process.stdout.write(text),
  stderr: text => void process.stderr.write(text),
  cwd: process.cwd(),
  env: process.env,
  calledAs: calledAs(process.argv[1], process.env),
  isTerminal: process.stderr.isTTY,
  columns: process.stdout.isTTY ? (process.stdout.columns ?? 0) : undefined,
  size: process.stdout.columns ? () => process.stdout : undefined,
}).then(code => {
  process.exitCode = code;
});
