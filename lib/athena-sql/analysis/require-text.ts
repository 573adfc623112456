import { AthenaError } from '../errors';
import { typeText, VARCHAR } from '../types';
import { coerce } from '../values/coercion';
import type { Value } from '../values/value';

/** An argument that must be a text. */
export function requireText(v: Value, name: string): Value {
  if (v.type.kind !== 'varchar' && v.type.kind !== 'unknown')
    throw new AthenaError('FUNCTION_NOT_FOUND', `Unexpected parameters (${typeText(v.type)}) for function ${name}`);
  return coerce(v, VARCHAR);
}
