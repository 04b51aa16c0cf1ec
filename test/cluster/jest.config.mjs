/** The suite on a real API server: `npm run test:cluster` builds what it needs and runs it. */
export default {
  rootDir: '../..',
  roots: ['<rootDir>/test/cluster'],
  testEnvironment: 'node',
  testMatch: ['**/*.cluster.ts'],
  testTimeout: 600_000,
  moduleNameMapper: { '^cdk8s-profiles$': '<rootDir>/lib' },
  transform: { '^.+\\.ts$': '<rootDir>/test/jest/transform.cjs' },
};
