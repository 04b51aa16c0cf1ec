/**
 * The engine of Go templates and charts: Go's text/template with sprig, and Helm, compiled to
 * WebAssembly. It runs in a thread of its own, with limits of time and memory, and sees no file,
 * network, clock or environment.
 *
 * Requests are answered before the call returns, because programs are synthesized synchronously.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { LanguageFailure } from '../model/templates/template-language';

/** Until the engine is loaded: seconds on a busy machine. */
const START_MS = 120_000;
const REQUESTS = 0;
const ANSWERS = 1;
/** The stack of the thread: Go's templates may be a thousand calls deep. */
const STACK_MB = 32;

/** Options of an engine. */
export interface EngineOptions {
  /** File of the engine. @default that of this package */
  readonly file?: string;
  /** Longest time for one request, in milliseconds. @default 10 seconds */
  readonly mostMs?: number;
}

/** A running engine; it starts with the first request. */
export class Engine {
  private thread?: { readonly worker: Worker; readonly port: MessagePort; readonly signal: Int32Array };

  constructor(private readonly options: EngineOptions = {}) {}

  /** The answer to `request`. Throws `LanguageFailure` if there is no engine, or it cannot answer within its limits. */
  ask(request: object): unknown {
    const { mostMs = 10_000 } = this.options;
    this.thread ??= this.start();
    const { port, signal } = this.thread;
    port.postMessage(Buffer.from(JSON.stringify(request)));
    Atomics.add(signal, REQUESTS, 1);
    Atomics.notify(signal, REQUESTS);
    const answer = this.receive(mostMs, `it takes longer than ${mostMs / 1000} seconds`);
    return JSON.parse(Buffer.from(answer as Uint8Array).toString());
  }

  /** Ends the thread; the next request starts another. */
  stop(): void {
    void this.thread?.worker.terminate();
    this.thread = undefined;
  }

  private start(): NonNullable<Engine['thread']> {
    const file = this.options.file ?? join(packageRoot(), 'build/engine.wasm.br');
    if (!existsSync(file)) {
      throw new LanguageFailure('the engine of Go templates and charts is not built. Run "npm run engine", which needs Go'); // prettier-ignore
    }
    const { port1: port, port2 } = new MessageChannel();
    const signal = new Int32Array(new SharedArrayBuffer(8));
    const worker = new Worker(scriptOfThread(), {
      workerData: { file, port: port2, signal },
      transferList: [port2],
      env: {},
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    worker.unref();
    port.unref();
    this.thread = { worker, port, signal };
    this.receive(START_MS, 'its engine does not start');
    return this.thread;
  }

  /** The next message of the thread. */
  private receive(mostMs: number, late: string): unknown {
    const { port, signal } = this.thread!;
    const end = Date.now() + mostMs;
    for (;;) {
      const seen = Atomics.load(signal, ANSWERS);
      const found = receiveMessageOnPort(port) as { message: unknown } | undefined;
      if (found !== undefined) return this.check(found.message);
      if (Date.now() >= end) return this.fail(late);
      Atomics.wait(signal, ANSWERS, seen, end - Date.now());
    }
  }

  private check(message: unknown): unknown {
    const isFailure = typeof message === 'object' && message !== null && 'failure' in message;
    return isFailure ? this.fail(describeFailure(String(message.failure))) : message;
  }

  private fail(reason: string): never {
    this.stop();
    throw new LanguageFailure(reason);
  }
}

/** In words for the author of a template. */
function describeFailure(reason: string): string {
  if (/out of memory|cannot allocate/.test(reason)) return 'it needs more than 512 MB of memory';
  if (/call stack|stack overflow|stack exceeds/.test(reason)) return 'it is nested too deeply';
  return `its engine failed: ${reason}`;
}

/** The library is one file in the build, next to the folders of the files that it is made of. */
function scriptOfThread(): string {
  const [own, bundled] = [join(__dirname, 'thread.js'), join(__dirname, 'engine/thread.js')];
  return existsSync(own) ? own : bundled;
}

function packageRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
