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
  const isFirst = args === word;
  if (name === '\\d' && isFirst) return fitting([...names.tables.keys()], word);
  if (name === '\\saved' && isFirst) return fitting(names.saved, word);
  if (name === '\\night' && isFirst) return fitting([...names.nights, NEWEST], word);
  if (name === '\\x' && isFirst) return fitting(['on', 'off', 'auto'], word);
  if (name === '\\timing' && isFirst) return fitting(['on', 'off'], word);
  return [[], word];
}

const fitting = (all: readonly string[], word: string): Candidates => [
  single(all.filter((one) => one.startsWith(word))),
  word,
];
