import type { QueryLanguage, StateType } from '../definition';
import { isExpression } from '../expression';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { LONGEST_SECONDS } from '../limits';
import { isTimestamp } from '../timestamp';
import { checkCatch, checkRetry } from './attempts';
import { checkExpressions } from './expressions';
import { checkValue } from './fields';
import { checkPaths } from './paths';
import type { Findings } from './problems';
import { checkVariableNames } from './variables';

/** Fields whose strings AWS never evaluates, and groups of states, which are checked state by state. */
const NOT_EVALUATED = new Set([
  'Type',
  'Comment',
  'QueryLanguage',
  'Next',
  'Default',
  'Resource',
  'Retry',
  'ItemProcessor',
  'Branches',
]);

/** Finds what is wrong inside one state; its fields are known to be those of its type. */
export function checkState(state: JsonObject, type: StateType, language: QueryLanguage, findings: Findings): void {
  checkVariableNames(state.Assign, findings.at('Assign'));
  checkRetry(state.Retry, findings.at('Retry'));
  checkCatch(state.Catch, language, findings.at('Catch'));
  if (language === 'JSONPath') checkPaths(state, findings);
  else {
    for (const [field, value] of Object.entries(state)) {
      if (!NOT_EVALUATED.has(field)) checkExpressions(value, findings.at(field));
    }
  }
  const check = CHECKS[type];
  check?.(state, findings, language);
}

type Check = (state: JsonObject, findings: Findings, language: QueryLanguage) => void;

const CHECKS: Partial<Record<StateType, Check>> = {
  Task: checkTask,
  Wait: checkWait,
  Choice: checkChoice,
  Map: checkMap,
  Fail: (state, findings) => {
    for (const field of ['Error', 'Cause'])
      checkValue(state, field, findings, 'a string', (value) => typeof value === 'string');
  },
  Parallel: ({ Branches }, findings) => {
    if (!Array.isArray(Branches) || Branches.length === 0)
      findings.at('Branches').invalid('expected a non-empty array');
  },
};

function checkTask(state: JsonObject, findings: Findings, language: QueryLanguage): void {
  const { Resource, Credentials } = state;
  if (typeof Resource !== 'string') findings.at('Resource').invalid('expected an ARN');
  else if (Resource.includes(':activity:')) findings.at('Resource').addUnsupported('activities');
  else if (Resource.endsWith('.waitForTaskToken')) findings.at('Resource').addUnsupported('.waitForTaskToken');
  for (const field of ['TimeoutSeconds', 'HeartbeatSeconds']) {
    const isFine = (value: unknown): boolean => isSeconds(value, 1) || (language === 'JSONata' && isExpression(value));
    checkValue(state, field, findings, `whole seconds from 1 to ${LONGEST_SECONDS}`, isFine);
  }
  if (Credentials !== undefined && !(isJsonObject(Credentials) && typeof Credentials.RoleArn === 'string')) {
    findings.at('Credentials').invalid('expected an object with RoleArn');
  }
}

function checkWait(state: JsonObject, findings: Findings, language: QueryLanguage): void {
  if ((state.Seconds === undefined) === (state.Timestamp === undefined))
    findings.invalid('needs either Seconds or Timestamp');
  const isExpected = (value: unknown): boolean => language === 'JSONata' && isExpression(value);
  checkValue(
    state,
    'Seconds',
    findings,
    `whole seconds from 0 to ${LONGEST_SECONDS}`,
    (value) => isSeconds(value, 0) || isExpected(value),
  );
  const isTime = (value: unknown): boolean => typeof value === 'string' && (isTimestamp(value) || isExpected(value));
  checkValue(state, 'Timestamp', findings, 'an ISO 8601 time such as 2026-11-23T04:00:00Z', isTime);
}

function checkChoice({ Choices }: JsonObject, findings: Findings): void {
  if (!Array.isArray(Choices) || Choices.length === 0) {
    findings.at('Choices').invalid('expected a non-empty array');
    return;
  }
  for (const [index, rule] of Choices.entries()) checkRule(rule, findings.at('Choices', index));
}

function checkRule(rule: Json, findings: Findings): void {
  if (!isJsonObject(rule)) {
    findings.invalid('expected an object');
    return;
  }
  const known = ['Condition', 'Next', 'Assign', 'Output', 'Comment'];
  for (const field of Object.keys(rule).filter((name) => !known.includes(name)))
    findings.at(field).invalid(`unknown field ${field}`);
  const { Condition, Next, Assign } = rule;
  if (typeof Condition !== 'boolean' && !isExpression(Condition))
    findings.at('Condition').invalid('expected an expression, true or false');
  if (typeof Next !== 'string') findings.at('Next').invalid('expected the name of a state');
  checkVariableNames(Assign, findings.at('Assign'));
}

function checkMap(state: JsonObject, findings: Findings): void {
  const { ItemProcessor } = state;
  checkValue(
    state,
    'Items',
    findings,
    'an array or an expression',
    (value) => Array.isArray(value) || isExpression(value),
  );
  const isConcurrency = (value: unknown): boolean =>
    (Number.isInteger(value) && Number(value) >= 0) || isExpression(value);
  checkValue(state, 'MaxConcurrency', findings, 'a whole number of at least 0', isConcurrency);
  if (!isJsonObject(ItemProcessor)) {
    findings.at('ItemProcessor').invalid('expected an object');
    return;
  }
  const config = ItemProcessor.ProcessorConfig;
  const mode = isJsonObject(config) ? (config.Mode ?? 'INLINE') : 'INLINE';
  if (mode !== 'INLINE') findings.at('ItemProcessor', 'ProcessorConfig', 'Mode').addUnsupported('distributed Map');
}

function isSeconds(value: unknown, least: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= LONGEST_SECONDS;
}
