import { didYouMean } from '../../nearest-name';
import { isDate } from '../../operations/local-date';
import { shellWords } from './shell-words';

/** A backslash command, read. */
export type ShellCommand =
  | { readonly kind: 'describe'; readonly table: string | undefined }
  | { readonly kind: 'night'; readonly date: string | undefined }
  | { readonly kind: 'saved'; readonly name: string | undefined; readonly param: string[]; readonly table?: string }
  | { readonly kind: 'watch'; readonly seconds: number }
  | { readonly kind: 'output'; readonly file: string | undefined }
  | { readonly kind: 'include'; readonly file: string }
  | { readonly kind: 'expanded'; readonly value: 'on' | 'off' | 'auto' | undefined }
  | { readonly kind: 'timing'; readonly value: 'on' | 'off' | undefined }
  | { readonly kind: 'help' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'quit' };

/** A command that does not concern what is typed next. */
export type AnsweredCommand = Exclude<ShellCommand, { readonly kind: 'include' | 'edit' | 'quit' }>;

/** Commands that ask statements: Ctrl-C stops the statement and waits for that; what other commands do it leaves. */
export const ASKING: ReadonlySet<ShellCommand['kind']> = new Set(['saved', 'watch']);

interface CommandForm {
  /** How its arguments are written. */
  readonly usage: string;
  readonly description: string;
  /** What its first argument can be, for Tab: names that are known, paths of files, or these words. @default nothing is known */
  readonly completes?: 'tables' | 'saved' | 'nights' | 'files' | readonly string[];
  /** @throws Error for words that it does not take */
  readonly read: (words: readonly string[]) => ShellCommand;
}

/** A date that stands for the newest night. */
export const NEWEST = 'newest';

const ON_OFF = ['on', 'off'] as const;
const ON_OFF_AUTO = [...ON_OFF, 'auto'] as const;

/** The commands, in the order of the help. */
export const BACKSLASH_COMMANDS: Readonly<Record<string, CommandForm>> = {
  '\\d': {
    usage: '[TABLE]',
    description: 'tables and views, or what one of them has',
    completes: 'tables',
    read: (words) => ({ kind: 'describe', table: atMostOne('\\d', words) }),
  },
  '\\night': {
    usage: '[DATE|newest]',
    description: 'read an earlier night; alone: list the nights',
    completes: 'nights',
    read: (words) => ({ kind: 'night', date: readNight(atMostOne('\\night', words)) }),
  },
  '\\saved': {
    usage: '[NAME [name=value ...] [--table TABLE]]',
    description: 'run a saved query; alone: list them',
    completes: 'saved',
    read: readSaved,
  },
  '\\watch': {
    usage: '[SECONDS]',
    description: 'repeat the statement, or the last one, until Ctrl-C',
    read: (words) => ({ kind: 'watch', seconds: readSeconds(atMostOne('\\watch', words)) }),
  },
  '\\e': {
    usage: '',
    description: 'edit the statement, or the last one, in $EDITOR',
    read: (words) => none('\\e', words, 'edit'),
  },
  '\\i': {
    usage: 'FILE',
    description: 'run the statements of a file, until one fails',
    completes: 'files',
    read: (words) => ({ kind: 'include', file: exactlyOne('\\i', words) }),
  },
  '\\o': {
    usage: '[FILE]',
    description: 'answers go to a file: .csv, .json, .parquet, else tables',
    completes: 'files',
    read: (words) => ({ kind: 'output', file: atMostOne('\\o', words) }),
  },
  '\\x': {
    usage: '[on|off|auto]',
    description: 'one column a line; auto: if a table is too wide',
    completes: ON_OFF_AUTO,
    read: (words) => ({ kind: 'expanded', value: oneOf('\\x', ON_OFF_AUTO, words) }),
  },
  '\\timing': {
    usage: '[on|off]',
    description: 'the line below an answer: rows, bytes, time, cost',
    completes: ON_OFF,
    read: (words) => ({ kind: 'timing', value: oneOf('\\timing', ON_OFF, words) }),
  },
  '\\?': { usage: '', description: 'this list (also: help)', read: (words) => none('\\?', words, 'help') },
  '\\q': { usage: '', description: 'leave (also: exit, Ctrl-D)', read: (words) => none('\\q', words, 'quit') },
};

