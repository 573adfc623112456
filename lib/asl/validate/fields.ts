import type { QueryLanguage, StateType } from '../definition';
import type { JsonObject } from '../json';
import type { Findings } from './problems';

const COMMON = ['Type', 'Comment', 'QueryLanguage'];
const ONWARD = ['Next', 'End'];
const ATTEMPTED = ['Retry', 'Catch'];
const SHAPED = ['Assign', 'Output'];
const PATHS = ['InputPath', 'OutputPath'];

const JSONATA: Record<StateType, readonly string[]> = {
  Pass: [...ONWARD, ...SHAPED],
  Task: [
    ...ONWARD,
    ...ATTEMPTED,
    ...SHAPED,
    'Resource',
    'Arguments',
    'Credentials',
    'TimeoutSeconds',
    'HeartbeatSeconds',
  ],
  Wait: [...ONWARD, ...SHAPED, 'Seconds', 'Timestamp'],
  Choice: [...SHAPED, 'Choices', 'Default'],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
  Map: [...ONWARD, ...ATTEMPTED, ...SHAPED, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency'],
  Parallel: [...ONWARD, ...ATTEMPTED, ...SHAPED, 'Arguments', 'Branches'],
};

const JSONPATH: Partial<Record<StateType, readonly string[]>> = {
  Pass: [...ONWARD, ...PATHS, 'ResultPath', 'Parameters', 'Result', 'Assign'],
  Task: [
    ...[...ONWARD, ...ATTEMPTED, ...PATHS, 'ResultPath', 'Parameters', 'ResultSelector', 'Assign'],
    ...['Resource', 'TimeoutSeconds', 'HeartbeatSeconds'],
  ],
  Wait: [...ONWARD, ...PATHS, 'Seconds', 'Timestamp', 'Assign'],
  Succeed: PATHS,
  Fail: ['Error', 'Cause'],
};

/** Fields that AWS knows and this interpreter does not, whatever the state. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ItemReader: 'distributed Map',
  ItemBatcher: 'distributed Map',
  ResultWriter: 'distributed Map',
  ToleratedFailureCount: 'distributed Map',
  ToleratedFailurePercentage: 'distributed Map',
  Label: 'distributed Map',
  Credentials: 'Credentials of a JSONPath state',
  Iterator: 'the Iterator field (use ItemProcessor)',
};

const TYPES: readonly string[] = Object.keys(JSONATA);

/** Is the `Type` of a state one that Amazon States Language has? */
export function isStateType(type: unknown): type is StateType {
  return typeof type === 'string' && TYPES.includes(type);
}

/** Finds fields that a state of its type and language does not have. @returns whether such a state is known here at all */
export function checkFields(state: JsonObject, type: StateType, language: QueryLanguage, findings: Findings): boolean {
  const own = language === 'JSONata' ? JSONATA[type] : JSONPATH[type];
  if (own === undefined) {
    findings.at('Type').addUnsupported(`JSONPath ${type} states; write it in JSONata`);
    return false;
  }
  const known = new Set([...COMMON, ...own]);
  for (const field of Object.keys(state).filter((name) => !known.has(name))) {
    const elsewhere = ELSEWHERE[field];
    if (elsewhere !== undefined) findings.at(field).addUnsupported(elsewhere);
    else if (language === 'JSONPath' && field.endsWith('Path'))
      findings.at(field).addUnsupported(`JSONPath field ${field}; write it in JSONata`);
    else findings.at(field).invalid(`a ${type} state in ${language} has no field ${field}`);
  }
  return true;
}

/** Finds a value that is there and not fine. `expected` says in words what would be. */
export function checkValue(
  state: JsonObject,
  field: string,
  findings: Findings,
  expected: string,
  isFine: (value: unknown) => boolean,
): void {
  const value = state[field];
  if (value !== undefined && !isFine(value))
    findings.at(field).invalid(`expected ${expected}, got ${JSON.stringify(value)}`);
}
