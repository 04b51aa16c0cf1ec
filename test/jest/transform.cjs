/**
 * Compiles TypeScript for jest, a file at a time. Types are checked elsewhere.
 */
const { transformSync } = require('esbuild');

const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // `import()` loads modules through `require`, and thereby through the runtime
  supported: { 'dynamic-import': false },
  sourcemap: 'external',
};

exports.process = (text, file) => transformSync(text, { ...OPTIONS, sourcefile: file });
