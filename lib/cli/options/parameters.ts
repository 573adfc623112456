import { literal, type QueryParameter } from '../../sql';
import { StatementError } from '../../target';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const LITERAL = /^('([^']|'')*'|true|false|null)$/i;

/**
 * The values of a statement's question marks, each a SQL literal.
 *
 * @param wanted those of a saved query, which are given as name=value; undefined: values alone, in their order
 * @throws Error that says what is missing, with an example of it
 */
export function parameterLiterals(
  wanted: readonly QueryParameter[] | undefined,
  given: readonly string[],
): readonly string[] {
  if (wanted === undefined) return given.map((text) => (isLiteral(text) ? text : literal(text)));
  const values = new Map(given.map(parseParameter));
  for (const name of values.keys()) {
    if (wanted.some((parameter) => parameter.name === name)) continue;
    const names = wanted.map((parameter) => parameter.name).join(', ');
    throw new Error(`--param ${name}: the query has no such parameter; ${names ? `it has ${names}` : 'it has none'}`);
  }
  return wanted.map((parameter) => literalFor(parameter, values.get(parameter.name)));
}

/**
 * A failure of types, with the parameters that may be its cause: digits are a number unless they are quoted.
 *
 * @param literals what the question marks were given
 * @returns the error itself where it is another failure, or no parameter is a number
 */
export function explainNumbers(error: unknown, literals: readonly string[]): unknown {
  if (!(error instanceof StatementError) || !/^(TYPE_MISMATCH|FUNCTION_NOT_FOUND)\b/.test(error.message)) return error;
  const numbers = literals.flatMap((text, index) => (NUMBER.test(text) ? [{ text, number: index + 1 }] : []));
  const hints = numbers.map(
    ({ text, number }) => `Parameter ${number}, --param ${text}, is a number; for a text write --param "'${text}'"`,
  );
  return hints.length === 0 ? error : new StatementError([error.message, ...hints].join('\n'));
}

function parseParameter(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new Error(`--param ${text}: a saved query takes name=value`);
}

function literalFor({ name, example, description }: QueryParameter, value: string | undefined): string {
  const like = `for example --param ${name}=${example.replace(/^'(.*)'$/, '$1')}`;
  if (value === undefined) throw new Error(`The query needs ${name}, ${description.replace(/\.$/, '')}: ${like}`);
  if (LITERAL.test(value)) return value;
  if (example.startsWith("'")) return literal(value);
  if (NUMBER.test(value)) return value;
  throw new Error(`--param ${name}=${value} is no number: ${like}`);
}

function isLiteral(text: string): boolean {
  return NUMBER.test(text) || LITERAL.test(text);
}