/** What people type who come from psql, and what to write here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '\\dt': 'SHOW TABLES; or \\d',
  '\\dv': 'SHOW VIEWS; or \\d',
  '\\d+': '\\d TABLE, or SHOW CREATE VIEW TABLE;',
  '\\l': 'SHOW DATABASES;',
  '\\dn': 'SHOW DATABASES;',
  '\\df': "SHOW FUNCTIONS LIKE '...';",
  '\\c': 'export-to-athena sql --database NAME, in a shell of its own',
  '\\ir': '\\i FILE',
  '\\g': 'a ; at the end of the statement',
  '\\h': "Athena's documentation; \\? lists the commands of this shell",
  '\\help': '\\?',
  '\\quit': '\\q',
};

/** Words that are commands where they are all of a line, and no statement has begun. */
const WORDS: Readonly<Record<string, ShellCommand>> = {
  help: { kind: 'help' },
  exit: { kind: 'quit' },
  quit: { kind: 'quit' },
};

/** The command that a line without a backslash is; undefined for a line of SQL. */
export function wordCommand(line: string): ShellCommand | undefined {
  const word = line.trim().replace(/\s*;$/, '').toLowerCase();
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** Reads a backslash command. @throws Error that says what it takes, or which one may be meant */
export function parseCommand(text: string): ShellCommand {
  const [, name = '', rest = ''] = /^(\\\S*)\s*([^]*)$/.exec(text) ?? [];
  const form = BACKSLASH_COMMANDS[name];
  if (form) return form.read(shellWords(rest.replace(/;\s*$/, '')));
  const instead = ELSEWHERE[name];
  const hint =
    instead === undefined ? `${didYouMean(name, Object.keys(BACKSLASH_COMMANDS))} \\? lists them` : ` Write ${instead}`;
  throw new Error(`There is no command ${name}.${hint}`);
}

const usageOf = (name: string): string => `${name} ${BACKSLASH_COMMANDS[name]?.usage ?? ''}`.trim();

function tooMuch(name: string, word: string): Error {
  return new Error(`${name} does not take ${word}: write ${usageOf(name)}`);
}

function atMostOne(name: string, [word, second]: readonly string[]): string | undefined {
  if (second !== undefined) throw tooMuch(name, second);
  return word;
}

function exactlyOne(name: string, words: readonly string[]): string {
  const word = atMostOne(name, words);
  if (word === undefined) throw new Error(`${name} needs more: write ${usageOf(name)}`);
  return word;
}

function none(name: string, [word]: readonly string[], kind: 'edit' | 'help' | 'quit'): ShellCommand {
  if (word !== undefined) throw tooMuch(name, word);
  return { kind };
}

function oneOf<T extends string>(name: string, values: readonly T[], words: readonly string[]): T | undefined {
  const word = atMostOne(name, words);
  const value = values.find((one) => one === word?.toLowerCase());
  if (word !== undefined && value === undefined) throw tooMuch(name, word);
  return value;
}

function readNight(date: string | undefined): string | undefined {
  if (date === undefined || date === NEWEST || isDate(date)) return date;
  throw new Error(`\\night does not take ${date}: give a date such as 2026-01-31, or ${NEWEST}`);
}

/** Less often than ten times a second; an hour at most. */
const [SHORTEST, LONGEST, USUAL] = [0.1, 3600, 2];

function readSeconds(text: string | undefined): number {
  const seconds = text === undefined ? USUAL : /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (seconds >= SHORTEST && seconds <= LONGEST) return seconds;
  throw new Error(`\\watch does not take ${text ?? ''}: give seconds from ${SHORTEST} to ${LONGEST}`);
}

/** As `query NAME --param name=value --table TABLE`, where `--param` can be left out. */
function readSaved([name, ...words]: readonly string[]): ShellCommand {
  const param: string[] = [];
  let table: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--param' || word === '--table') {
      const value = words[++index];
      if (value === undefined) throw new Error(`${word} needs a value: write ${usageOf('\\saved')}`);
      if (word === '--table') table = value;
      else param.push(value);
    } else if (word.includes('=')) param.push(word);
    else throw tooMuch('\\saved', word);
  }
  return { kind: 'saved', name, param, ...(table !== undefined && { table }) };
}
