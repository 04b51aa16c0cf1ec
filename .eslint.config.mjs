import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['build/', 'examples/catalogs/', 'dist/', 'imports/*.ts', 'node_modules/', 'coverage/', '.cache/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  {
    // the parts of jest that are our own: it requires them before it can compile
    files: ['test/jest/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', process: 'readonly', structuredClone: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['lib/**/*.{ts,js}'],
    rules: {
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', 200],
    },
  },
  {
    // scripts of one page: tsc checks that their names exist
    files: ['lib/**/browser/*.js'],
    languageOptions: { sourceType: 'script' },
    rules: { 'no-undef': 'off', '@typescript-eslint/no-unused-vars': ['error', { vars: 'local' }] },
  },
  {
    // scripts of a thread
    files: ['lib/engine/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        Atomics: 'readonly',
        Buffer: 'readonly',
        WebAssembly: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': ['error', 200] },
  },
);
