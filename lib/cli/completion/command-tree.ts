import type { Argument, Command, Option } from 'commander';

/** What stands for a value that is completed: words, files, folders, or names that are asked for when they are needed. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'folders' | 'nothing' }
  | { readonly kind: 'names'; readonly of: NameKind };

/** Names that the nights of this machine have. */
export const NAME_KINDS = ['tables', 'sources', 'queries', 'nights'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

/** A flag of an option. */
export interface CompletedFlag {
  readonly flag: string;
  readonly description: string;
  /** undefined: it takes no value. */
  readonly values: Values | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly CompletedFlag[];
  /** Of its arguments, in their order; the last one's also where more can be given. */
  readonly values: readonly Values[];
}

/** The program as it is completed. */
export interface CompletedProgram {
  readonly name: string;
  readonly flags: readonly CompletedFlag[];
  readonly commands: readonly CompletedCommand[];
}

/** All commands of the program with their options, as Commander has them. */
export function commandTree(program: Command): CompletedProgram {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: flagsOf(command),
    values: command.registeredArguments.map((argument) => valuesOfArgument(command.name(), argument)),
  }));
  const words = commands.map(({ name }) => name);
  const help = {
    name: 'help',
    description: 'show the help of a command',
    flags: [],
    values: [{ kind: 'words', words } as const],
  };
  return { name: program.name(), flags: flagsOf(program), commands: [...commands, help] };
}

function flagsOf(command: Command): CompletedFlag[] {
  const options = command.createHelp().visibleOptions(command);
  return options.flatMap((option) =>
    [option.short, option.long].flatMap((flag) =>
      flag === undefined
        ? []
        : [{ flag, description: option.description, values: takesValue(option) ? valuesOfOption(option) : undefined }],
    ),
  );
}

const takesValue = ({ required, optional }: Option): boolean => required || optional;

/** What the place of a value says of it in the help: `<file>`, `<dir>`, `<date>`. */
function valuesOfOption({ argChoices, flags, long }: Option): Values {
  if (argChoices) return { kind: 'words', words: argChoices };
  const [, place = ''] = /[<[](.*?)[>\]]/.exec(flags) ?? [];
  return long === '--table' ? { kind: 'names', of: 'sources' } : valuesOfPlace(place);
}

/** What an argument is, where its name alone does not say it. */
const ARGUMENTS: Readonly<Record<string, Values>> = {
  'query file|name|sql': { kind: 'names', of: 'queries' },
  'tables name': { kind: 'names', of: 'tables' },
};

function valuesOfArgument(command: string, argument: Argument): Values {
  const name = argument.name();
  if (argument.argChoices) return { kind: 'words', words: argument.argChoices };
  return ARGUMENTS[`${command} ${name}`] ?? valuesOfPlace(name);
}

function valuesOfPlace(place: string): Values {
  if (/\bdir\b|folder/.test(place)) return { kind: 'folders' };
  if (/\bfile\b|\bexport\b/.test(place)) return { kind: 'files' };
  return /\bdate\b|^(from|to|earlier|later|night)$/.test(place) ? { kind: 'names', of: 'nights' } : { kind: 'nothing' };
}
