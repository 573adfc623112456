import type { DataFields } from './definition';
import { RuntimeFailure } from './errors';
import type { Transition } from './execution';
import { isJsonObject, jsonText, type Json, type JsonObject } from './json';
import type { StateEntry } from './state-entry';

/**
 * The corner of JSONPath that a definition needs to hand data to a JSONata state and back: reference paths such as
 * `$.a.b`, `$.a[0]`, `$$.Execution.Name` and `$variable.a`. No filters, wildcards or intrinsic functions: validation
 * refuses those by name.
 */
export const REFERENCE_PATH =
  /^\$(?<root>\$|[\p{L}_][\p{L}\p{N}_]*)?(?<steps>(?:\.[\p{L}_][\p{L}\p{N}_-]*|\['[^']*'\]|\[\d+\])*)$/u;
const STEP = /\.(?<name>[^.[]+)|\['(?<quoted>[^']*)'\]|\[(?<index>\d+)\]/gu;

interface Sources {
  readonly document: Json;
  readonly context: JsonObject;
  readonly variables: JsonObject;
}

/** Input of a JSONPath state after `InputPath` and `Parameters`. */
export function pathInput(entry: StateEntry): Json {
  const fields: DataFields = entry.state;
  const document = select(fields.InputPath, sourcesOf(entry, entry.input));
  return fields.Parameters === undefined ? document : fill(fields.Parameters, sourcesOf(entry, document));
}

/** Output and variables of a JSONPath state: `ResultSelector`, `ResultPath`, `OutputPath`, `Assign`. */
export function applyPaths(entry: StateEntry, result: Json | undefined): Transition {
  const fields: DataFields = entry.state;
  const raw = result === undefined ? select(fields.InputPath, sourcesOf(entry, entry.input)) : result;
  const shaped = fields.ResultSelector === undefined ? raw : fill(fields.ResultSelector, sourcesOf(entry, raw));
  const assigned = fields.Assign && (fill(fields.Assign, sourcesOf(entry, shaped)) as JsonObject);
  const merged = result === undefined ? raw : placeResult(fields.ResultPath, entry.input, shaped);
  const output = select(fields.OutputPath, sourcesOf(entry, merged));
  return { output, ...(assigned === undefined ? {} : { assigned }) };
}

/** The document with a value put where a `ResultPath` says: `$` replaces it, null leaves it alone. */
export function placeResult(path: string | null | undefined, document: Json, value: Json): Json {
  return path === null ? document : placeAt(path === undefined ? [] : stepsOf(path), document, value);
}

function placeAt([step, ...rest]: readonly string[], document: Json | undefined, value: Json): Json {
  if (step === undefined) return value;
  const holder = isJsonObject(document) ? document : {};
  return { ...holder, [step]: placeAt(rest, holder[step], value) };
}

/** Fills the fields of a template whose names end in `.$`. */
function fill(template: Json, sources: Sources): Json {
  if (Array.isArray(template)) return template.map((item) => fill(item, sources));
  if (!isJsonObject(template)) return template;
  const filled: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    if (value === undefined) continue;
    if (key.endsWith('.$') && typeof value === 'string') filled[key.slice(0, -2)] = requirePath(value, key, sources);
    else filled[key] = fill(value, sources);
  }
  return filled;
}

function sourcesOf(entry: StateEntry, document: Json): Sources {
  return { document, context: entry.context(), variables: entry.branch.scope.visible() };
}

function requirePath(path: string, field: string, sources: Sources): Json {
  const value = follow(path, sources);
  if (value !== undefined) return value;
  throw new RuntimeFailure(
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${jsonText(sources.document)}'`,
  );
}

function select(path: string | null | undefined, sources: Sources): Json {
  if (path === null) return {};
  if (path === undefined) return sources.document;
  const value = follow(path, sources);
  if (value !== undefined) return value;
  throw new RuntimeFailure(`Invalid path '${path}' : No results for path: ${path}`);
}

function follow(path: string, { document, context, variables }: Sources): Json | undefined {
  const root = REFERENCE_PATH.exec(path)?.groups?.root;
  const start = root === undefined ? document : root === '$' ? context : variables[root];
  return stepsOf(path).reduce<Json | undefined>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, start);
}

function stepsOf(path: string): string[] {
  const steps = REFERENCE_PATH.exec(path)?.groups?.steps ?? '';
  return [...steps.matchAll(STEP)].map(({ groups }) => groups?.name ?? groups?.quoted ?? groups?.index ?? '');
}
