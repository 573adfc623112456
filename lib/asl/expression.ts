import jsonata from 'jsonata';
import { QueryFailure } from './errors';
import { isJsonObject, jsonText, jsonTypeName, type Json, type JsonObject } from './json';

/** Values by the names that an expression sees with a `$` before them: `states`, variables and functions. */
export type Bindings = Readonly<Record<string, unknown>>;

/** An expression that can be evaluated. */
export interface Compiled extends jsonata.Expression {
  readonly source: string;
  /** All names with a `$` in it, its own and JSONata's too. */
  readonly names: ReadonlySet<string>;
  /** The name, where it is nothing but a variable. */
  readonly variable: string | undefined;
}

/** By their text with its `{% .. %}`, as the definition has it. */
const compiled = new Map<string, Compiled>();

/** Is the text an expression, `{% .. %}` without anything around it? */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;
}

/** The JSONata inside `{% .. %}`. */
export function expressionSource(text: string): string {
  return text.slice(2, -2).trim();
}

/** Compiles a `{% .. %}` once. @throws an object with `code` and `message` on a syntax error */
export function compile(text: string): Compiled {
  let known = compiled.get(text);
  if (known === undefined) {
    const source = expressionSource(text);
    const expression = jsonata(source);
    known = { ...expression, source, names: namesIn(expression.ast()), variable: /^\$(\w+)$/.exec(source)?.[1] };
    compiled.set(text, known);
  }
  return known;
}

function namesIn(node: unknown, names = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return names;
  const { type, value } = node as { type?: unknown; value?: unknown };
  if (type === 'variable' && typeof value === 'string') names.add(value);
  for (const part of Object.values(node)) namesIn(part, names);
  return names;
}

/**
 * Evaluates every expression in a value: `Arguments`, `Output`, `Assign` or a single field. AWS stops an expression
 * after about a second; that is not emulated.
 *
 * @param location field of the state, as AWS's messages give it, e.g. `Arguments`
 * @param bindings where two have the same name, the later one counts
 * @throws QueryFailure when an expression throws or gives nothing, a function, or a number JSON cannot hold
 */
export async function evaluateTemplate(template: Json, location: string, bindings: readonly Bindings[]): Promise<Json> {
  if (isExpression(template)) return evaluateExpression(template, location, bindings);
  if (!hasExpression(template)) return template;
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries())
      items.push(await evaluateTemplate(item, `${location}[${index}]`, bindings));
    return items;
  }
  if (!isJsonObject(template)) return template;
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    if (value !== undefined) object[key] = await evaluateTemplate(value, `${location}/${key}`, bindings);
  }
  return object;
}

/** Of the objects and arrays of definitions, which do not change, whether an expression is in them. */
const withExpression = new WeakMap<object, boolean>();

/** Is an expression anywhere in a template? Most of a definition is no expression, and what has none is its own value. */
function hasExpression(template: Json | undefined): boolean {
  if (typeof template !== 'object' || template === null) return isExpression(template);
  let found = withExpression.get(template);
  if (found === undefined)
    withExpression.set(template, (found = Object.values(template).some((part) => hasExpression(part))));
  return found;
}

async function evaluateExpression(text: string, location: string, bindings: readonly Bindings[]): Promise<Json> {
  const expression = compile(text);
  const failureOf = (what: string): QueryFailure =>
    new QueryFailure(
      `The JSONata expression '${expression.source}' specified for the field '${location}' ${what}`,
      location,
    );
  let answer: unknown;
  try {
    const given = pickNamed(expression, bindings);
    const { variable } = expression;
    const isGiven = variable !== undefined && Object.hasOwn(given, variable);
    answer = isGiven ? given[variable] : await expression.evaluate(undefined, given);
  } catch (thrown) {
    throw failureOf(`threw an error during evaluation. ${describeThrown(thrown)}`);
  }
  if (answer === undefined) throw failureOf('returned nothing (undefined).');
  const json = plainJson(answer);
  if (json === undefined) throw failureOf('returned an unsupported result type.');
  return json;
}

/** What an expression names of the bindings: JSONata copies all that it is given, at every evaluation. */
function pickNamed({ names }: Compiled, bindings: readonly Bindings[]): Bindings {
  const given: Record<string, unknown> = {};
  for (const each of bindings) for (const name of names) if (Object.hasOwn(each, name)) given[name] = each[name];
  return given;
}

/** @throws QueryFailure in AWS's words, when a field's value is not of the type that the field needs */
export function wrongType(template: Json, location: string, expected: string, value: Json): QueryFailure {
  const source = isExpression(template) ? expressionSource(template) : jsonText(template);
  return new QueryFailure(
    `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${jsonTypeName(value)}' for value: ${jsonText(value)}`,
    location,
  );
}

/** JSONata's own arrays carry hidden flags; this keeps the values only. Undefined for what JSON cannot hold. */
function plainJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object') return undefined;
  return Array.isArray(value) ? plainArray(value) : plainObject(value);
}

function plainArray(value: readonly unknown[]): Json[] | undefined {
  const items: Json[] = [];
  for (const item of value) {
    const json = plainJson(item);
    if (json === undefined) return undefined;
    items.push(json);
  }
  return items;
}

function plainObject(value: object): JsonObject | undefined {
  // Lambdas and built-in functions are objects with these marks.
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return undefined;
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    if (item === undefined) continue;
    const json = plainJson(item);
    if (json === undefined) return undefined;
    object[key] = json;
  }
  return object;
}

function describeThrown(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  return wellFormed(typeof code === 'string' ? `${code}: ${String(message)}` : String(message));
}

/** A text without halves of surrogate pairs, which JavaScript's messages quote, and which no UTF-8 and no `$string` takes. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
