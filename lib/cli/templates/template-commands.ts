/**
 * The commands of `pctl template`: what their help shows, and the modules that run them.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
import { CATALOGS_OPTION, OUTPUT_OPTION, REF_OPTION } from '../terminal/common-options';
import type { CliArgument, CliCommand, CliOption } from '../terminal/command';

const PATH: CliArgument = { name: '<path>', description: 'file or folder with templates' };
const NAME: CliArgument = { name: '[name]', description: 'the template; otherwise the only one' };
const FORMAT: CliOption = { ...OUTPUT_OPTION, choices: ['table', 'json', 'yaml'] };

/** What a template is filled in with. */
const VALUES: readonly CliOption[] = [
  { flags: '-p, --param <name=value>', description: 'value of a parameter; can be given several times', isRepeated: true }, // prettier-ignore
  { flags: '--params <file>', description: 'YAML file with values of parameters; --param wins' },
  {
    flags: '--profile <choice>',
    description:
      'optional profile to install as well, or what differs from the template: NAME, or name=NAME,version=RANGE,namespace=NAMESPACE,values=FILE; can be given several times',
    isRepeated: true,
  },
];

export const TEMPLATE_COMMANDS: readonly CliCommand[] = [
  {
    name: 'template list',
    summary: 'list templates of clusters, with their parameters and profiles',
    arguments: [{ ...PATH, name: '[path]', fallback: '.' }],
    options: [REF_OPTION, OUTPUT_OPTION],
    load: () => require('./template-list') as typeof import('./template-list'),
  },
  {
    name: 'template show',
    summary: 'show what a template creates, its parameters and its profiles',
    arguments: [PATH, NAME],
    options: [REF_OPTION, FORMAT],
    load: () => require('./template-show') as typeof import('./template-show'),
  },
  {
    name: 'template params',
    summary: 'list the parameters of a template',
    arguments: [PATH, NAME],
    options: [REF_OPTION, OUTPUT_OPTION],
    load: () => require('./template-params') as typeof import('./template-params'),
  },
  {
    name: 'template render',
    summary: 'print what a template becomes with these parameters',
    arguments: [PATH, NAME],
    options: [...VALUES, REF_OPTION, { ...FORMAT, fallback: 'yaml' }],
    load: () => require('./template-render') as typeof import('./template-render'),
  },
  {
    name: 'template create',
    summary: 'write the files of a cluster from a template into a repository: its objects and its releases',
    arguments: [PATH, NAME],
    options: [
      ...VALUES,
      CATALOGS_OPTION,
      { flags: '-o, --output <dir>', description: 'root of the repository', fallback: '.' },
      {
        flags: '--flux <where>',
        description: 'which Flux installs the profiles: that of the management cluster, or that of the new cluster',
        choices: ['management', 'workload'],
        fallback: 'management',
      },
      { flags: '--dry-run', description: 'print the paths of the files, and write nothing' },
      { flags: '--overwrite', description: 'replace files that exist' },
    ],
    load: () => require('./template-create') as typeof import('./template-create'),
  },
];
