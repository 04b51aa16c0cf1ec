/**
 * Runs tests in the process itself, not in a `vm` context of Node, in which everything would have to
 * be loaded again for each test file. What a test file changed in the process is undone after it.
 */
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { createContext } = require('node:vm');

/** Where jest keeps what `jest.setTimeout` was told. */
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

module.exports = class Environment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #restoreProcess = rememberProcess();

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    delete globalThis[TIMEOUT];
    this.#restoreProcess();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Jest wants one; nothing runs in it. */
  getVmContext() {
    return createContext();
  }
};

/** Remembers what tests change: the environment, the current folder, the exit code, listeners. */
function rememberProcess() {
  const { exit, exitCode } = process;
  const { console } = globalThis;
  const env = { ...process.env };
  const folder = process.cwd();
  const listeners = new Map(process.eventNames().map(name => [name, process.rawListeners(name)]));
  return () => {
    Object.assign(process, { exit, exitCode });
    globalThis.console = console;
    for (const name of Object.keys(process.env)) if (!Object.hasOwn(env, name)) delete process.env[name];
    Object.assign(process.env, env);
    process.chdir(folder);
    for (const name of process.eventNames()) {
      const before = listeners.get(name) ?? [];
      for (const listener of process.rawListeners(name))
        if (!before.includes(listener)) process.removeListener(name, listener);
    }
  };
}
