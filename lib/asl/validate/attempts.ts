import { ErrorName } from '../errors';
import { isJsonObject, type Json } from '../json';
import { LONGEST_SECONDS } from '../limits';
import { checkValue } from './fields';
import type { Findings } from './problems';

const RETRIER = [
  'ErrorEquals',
  'IntervalSeconds',
  'BackoffRate',
  'MaxAttempts',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const CATCHER = {
  JSONata: ['ErrorEquals', 'Next', 'Assign', 'Output', 'Comment'],
  JSONPath: ['ErrorEquals', 'Next', 'Assign', 'ResultPath', 'Comment'],
};

/** Finds what is wrong with `Retry`. */
export function checkRetry(retry: Json | undefined, findings: Findings): void {
  for (const { entry, at } of entriesOf(retry, findings, RETRIER)) {
    const whole = (least: number, most: number) => (value: unknown) =>
      Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    checkValue(entry, 'IntervalSeconds', at, `a whole number from 1 to ${LONGEST_SECONDS}`, whole(1, LONGEST_SECONDS));
    checkValue(entry, 'MaxAttempts', at, `a whole number from 0 to ${LONGEST_SECONDS}`, whole(0, LONGEST_SECONDS));
    checkValue(entry, 'MaxDelaySeconds', at, 'a whole number from 1 to 31622400', whole(1, 31_622_400));
    checkValue(entry, 'BackoffRate', at, 'a number of at least 1', (value) => typeof value === 'number' && value >= 1);
    checkValue(entry, 'JitterStrategy', at, 'FULL or NONE', (value) => value === 'FULL' || value === 'NONE');
  }
}

/** Finds what is wrong with `Catch`; where its `Next` leads is checked with all other targets. */
export function checkCatch(catchers: Json | undefined, language: keyof typeof CATCHER, findings: Findings): void {
  for (const { entry, at } of entriesOf(catchers, findings, CATCHER[language])) {
    if (typeof entry.Next !== 'string') at.invalid('a catcher needs Next');
  }
}

function* entriesOf(list: Json | undefined, findings: Findings, known: readonly string[]) {
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    findings.invalid('expected an array');
    return;
  }
  for (const [index, entry] of list.entries()) {
    const at = findings.at(index);
    if (!isJsonObject(entry)) {
      at.invalid('expected an object');
      continue;
    }
    for (const field of Object.keys(entry).filter((name) => !known.includes(name)))
      at.at(field).invalid(`unknown field ${field}`);
    checkErrorEquals(entry.ErrorEquals, index === list.length - 1, at.at('ErrorEquals'));
    yield { entry, at };
  }
}

function checkErrorEquals(names: Json | undefined, isLast: boolean, findings: Findings): void {
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string')) {
    findings.invalid('expected a non-empty array of error names');
  } else if (names.includes(ErrorName.all) && (names.length > 1 || !isLast)) {
    findings.invalid(`${ErrorName.all} must stand alone, in the last entry`);
  }
}
