/**
 * Completion for bash, 3.2 and newer.
 *
 * Names come from files that others write, so names with characters that a shell would expand are
 * not offered.
 */
import { type CompletedCommand, type CompletedValue, flagsWithValue, stepsOf } from './completed-command';

const HEAD = `# Completion of pctl for bash, written by "pctl completion bash".

# Offers the lines of stdin that begin with $1, and nothing that a shell would expand.
__pctl_offer() {
  local name
  while IFS= read -r name; do
    [[ $1 == */* ]] || name=\${name##*/}
    [[ $name == "$1"* && $name != *[!A-Za-z0-9._/@+-]* ]] && COMPREPLY+=("$name")
  done
}

__pctl_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$2")
}
`;

/** The script for `commands`. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `${HEAD}
_pctl() {
  local current=\${COMP_WORDS[COMP_CWORD]} command= option= word i count=0 catalogs=()
  # a user may have another
  local IFS=$' \\t\\n'
  COMPREPLY=()
${readLine(commands)}
  if [[ -n $option ]]; then
    case "$command $option" in
${commands.flatMap(valuesOfOptions).join('\n')}
    esac
  elif [[ $current == -* ]]; then
    case $command in
${commands.map(({ name, options }) => `      '${name}') ${words(options.flatMap(({ flags }) => flags))} ;;`).join('\n')}
    esac
  else
    case "$command $count" in
${commands.flatMap(valuesOfArguments).join('\n')}
    esac
  fi
}

complete -F _pctl pctl cdk8s-profiles
`;
}

/** Finds the command, the option whose value comes next, and the number of arguments before the cursor. */
function readLine(commands: readonly CompletedCommand[]): string {
  return `  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    # "--output=json" comes as three words
    [[ $word == = ]] && continue
    if [[ -n $option ]]; then
      [[ $option == --catalogs ]] && catalogs=(--catalogs "$word")
      option=
      continue
    fi
    case "$command $word" in
      ${flagsWithValue(commands)
        .map(flag => `*' ${flag}'`)
        .join(' | ')}) option=$word ;;
      *' -'*) ;;
${stepsOf(commands)
  .map(({ step, name }) => `      '${step}') command='${name}' ;;`)
  .join('\n')}
      *) count=$((count + 1)) ;;
    esac
  done
  [[ $current == = ]] && current=
`;
}

function valuesOfOptions({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, value }) => {
    const action = value && offer(value);
    return action === undefined ? [] : `      ${flags.map(flag => `'${name} ${flag}'`).join(' | ')}) ${action} ;;`;
  });
}

function valuesOfArguments({ name, subcommands, arguments: all }: CompletedCommand): string[] {
  const first = subcommands.length === 0 ? [] : [`      '${name} 0') ${words(subcommands.map(sub => sub.name))} ;;`];
  return [
    ...first,
    ...all.flatMap(({ value, isRepeated }, i) => {
      const action = offer(value);
      return action === undefined ? [] : `      '${name} '${isRepeated ? '*' : i}) ${action} ;;`;
    }),
  ];
}

function offer(value: CompletedValue): string | undefined {
  if (value.kind === 'choices') return words(value.choices);
  if (value.kind === 'folder') return '__pctl_paths -d "$current"';
  if (value.kind === 'file') return '__pctl_paths -f "$current"';
  if (value.kind === 'text') return undefined;
  const names = `"\${COMP_WORDS[0]}" ${value.argv} \${catalogs[@]+"\${catalogs[@]}"} 2>/dev/null`;
  return `__pctl_offer "$current" < <(${names})`;
}

function words(all: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${all.join(' ')}' -- "$current"))`;
}
