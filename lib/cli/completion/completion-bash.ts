/**
 * Completion for bash, 3.2 and newer.
 *
 * Names come from files that others write, so names with characters that a shell would expand are
 * not offered.
 */
import { type CompletedCommand, type CompletedValue, flagsWithValue, stepsOf } from './completed-command';

const HEAD = `# Completion of pctl for bash, written by "pctl completion bash".

# Offers the lines of stdin that begin with $1, without $2, and nothing that a shell would expand.
__pctl_offer() {
  local name
  while IFS= read -r name; do
    [[ -n $name && $name == "$1"* && $name != *[!A-Za-z0-9._/@+-]* ]] && COMPREPLY+=("\${name#"$2"}")
  done
}

# The names on stdin, without their catalogs unless $1 has one.
__pctl_short() {
  local name
  while IFS= read -r name; do
    [[ $1 == */* ]] || name=\${name##*/}
    printf '%s\\n' "$name"
  done
}

# The clusters or, if $1 is "namespace", the namespaces in the names of releases on stdin.
__pctl_part() {
  local a b c
  while IFS=/ read -r a b c; do
    [[ -n $c ]] || { b=$a; a=; }
    if [[ $1 == namespace ]]; then printf '%s\\n' "$b"; else printf '%s\\n' "$a"; fi
  done | sort -u
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
  local current=\${COMP_WORDS[COMP_CWORD]} command= option= before= first= word i count=0 catalogs=()
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
    # and so does "linkerd2@0.0.16"
    [[ $word == @ ]] && { i=$((i + 1)); continue; }
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
      *)
        [[ $count == 0 ]] && first=$word
        count=$((count + 1))
        ;;
    esac
  done
  [[ $current == = ]] && current=
  # unlike "=", bash counts the "@" as part of what is completed
  if [[ $current == @ ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 1]}
  elif [[ \${COMP_WORDS[COMP_CWORD - 1]} == @ ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
    current=@$current
  fi
  [[ -n $before ]] && count=$((count - 1))
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
  if (value.kind === 'lines') return `__pctl_offer "$current" '' < <(${value.command} 2>/dev/null)`;
  if (value.kind === 'releases') {
    const list = `"\${COMP_WORDS[0]}" list \${first:+"$first"} -o name 2>/dev/null`;
    return `__pctl_offer "$current" '' < <(${list} | __pctl_part ${value.part})`;
  }
  const { argv, versions } = value;
  return versions === undefined
    ? offerNames(argv)
    : `if [[ $current == *@* ]]; then ${offerNames(versions)}; else ${offerNames(argv)}; fi`;
}

function offerNames(argv: string): string {
  const names = `"\${COMP_WORDS[0]}" ${argv} \${catalogs[@]+"\${catalogs[@]}"} 2>/dev/null`;
  return `__pctl_offer "$before$current" "$before" < <(${names} | __pctl_short "$before$current")`;
}

function words(all: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${all.join(' ')}' -- "$current"))`;
}
