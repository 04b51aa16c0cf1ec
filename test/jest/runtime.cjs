/**
 * Loads modules as Node does. Those of this project are loaded again for each test file, so that
 * what one leaves in them does not reach another; packages are loaded once per process. Modules
 * cannot be mocked: tests use the real ones.
 */
const { readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve, sep } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script, runInNewContext } = require('node:vm');

const ROOT = resolve(__dirname, '../..') + sep;
const PACKAGES = join(ROOT, 'node_modules') + sep;
// V8 would forget functions that were not called for a while, and compile them again for the next test file
setFlagsFromString('--no-flush-bytecode');
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** What compiles to CommonJS. */
const AS_COMMONJS = {
  isInternalModule: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
};
/** Globals in which jest keeps the tests of a file, and thereby all modules of the file, and what listens to them. */
const OF_ONE_FILE = ['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'];

const sourceMaps = new Map();
/** How the test file that runs compiles a file, and the names that stand for files. */
let compile;
let aliases = [];

/** What the files are compiled to, and when they were changed. `jest.resetModules()` has them compiled again. */
const scripts = new Map();
/** Part of what is compiled, because V8 keeps the functions of a text that it has compiled before. */
let generation = 0;

/** Node would compile the code again for each test file. */
Module._extensions['.ts'] = (module, file) => {
  const { exports } = module;
  const load = scriptOf(file).runInThisContext();
  load.call(exports, exports, Module.createRequire(file), module, file, dirname(file));
};

function scriptOf(file) {
  const { mtimeMs } = statSync(file);
  const known = scripts.get(file);
  if (known?.mtimeMs === mtimeMs) return known.script;
  const { code, sourceMapPath } = compile(file);
  if (sourceMapPath !== null) sourceMaps.set(file, sourceMapPath);
  const script = new Script(`${Module.wrap(code)}//${generation}`, {
    filename: file,
    columnOffset: -Module.wrapper[0].length,
  });
  scripts.set(file, { mtimeMs, script });
  return script;
}

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const [, file = request] = aliases.find(([pattern]) => pattern.test(request)) ?? [];
  return resolveFilename.call(this, file, ...rest);
};

/** Bytes on the heap after garbage was last collected here. */
let kept = 0;

/** The larger a process is, the longer it takes to start another: V8 alone would let it grow to a gigabyte. */
function limitGarbage() {
  if (process.memoryUsage().heapTotal < Math.max(2 * kept, 150_000_000)) return;
  collectGarbage();
  kept = process.memoryUsage().heapUsed;
}

function forget(isForgotten) {
  for (const file of Object.keys(require.cache)) if (isForgotten(file)) delete require.cache[file];
  module.children = [];
}

const isOfProject = file => file.startsWith(ROOT) && !file.startsWith(PACKAGES) && !file.startsWith(__dirname + sep);

class Runtime {
  #environment;

  constructor({ moduleNameMapper }, environment, _resolver, transformer, _sources, coverage) {
    this.#environment = environment;
    compile = file => transformer.transform(file, { ...AS_COMMONJS, ...coverage }, readFileSync(file, 'utf8'));
    aliases = moduleNameMapper.map(([pattern, path]) => [new RegExp(pattern), path]);
    this.resetModules();
    limitGarbage();
  }

  /** Jest asks for a test file, and for the files of its settings. */
  requireModule(file) {
    return require(file);
  }

  /** Jest asks for its own part that collects and runs tests, which belongs to one test file, as do its globals. */
  requireInternalModule(file) {
    forget(loaded => loaded === file);
    for (const name of Object.getOwnPropertySymbols(globalThis))
      if (OF_ONE_FILE.includes(name.description)) delete globalThis[name];
    return require(file);
  }

  setGlobalsForRuntime() {
    const { moduleMocker: mocks, fakeTimersModern: timers } = this.#environment;
    globalThis.jest = {
      fn: mocks.fn.bind(mocks),
      spyOn: mocks.spyOn.bind(mocks),
      restoreAllMocks: () => mocks.restoreAllMocks(),
      useFakeTimers: () => timers.useFakeTimers(),
      useRealTimers: () => timers.useRealTimers(),
      advanceTimersByTime: ms => timers.advanceTimersByTime(ms),
      setTimeout: ms => (globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms),
      resetModules: () => {
        scripts.clear();
        generation++;
        this.resetModules();
      },
    };
  }

  resetModules() {
    forget(isOfProject);
  }

  restoreAllMocks() {
    this.#environment.moduleMocker.restoreAllMocks();
  }

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {
    return structuredClone(globalThis.__coverage__);
  }

  unstable_shouldLoadAsEsm() {
    return false;
  }

  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}

exports.__esModule = true;
exports.default = Runtime;
