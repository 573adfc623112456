import type { CompletedCommand, CompletedFlag, CompletedProgram, Values } from './command-tree';

/** The completion for bash, from 3.2 on: macOS has that one. */
export function bashCompletion({ name, flags, commands }: CompletedProgram): string {
  const takingValues = [
    ...new Set(commands.flatMap((command) => command.flags.filter(hasValue).map(({ flag }) => flag))),
  ];
  const place = `_${name.replaceAll('-', '_')}`;
  return `# Completion of ${name} for bash.
${place}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= words=() index=1 given=0
  # bash cuts --option=value at the =
  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  while (( index < COMP_CWORD )); do
    case \${COMP_WORDS[index]} in
      ${takingValues.join('|')}) if [[ $command ]]; then index=$((index + 1)); [[ \${COMP_WORDS[index]} == '=' ]] && index=$((index + 1)); fi ;;
      -*|=) ;;
      *) if [[ $command ]]; then given=$((given + 1)); else command=\${COMP_WORDS[index]}; fi ;;
    esac
    index=$((index + 1))
  done
  local names="${name} completion --names"
  case "$command $prev" in
${commands.flatMap(flagCases).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
      '') COMPREPLY=($(compgen -W '${flags.map(({ flag }) => flag).join(' ')}' -- "$cur")) ;;
${commands.map((command) => `      ${command.name}) COMPREPLY=($(compgen -W '${command.flags.map(({ flag }) => flag).join(' ')}' -- "$cur")) ;;`).join('\n')}
    esac
    return
  fi
  case "$command $given" in
    ' 0') COMPREPLY=($(compgen -W '${commands.map((command) => command.name).join(' ')}' -- "$cur")) ;;
${commands.flatMap(argumentCases).join('\n')}
  esac
}
complete -o default -F ${place} ${name}
`;
}

const hasValue = ({ values }: CompletedFlag): boolean => values !== undefined;

function flagCases({ name, flags }: CompletedCommand): string[] {
  return flags.flatMap(({ flag, values }) =>
    values === undefined ? [] : [`    '${name} ${flag}') ${replies(values)}; return ;;`],
  );
}

function argumentCases({ name, values }: CompletedCommand): string[] {
  return values.flatMap((value, index) =>
    value.kind === 'nothing' ? [] : [`    '${name} ${index}') ${replies(value)} ;;`],
  );
}

function replies(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${values.words.join(' ')}' -- "$cur"))`;
    case 'names':
      return `COMPREPLY=($(compgen -W "$($names ${values.of} -- "\${COMP_WORDS[@]}" 2> /dev/null)" -- "$cur"))`;
    case 'folders':
      return 'COMPREPLY=($(compgen -d -- "$cur"))';
    case 'files':
      return 'COMPREPLY=($(compgen -f -- "$cur"))';
    case 'nothing':
      return ':';
  }
}
