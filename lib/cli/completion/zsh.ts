import type { CompletedCommand, CompletedFlag, CompletedProgram, Values } from './command-tree';

/** The completion for zsh, as a file of fpath, or to be evaluated. */
export function zshCompletion({ name, flags, commands }: CompletedProgram): string {
  return `#compdef ${name}
# Completion of ${name} for zsh.
_${name}_names() {
  local -a found
  found=(\${(f)"$(${name} completion --names $1 -- $all_words 2> /dev/null)"})
  compadd -a found
}
_${name}() {
  local context state state_descr line
  local -a all_words=($words)
  typeset -A opt_args
  _arguments -C ${flags.map(flagSpec).join(' ')} '1:command:->command' '*::argument:->arguments'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, description }) => `        ${quote(`${name}:${description.replaceAll(':', '\\:')}`)}`).join('\n')}
      )
      _describe command commands
      ;;
    arguments)
      case $line[1] in
${commands.map((command) => commandCase(name, command)).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _${name} ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;

  function flagSpec({ flag, description, values }: CompletedFlag): string {
    return `'*'${quote(`${flag}[${description.replaceAll(/[[\]\\]/g, '\\$&').replaceAll(':', '\\:')}]${values === undefined ? '' : `:value:${action(name, values)}`}`)}`;
  }

  function commandCase(program: string, command: CompletedCommand): string {
    const values = command.values.map((value, index) => quote(`${index + 1}::argument:${action(program, value)}`));
    return `        ${command.name}) _arguments ${[...command.flags.map(flagSpec), ...values].join(' ')} ;;`;
  }
}

function action(program: string, values: Values): string {
  switch (values.kind) {
    case 'words':
      return `(${values.words.join(' ')})`;
    case 'names':
      // in braces it is called without the options of compadd, which would come before the kind of names
      return `{ _${program}_names ${values.of}${values.of === 'queries' ? '; _files' : ''} }`;
    case 'folders':
      return '_files -/';
    case 'files':
      return '_files';
    case 'nothing':
      return ' ';
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
