import { BACKSLASH_COMMANDS, NEWEST } from './backslash-commands';
import { isOutside } from './statement-buffer';
import { statementCandidates, WORD, single } from './complete-statement';
import type { Candidates, KnownNames, Place } from './known-names';

/** Candidates for the word at the cursor of a statement, or of a command. A path is not completed here. */
export function complete(place: Place, names: KnownNames): Candidates {
  const { text, before } = place;
  const command = /^\s*(\\\S*)(\s+([^]*))?$/.exec(before);
  if (command && isOutside(`${text}\n`)) return completeCommand(command, names);
  const typed = text === '' ? before : `${text}\n${before}`;
  const [word = ''] = WORD.exec(before) ?? [];
  const start = typed.slice(0, typed.length - word.length);
  if (!isOutside(start)) return [[], word];
  return [statementCandidates(start, word, place, names), word];
}

function completeCommand([, name = '', rest, args = '']: RegExpExecArray, names: KnownNames): Candidates {
  if (rest === undefined) return fitting(Object.keys(BACKSLASH_COMMANDS), name);
  const [word = ''] = /\S*$/.exec(args) ?? [];
  return fitting(args === word ? firstArguments(name, names) : [], word);
}

/** What the first argument of a command can be, but for a path. */
function firstArguments(command: string, names: KnownNames): readonly string[] {
  const completes = BACKSLASH_COMMANDS[command]?.completes ?? [];
  switch (completes) {
    case 'tables':
      return [...names.tables.keys()];
    case 'saved':
      return names.saved;
    case 'nights':
      return [...names.nights, NEWEST];
    case 'files':
      return [];
    default:
      return completes;
  }
}

/** The path at the cursor, where a command takes one; undefined where none is completed. */
export function pathAt(before: string): string | undefined {
  const [, name = '', path] = /^\s*(\\\S*)\s+(\S*)$/.exec(before) ?? [];
  return BACKSLASH_COMMANDS[name]?.completes === 'files' ? path : undefined;
}

const fitting = (all: readonly string[], word: string): Candidates => [
  single(all.filter((one) => one.startsWith(word))),
  word,
];
