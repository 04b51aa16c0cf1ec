/** The suite on a real API server: `npm run test:cluster` builds what it needs and runs it. */

/** How long one commit may take; a test makes a few. */
const SETTLE_SECONDS = Number(process.env.SETTLE_SECONDS ?? 0);

export default {
  rootDir: '../..',
  roots: ['<rootDir>/test/cluster'],
  testEnvironment: 'node',
  testMatch: ['**/*.cluster.ts'],
  testTimeout: Math.max(600, 5 * SETTLE_SECONDS) * 1000,
  moduleNameMapper: { '^cdk8s-profiles$': '<rootDir>/lib' },
  transform: { '^.+\\.ts$': '<rootDir>/test/jest/transform.cjs' },
};
