import type { CompletedFlag, CompletedProgram, Values } from './command-tree';

/** The completion for fish. */
export function fishCompletion({ name, flags, commands }: CompletedProgram): string {
  const begin = `complete -c ${name}`;
  const names = commands.map((command) => command.name).join(' ');
  const none = `-n ${quote(`not __fish_seen_subcommand_from ${names}`)}`;
  const lines = [
    `# Completion of ${name} for fish.`,
    `${begin} -f`,
    ...flags.map((flag) => `${begin} ${none} ${flagSpec(flag)}`),
    ...commands.map((command) => `${begin} ${none} -a ${command.name} -d ${quote(command.description)}`),
    ...commands.flatMap((command) => {
      const seen = `-n ${quote(`__fish_seen_subcommand_from ${command.name}`)}`;
      const values = [...new Set(command.values.map(candidates))].filter((value) => value !== '');
      return [
        ...command.flags.map((flag) => `${begin} ${seen} ${flagSpec(flag)}`),
        ...values.map((value) => `${begin} ${seen} ${value}`),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;

  function flagSpec({ flag, description, values }: CompletedFlag): string {
    const kind = flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
    const value = values === undefined ? '' : ` -r ${candidates(values) || '-f'}`;
    return `${kind} -d ${quote(description)}${value}`;
  }

  function candidates(values: Values): string {
    switch (values.kind) {
      case 'words':
        return `-f -a ${quote(values.words.join(' '))}`;
      case 'names': {
        const ask = `-a ${quote(`(${name} completion --names ${values.of} -- (commandline -opc) 2> /dev/null)`)}`;
        return values.of === 'queries' ? `-F ${ask}` : `-f ${ask}`;
      }
      case 'folders':
        return `-f -a ${quote('(__fish_complete_directories)')}`;
      case 'files':
        return '-F';
      case 'nothing':
        return '';
    }
  }
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
