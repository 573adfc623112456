import jsonata from 'jsonata';
import { QueryFailure } from './errors';
import { isJsonObject, jsonText, jsonTypeName, type Json, type JsonObject } from './json';

/** Names that an expression sees with a `$` before them: `states`, variables and functions. */
export type Bindings = Readonly<Record<string, unknown>>;

const compiled = new Map<string, jsonata.Expression>();

/** Is the text an expression, `{% .. %}` without anything around it? */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;
}

/** The JSONata inside `{% .. %}`. */
export function expressionSource(text: string): string {
  return text.slice(2, -2).trim();
}

/** Compiles JSONata once. @throws an object with `code` and `message` on a syntax error */
export function compile(source: string): jsonata.Expression {
  let expression = compiled.get(source);
  if (expression === undefined) {
    expression = jsonata(source);
    compiled.set(source, expression);
  }
  return expression;
}

/**
 * Evaluates every expression in a value: `Arguments`, `Output`, `Assign` or a single field. AWS stops an expression
 * after about a second; that is not emulated.
 *
 * @param location field of the state, as AWS's messages give it, e.g. `Arguments`
 * @throws QueryFailure when an expression throws or gives nothing, a function, or a number JSON cannot hold
 */
export async function evaluateTemplate(template: Json, location: string, bindings: Bindings): Promise<Json> {
  if (typeof template === 'string') {
    return isExpression(template) ? evaluateExpression(template, location, bindings) : template;
  }
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

async function evaluateExpression(text: string, location: string, bindings: Bindings): Promise<Json> {
  const source = expressionSource(text);
  const failed = (what: string): QueryFailure =>
    new QueryFailure(`The JSONata expression '${source}' specified for the field '${location}' ${what}`, location);
  let answer: unknown;
  try {
    answer = await compile(source).evaluate(undefined, bindings);
  } catch (thrown) {
    throw failed(`threw an error during evaluation. ${thrownText(thrown)}`);
  }
  if (answer === undefined) throw failed('returned nothing (undefined).');
  const json = plainJson(answer);
  if (json === undefined) throw failed('returned an unsupported result type.');
  return json;
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

function thrownText(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? `${code}: ${String(message)}` : String(message);
}
