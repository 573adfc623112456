import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCall } from './java-source';

/** What Trino's class QueryAssertions has for its operators. */
const OPERATORS: Readonly<Record<string, (a: string, b: string) => string>> = {
  ADD: (a, b) => `${a} + ${b}`,
  SUBTRACT: (a, b) => `${a} - (${b})`,
  MULTIPLY: (a, b) => `${a} * ${b}`,
  DIVIDE: (a, b) => `${a} / ${b}`,
  MODULUS: (a, b) => `${a} % ${b}`,
  NEGATION: (a) => `- (${a})`,
  EQUAL: (a, b) => `${a} = ${b}`,
  LESS_THAN: (a, b) => `${a} < ${b}`,
  LESS_THAN_OR_EQUAL: (a, b) => `${a} <= ${b}`,
  IDENTICAL: (a, b) => `${a} IS NOT DISTINCT FROM ${b}`,
  SUBSCRIPT: (a, b) => `(${a})[${b}]`,
};

/** These give another answer whenever they are asked. */
const CHANGES = /\b(now|random|rand|uuid|shuffle|current_(timestamp|time|date)|localtime(stamp)?)\b|TIME 'now'/i;

/** An expression with the values of its columns, as one statement. */
export interface Statement {
  readonly sql: string;
  /** Of what several are asked in one statement: the expression, or a query of one row in parentheses. */
  readonly expression: string;
  readonly isQuery: boolean;
}

/**
 * The expressions that Trino's own tests state something of, each once.
 *
 * @param folder of the unpacked test sources
 */
export function trinoStatements(folder: string): Statement[] {
  const statements = new Map<string, Statement>();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((n) => n.endsWith('.java')).sort()) {
    for (const statement of statementsOf(readFileSync(join(folder, name), 'utf8')))
      if (!CHANGES.test(statement.sql)) statements.set(statement.sql, statement);
  }
  return [...statements.values()];
}

/** The expressions of one Java file, from calls of `assertions.expression`, `.function` and `.operator`. */
export function statementsOf(source: string): Statement[] {
  const found: Statement[] = [];
  for (const m of source.matchAll(/\bassertions\s*\.(expression|function|operator)\(/g)) {
    const call = readCall(source, m.index + m[0].length - 1);
    const sql = call && expressionOf(m[1] ?? '', call.first, call.arguments);
    if (call === undefined || sql === undefined) continue;
    const bindings = bindingsBehind(source, call.end);
    if (bindings !== undefined) found.push(statementOf(sql, bindings));
  }
  return found;
}

function expressionOf(kind: string, first: string, args: readonly (string | undefined)[]): string | undefined {
  const [head, ...rest] = args;
  if (kind === 'expression') return head;
  if (!isConstant(rest)) return undefined;
  if (kind === 'function') return head === undefined ? undefined : `${head}(${rest.join(', ')})`;
  const [a, b = ''] = rest;
  return a === undefined ? undefined : OPERATORS[first.replace(/^.*\./, '')]?.(a, b);
}

/** The values of `.binding("name", "expression")` calls that follow; undefined where one is no constant. */
function bindingsBehind(source: string, end: number): [string, string][] | undefined {
  const bindings: [string, string][] = [];
  const next = /\s*\.binding\(/y;
  next.lastIndex = end;
  while (next.test(source)) {
    const call = readCall(source, next.lastIndex - 1);
    const [name, expression] = call?.arguments ?? [];
    if (call === undefined || name === undefined || expression === undefined) return undefined;
    bindings.push([name, expression]);
    next.lastIndex = call.end;
  }
  return bindings;
}

function statementOf(expression: string, bindings: readonly [string, string][]): Statement {
  if (bindings.length === 0) return { sql: `SELECT ${expression}`, expression, isQuery: false };
  const values = bindings.map(([, text]) => text).join(', ');
  const names = bindings.map(([name]) => name).join(', ');
  const sql = `SELECT ${expression} FROM (VALUES ROW(${values})) t(${names})`;
  return { sql, expression: `(${sql})`, isQuery: true };
}

const isConstant = (texts: readonly (string | undefined)[]): texts is readonly string[] =>
  texts.every((text) => text !== undefined);
