import { AthenaError, RefusedError, type AthenaErrorCode } from '../../errors';
import { JsonScanner, JsonSyntaxError, type JsonNode } from '../json-scanner';
import { javaHashOrder } from './hash-order';
import { itemText, numeric, PathEvaluationError, withDistinctKeys, type Item } from './item';
import { evaluatePath } from './evaluate';
import { parseSqlJsonPath } from './path-syntax';
import type { Path } from './path-tree';
import { holds } from './predicate';

/** What is asked of a path: what the clauses of a call of JSON_EXISTS, JSON_VALUE or JSON_QUERY say. */
export interface PathQuestion {
  readonly what: 'EXISTS' | 'VALUE' | 'QUERY';
  readonly path: string;
  /** Names of what is passed, in the order of their values. */
  readonly names: readonly string[];
  readonly wrapper?: 'CONDITIONAL' | 'UNCONDITIONAL';
  readonly omitQuotes?: boolean;
  /** Whether a failure ends the query, instead of being told as `!error`. */
  readonly failOnError: boolean;
  readonly failOnEmpty: boolean;
}

/** How a path ends that has no answer: SQL takes what ON EMPTY or ON ERROR says. */
export const EMPTY = '!empty';
export const ERROR = '!error';

const paths = new Map<string, Path>();

function pathOf(text: string): Path {
  const known = paths.get(text) ?? parseSqlJsonPath(text);
  paths.set(text, known);
  return known;
}

/** A failure of the path, where ON ERROR does not catch it. */
class AnswerError extends Error {
  constructor(
    readonly code: AthenaErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Asks a path of a JSON text. The answer begins with its kind: `=` a text (of JSON_VALUE: with s, i, d, b or m before it for
 * a text, an integer, a double, a boolean or a decimal), {@link EMPTY}, {@link ERROR}; undefined is NULL.
 *
 * @param passed JSON of the values for the path's variables; null for SQL's NULL
 */
export function askPath(text: string, question: PathQuestion, passed: readonly (string | null)[]): string | undefined {
  try {
    const input = readJson(text);
    const values = passed.map((value): Item => (value === null ? NULL : readJson(value)));
    const variables = Object.fromEntries(question.names.map((name, i) => [name, values[i] ?? NULL]));
    return answer(follow(question.path, input, variables), question);
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    if (!question.failOnError) return ERROR;
    throw new AthenaError(error.code, error.message);
  }
}

const NULL: Item = { kind: 'literal', value: null };

/** The first JSON value of a text, whatever follows it. */
function readJson(text: string): JsonNode {
  if (text.trim() === '') throw new RefusedError('An empty text as JSON');
  try {
    return new JsonScanner(text).value();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new AnswerError('JSON_INPUT_CONVERSION_ERROR', `conversion to JSON failed: ${text.slice(0, 100)}`);
  }
}

function follow(path: string, input: JsonNode, variables: Readonly<Record<string, Item>>): Item[] {
  try {
    return evaluatePath(pathOf(path), { input, variables, holds });
  } catch (error) {
    if (!(error instanceof PathEvaluationError)) throw error;
    throw new AnswerError('PATH_EVALUATION_ERROR', `path evaluation failed: ${error.message}`);
  }
}

function answer(items: readonly Item[], question: PathQuestion): string | undefined {
  if (question.what === 'EXISTS') return items.length > 0 ? '=true' : '=false';
  const [first] = items;
  const isValue = question.what === 'VALUE';
  const code = isValue ? 'JSON_VALUE_RESULT_ERROR' : 'JSON_OUTPUT_CONVERSION_ERROR';
  if (first === undefined) {
    if (question.failOnEmpty) throw new AthenaError(code, 'JSON path found no items');
    return EMPTY;
  }
  if (isValue) {
    if (items.length > 1) throw new AnswerError(code, 'JSON path found multiple items');
    return scalar(first);
  }
  const isWrapped =
    question.wrapper === 'UNCONDITIONAL' ||
    (question.wrapper === 'CONDITIONAL' && !(items.length === 1 && ['array', 'object'].includes(first.kind)));
  if (isWrapped) return `=[${items.map(itemText).join(',')}]`;
  if (items.length > 1) throw new AnswerError(code, 'JSON path found multiple items');
  return `=${question.omitQuotes === true && first.kind === 'string' ? first.value : itemText(first)}`;
}

function scalar(item: Item): string | undefined {
  if (item.kind === 'string') return `=s${item.value}`;
  if (item.kind === 'literal') return item.value === null ? undefined : `=b${item.value}`;
  const unfit = new AnswerError(
    'JSON_VALUE_RESULT_ERROR',
    'JSON path found an item that cannot be converted to an SQL value',
  );
  if (item.kind === 'object' || item.kind === 'array') throw unfit;
  try {
    const number = numeric(item);
    if (number?.kind === 'integer') return `=i${number.value}`;
    if (number?.kind === 'double') return `=d${Object.is(number.value, -0) ? '-0' : number.value}`;
    return `=m${number?.text ?? ''}`;
  } catch (error) {
    throw error instanceof PathEvaluationError ? unfit : error;
  }
}

/** The JSON of a text as a member of JSON_OBJECT or JSON_ARRAY has it. @throws AthenaError JSON_INPUT_CONVERSION_ERROR */
export function readMember(text: string): string {
  try {
    return itemText(withDistinctKeys(readJson(text)));
  } catch (error) {
    throw error instanceof AnswerError ? new AthenaError(error.code, error.message) : error;
  }
}

/**
 * The object of keys and the JSON of their values, in the order in which a java.util.HashMap has them, as Trino does.
 *
 * @param values null where the member is left out
 * @throws AthenaError NOT_SUPPORTED for a key twice, INVALID_FUNCTION_ARGUMENT for one that is NULL, or twice with `unique`
 */
export function writeObject(
  keys: readonly (string | null)[],
  values: readonly (string | null)[],
  unique: boolean,
): string {
  const members = new Map<string, string>();
  for (const [i, key] of keys.entries()) {
    if (key === null)
      throw new AthenaError(
        'INVALID_FUNCTION_ARGUMENT',
        'null value passed for JSON object key to JSON_OBJECT function',
      );
    const value = values[i] ?? null;
    if (value === null) continue;
    if (members.has(key))
      throw unique
        ? new AthenaError('INVALID_FUNCTION_ARGUMENT', 'duplicate key passed to JSON_OBJECT function')
        : new AthenaError('NOT_SUPPORTED', 'cannot construct a JSON object with duplicate key');
    members.set(key, value);
  }
  const text = (key: string): string => itemText({ kind: 'string', value: key });
  return `{${javaHashOrder([...members.keys()])
    .map((key) => `${text(key)}:${members.get(key) ?? 'null'}`)
    .join(',')}}`;
}
