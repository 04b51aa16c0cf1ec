/**
 * Completion for zsh: save it as `_pctl` in a folder of `fpath`, or source it.
 */
import { type CompletedCommand, type CompletedValue, flagsWithValue, stepsOf } from './completed-command';

const HEAD = `#compdef pctl cdk8s-profiles
# Completion of pctl for zsh, written by "pctl completion zsh".

_pctl_offer() {
  local -a names
  names=(\${(f)"$("\${words[1]}" "$@" $catalogs 2>/dev/null)"})
  [[ $PREFIX == */* ]] || names=(\${names##*/})
  compadd -a names
}

# Clusters or, if $1 is "namespace", namespaces in the names of releases.
_pctl_part() {
  local -a names
  names=(\${(f)"$("\${words[1]}" list \${(Q)first} -o name 2>/dev/null)"})
  if [[ $1 == namespace ]]; then
    names=(\${\${names%/*}##*/})
  else
    names=(\${(M)names:#*/*/*})
    names=(\${names%%/*})
  fi
  names=(\${(u)names})
  compadd -a names
}

_pctl_lines() {
  local -a names
  names=(\${(f)"$("$@" 2>/dev/null)"})
  compadd -a names
}
`;

const TAIL = `if [[ $funcstack[1] == _pctl ]]; then
  _pctl "$@"
else
  compdef _pctl pctl cdk8s-profiles
fi
`;

/** The script for `commands`. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `${HEAD}
_pctl() {
  local command= option= word i
  local -a first
  local -a catalogs items
  integer count=0
${readLine(commands)}
  if [[ -n $option ]]; then
    case "$command $option" in
${commands.flatMap(valuesOfOptions).join('\n')}
    esac
  elif [[ $PREFIX == -* ]]; then
    case $command in
${commands.map(optionsOf).join('\n')}
    esac
    _describe -o option items
  else
    case "$command $count" in
${commands.flatMap(valuesOfArguments).join('\n')}
    esac
  fi
}

${TAIL}`;
}

/** Finds the command, the option whose value comes next, and the number of arguments before the cursor. */
function readLine(commands: readonly CompletedCommand[]): string {
  return `  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if [[ -n $option ]]; then
      [[ $option == --catalogs ]] && catalogs=(--catalogs \${(Q)word})
      option=
      continue
    fi
    case "$command $word" in
      (*' --catalogs='*) catalogs=(\${(Q)word}) ;;
      (${flagsWithValue(commands)
        .map(flag => `*' ${flag}'`)
        .join('|')}) option=$word ;;
      (*' -'*) ;;
${stepsOf(commands)
  .map(({ step, name }) => `      ('${step}') command='${name}' ;;`)
  .join('\n')}
      (*)
        ((count)) || first=($word)
        ((++count))
        ;;
    esac
  done
  if [[ -z $option && $PREFIX == --*=* ]]; then
    option=\${PREFIX%%=*}
    compset -P '*='
  fi
`;
}

function optionsOf({ name, options }: CompletedCommand): string {
  const items = options.flatMap(({ flags, description }) => flags.map(flag => item(flag, description)));
  return `      ('${name}') items=(${items.join(' ')}) ;;`;
}

function valuesOfOptions({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, value }) => {
    const action = value && offer(value);
    return action === undefined ? [] : `      (${flags.map(flag => `'${name} ${flag}'`).join('|')}) ${action} ;;`;
  });
}

function valuesOfArguments({ name, subcommands, arguments: all }: CompletedCommand): string[] {
  const items = subcommands.map(({ name: word, summary }) => item(word, summary));
  const first =
    items.length === 0 ? [] : [`      ('${name} 0') items=(${items.join(' ')}); _describe command items ;;`];
  return [
    ...first,
    ...all.flatMap(({ value, isRepeated }, i) => {
      const action = offer(value);
      return action === undefined ? [] : `      ('${name} '${isRepeated ? '*' : i}) ${action} ;;`;
    }),
  ];
}

function offer(value: CompletedValue): string | undefined {
  if (value.kind === 'choices') return `compadd -- ${value.choices.join(' ')}`;
  if (value.kind === 'folder') return '_files -/';
  if (value.kind === 'file') return '_files';
  if (value.kind === 'text') return undefined;
  if (value.kind === 'lines') return `_pctl_lines ${value.command}`;
  if (value.kind === 'releases') return `_pctl_part ${value.part}`;
  const { argv, versions } = value;
  if (versions === undefined) return `_pctl_offer ${argv}`;
  return `if [[ $PREFIX == *@* ]]; then _pctl_offer ${versions}; else _pctl_offer ${argv}; fi`;
}

/** A word and its description, quoted. */
function item(word: string, description: string): string {
  return `'${`${word}:${description}`.replaceAll("'", `'\\''`)}'`;
}
