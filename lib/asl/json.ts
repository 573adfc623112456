/** Any JSON value: what states take in and give out. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. A key that holds `undefined` is absent, as in JSONata's answers. */
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** Is it an object, and neither null nor an array? */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a JSON text holds; undefined where it is none. */
export function jsonIn(text: string | undefined): Json | undefined {
  try {
    return JSON.parse(text ?? '') as Json;
  } catch {
    return undefined;
  }
}

/** The object that a JSON text is; undefined for any other text. */
export function jsonObjectIn(text: string | undefined): JsonObject | undefined {
  const value = jsonIn(text);
  return isJsonObject(value) ? value : undefined;
}

/** JSON text without spaces. */
export function jsonText(value: Json): string {
  return JSON.stringify(value);
}

/** A copy that shares nothing with the value; keys that hold `undefined` are gone. */
export function copyJson(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copyJson(item));
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (field === undefined) continue;
    if (key === '__proto__')
      Object.defineProperty(copy, key, {
        value: copyJson(field),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else copy[key] = copyJson(field);
  }
  return copy;
}

/** `null`, `array`, or what `typeof` says: the names that AWS's messages use. */
export function jsonTypeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
