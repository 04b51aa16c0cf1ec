/**
 * The command `pctl init`: what its help shows, and the module that runs it.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import type { CliCommand } from '../terminal/command';

export const INIT_COMMAND: CliCommand = {
  name: 'init',
  summary: 'set up a repository of subscriptions; what is there already is kept',
  arguments: [],
  options: [
    {
      flags: '--cluster <name>',
      description: 'cluster to set up; can be given several times; otherwise "production"',
      isRepeated: true,
    },
    { flags: '--program', description: 'set up a TypeScript program that reads the subscriptions' },
    { flags: '--ci <system>', description: 'write a pipeline that checks changes', choices: ['github', 'gitlab'] },
    { flags: '--url <url>', description: 'URL of the repository for Flux; otherwise that of the Git remote' },
    { flags: '--branch <name>', description: 'branch that Flux applies; otherwise the current one' },
    { flags: '--path <dir>', description: 'folder of the manifests in the repository; otherwise that of "--output"' },
    { flags: '--source <name>', description: 'GitRepository on the cluster to use, so that none is written' },
    { flags: '--secret <name>', description: 'Secret with which Flux reads the repository' },
    { flags: '-o, --output <dir>', description: 'folder of the manifests; otherwise that of cdk8s.yaml, or "dist"' },
  ],
  load: () => require('./init') as typeof import('./init'),
};
