import type * as z from 'zod';

interface Wrapper {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
}

/** The names of the settings that an object at this path of a schema has; none where it is no object. */
export function listKnownSettings(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const part of path) {
    const { element, shape }: Wrapper = unwrap(at);
    at = typeof part === 'number' ? element : shape?.[String(part)];
    if (at === undefined) return [];
  }
  return Object.keys(unwrap(at).shape ?? {});
}

/** The names of an object's settings that are texts. */
export function listTextSettings(schema: z.core.$ZodType): string[] {
  const settings = Object.entries(unwrap(schema).shape ?? {});
  return settings.flatMap(([name, setting]) => (unwrap(setting).type === 'string' ? [name] : []));
}

/** What a schema is of behind its defaults and transformations. */
function unwrap(schema: z.core.$ZodType): Wrapper {
  const def = schema._zod.def as Wrapper;
  const inner = def.innerType ?? def.in;
  return inner === undefined ? def : unwrap(inner);
}
