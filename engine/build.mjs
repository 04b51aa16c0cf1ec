/**
 * `npm run engine`: compiles the engine to WebAssembly, and writes it to build/engine.wasm.br, if it
 * is not there or its sources have changed. Needs Go. `--if-possible`: without Go, it only says so.
 *
 * Of Helm, one file is left out, with which charts look up objects of a cluster: it alone brings the
 * client of Kubernetes, and with it a third of the size.
 */
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const WORK = join(ROOT, '.cache/engine');
const ENGINE = join(ROOT, 'build/engine.wasm.br');
const RECORD = join(WORK, 'built.json');
const REPLACED = 'pkg/engine/lookup_func.go';
/** 512 MiB in pages of WebAssembly. */
const MOST_PAGES = 8192;
/** The best, 11, takes ten times as long, and saves a seventh. */
const QUALITY = 9;

function go(...args) {
  const env = { ...process.env, GOFLAGS: '-buildvcs=false', GOWORK: 'off', GOTOOLCHAIN: 'local', GOOS: 'wasip1', GOARCH: 'wasm' }; // prettier-ignore
  return execFileSync('go', args, { cwd: HERE, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

/** The version of Go; undefined: there is none. */
function findGo() {
  try {
    return execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

function hashSources(version) {
  const files = readdirSync(HERE, { recursive: true }).filter(path => /\.(go|mod|sum|mjs)$/.test(path));
  const hash = createHash('sha256').update(version);
  for (const path of files.sort()) hash.update(`${path}\0`).update(readFileSync(join(HERE, path)));
  return hash.digest('hex');
}

/** Copies Helm, without its tests, and with our file; returns the go.mod that uses it. */
function prepare() {
  const { Dir } = JSON.parse(go('mod', 'download', '-json', 'helm.sh/helm/v4'));
  const helm = join(WORK, 'helm');
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(WORK, { recursive: true });
  const isNeeded = path => !/_test\.go$|^testdata$/.test(basename(path));
  cpSync(Dir, helm, { recursive: true, filter: isNeeded, mode: 0 });
  rmSync(join(helm, REPLACED));
  cpSync(join(HERE, 'helm', basename(REPLACED)), join(helm, REPLACED));
  const modfile = join(WORK, 'go.mod');
  cpSync(join(HERE, 'go.mod'), modfile);
  cpSync(join(HERE, 'go.sum'), join(WORK, 'go.sum'));
  go('mod', 'edit', `-replace=helm.sh/helm/v4=${helm}`, modfile);
  return modfile;
}

function readNumber(bytes, at) {
  let value = 0;
  for (let i = 0; ; i++) {
    value |= (bytes[at + i] & 0x7f) << (7 * i);
    if (bytes[at + i] < 0x80) return { value, end: at + i + 1 };
  }
}

function writeNumber(value) {
  const bytes = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** The module with a limit to its memory: Go sets none. */
function limitMemory(module) {
  for (let at = 8; at < module.length;) {
    const { value: size, end: start } = readNumber(module, at + 1);
    if (module[at] !== 5) {
      at = start + size;
      continue;
    }
    // one memory, whose flags say that it has only a least size
    const least = readNumber(module, start + 2);
    if (module[start] !== 1 || module[start + 1] !== 0) throw new Error('the memory of the module is not as expected');
    const content = Buffer.concat([Buffer.from([1, 1]), writeNumber(least.value), writeNumber(MOST_PAGES)]);
    const section = Buffer.concat([Buffer.from([5]), writeNumber(content.length), content]);
    return Buffer.concat([module.subarray(0, at), section, module.subarray(start + size)]);
  }
  throw new Error('the module has no memory');
}

function compress(module) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: QUALITY, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: module.length };
  return brotliCompressSync(module, { params });
}

function main() {
  const version = findGo();
  if (version === undefined) {
    console.error('Go is needed to build the engine of Go templates and charts, and was not found. Install it from https://go.dev/dl, then run "npm run engine". Everything else works without the engine.'); // prettier-ignore
    return process.argv.includes('--if-possible') ? 0 : 1;
  }
  const sources = hashSources(version);
  const isBuilt = existsSync(ENGINE) && existsSync(RECORD) && JSON.parse(readFileSync(RECORD)).sources === sources;
  if (isBuilt) return 0;
  const modfile = prepare();
  const output = join(WORK, 'engine.wasm');
  go('build', `-modfile=${modfile}`, '-trimpath', '-ldflags=-s -w', '-o', output, '.');
  const module = limitMemory(readFileSync(output));
  const compressed = compress(module);
  mkdirSync(dirname(ENGINE), { recursive: true });
  writeFileSync(ENGINE, compressed);
  writeFileSync(RECORD, JSON.stringify({ sources }));
  const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`build/engine.wasm.br: ${megabytes(compressed.length)}, ${megabytes(module.length)} uncompressed`);
  return 0;
}

process.exitCode = main();
