// @ts-check
/**
 * The thread of the engine: reads it from its file, runs it, and passes requests and answers.
 *
 * A plain script, because the thread loads it as it is.
 */
'use strict';

const { readFileSync } = require('node:fs');
const { receiveMessageOnPort, workerData } = require('node:worker_threads');
const { brotliDecompressSync } = require('node:zlib');
const { Host } = require('./host.js');

/** @type {{ file: string, port: import('node:worker_threads').MessagePort, signal: Int32Array }} */
const { file, port, signal } = workerData;
/** Numbers of requests and of answers, by which the threads wait for each other. */
const REQUESTS = 0;
const ANSWERS = 1;

/** @param {unknown} answer */
function send(answer) {
  port.postMessage(answer);
  Atomics.add(signal, ANSWERS, 1);
  Atomics.notify(signal, ANSWERS);
}

/** @returns {Uint8Array} */
function receive() {
  for (;;) {
    const seen = Atomics.load(signal, REQUESTS);
    const found = receiveMessageOnPort(port);
    if (found !== undefined) return found.message;
    Atomics.wait(signal, REQUESTS, seen);
  }
}

/** @type {InstanceType<typeof Host> | undefined} */
let host;
try {
  const module = new WebAssembly.Module(brotliDecompressSync(readFileSync(file)));
  let isReady = false;
  host = new Host(() => {
    if (!isReady) send('ready');
    isReady = true;
    return receive();
  }, send);
  host.run(module);
} catch (error) {
  const said = /^(?:fatal error|runtime): .*$/m.exec(host?.errors ?? '')?.[0];
  send({ failure: said ?? (error instanceof Error ? error.message : String(error)) });
}
