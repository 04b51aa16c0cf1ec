/**
 * Completion for fish, 3.0 and newer.
 */
import { type CompletedCommand, type CompletedOption, type CompletedValue, flagsWithValue } from './completed-command';

/** The script for `commands`. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const taking = flagsWithValue(commands);
  const names = commands.map(({ name }) => name).filter(name => name !== '');
  return `# Completion of pctl for fish, written by "pctl completion fish".

function __pctl_at -d 'Whether the command on the line is this one'
    set -l command ''
${eachWord(2, taking, [
  `set -l longer (string trim -- "$command $word")`,
  `contains -- $longer ${names.map(quote).join(' ')}; and set command $longer`,
])}
    test "$command" = "$argv[1]"
end

${profileFunctions()}
${releaseFunctions(taking)}
complete -c pctl -f
complete -c cdk8s-profiles -w pctl
${commands.flatMap(linesOf).join('\n')}
`;
}

/** Functions that print profiles and versions. */
function profileFunctions(): string {
  return `function __pctl_offer -d 'The names that a command of pctl prints'
    set -l line (commandline -opc)
    set -l catalogs
    set -l previous ''
    for word in $line
        test "$previous" = --catalogs; and set catalogs --catalogs $word
        set previous $word
    end
    set -l names ($line[1] $argv $catalogs 2>/dev/null)
    string match -q '*/*' -- (commandline -ct); or set names (string replace -r '.*/' '' -- $names)
    printf '%s\\n' $names
end

function __pctl_profiles -d 'Profiles, or versions after an @'
    if string match -q '*@*' -- (commandline -ct)
        __pctl_offer $argv[2..-1]
    else
        __pctl_offer (string split ' ' -- $argv[1])
    end
end
`;
}

/** Runs `lines` for each word of the line from `first` on, counted from 1, without options and their values. */
function eachWord(first: number, taking: readonly string[], lines: readonly string[]): string {
  return `    set -l skip no
    for word in (commandline -opc)[${first}..-1]
        if test $skip = yes
            set skip no
            continue
        end
        switch $word
            case ${taking.join(' ')}
                set skip yes
            case '-*'
            case '*'
${lines.map(line => `                ${line}`).join('\n')}
        end
    end`;
}

/** Functions that print clusters and namespaces. */
function releaseFunctions(taking: readonly string[]): string {
  return `function __pctl_folder -d 'The first argument of the command'
${eachWord(3, taking, ['echo $word', 'return'])}
end

function __pctl_part -d 'Clusters or namespaces in the names of releases'
    set -l line (commandline -opc)
    set -l names ($line[1] list (__pctl_folder) -o name 2>/dev/null)
    if test $argv[1] = namespace
        string replace -r '^(?:.*/)?([^/]+)/[^/]+$' '$1' -- $names | sort -u
    else
        string replace -rf '^([^/]+)/[^/]+/.*$' '$1' -- $names | sort -u
    end
end
`;
}

function linesOf({ name, subcommands, options, arguments: all }: CompletedCommand): string[] {
  const at = `complete -c pctl -n ${quote(`__pctl_at ${quote(name)}`)}`;
  return [
    ...subcommands.map(sub => `${at} -a ${sub.name} -d ${quote(sub.summary)}`),
    ...options.map(option => `${at} ${formatOption(option)}`),
    ...all.flatMap(({ value }) => (value.kind === 'text' ? [] : `${at} ${offer(value)}`)),
  ];
}

function formatOption({ flags, description, value }: CompletedOption): string {
  const names = flags.map(flag => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  // -x: needs a value, and it is not a file; -r: it may be a file
  const needs = value === undefined ? [] : value.kind === 'file' ? ['-r -F'] : [`-x ${offer(value)}`.trim()];
  return [...names, ...needs, `-d ${quote(description)}`].join(' ');
}

function offer(value: CompletedValue): string {
  if (value.kind === 'choices') return `-a ${quote(value.choices.join(' '))}`;
  if (value.kind === 'folder') return "-a '(__fish_complete_directories)'";
  if (value.kind === 'file') return '-F';
  if (value.kind === 'text') return '';
  if (value.kind === 'lines') return `-a ${quote(`(${value.command} 2>/dev/null)`)}`;
  if (value.kind === 'releases') return `-a ${quote(`(__pctl_part ${value.part})`)}`;
  const { argv, versions } = value;
  return `-a ${quote(versions === undefined ? `(__pctl_offer ${argv})` : `(__pctl_profiles ${quote(argv)} ${versions})`)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
