import { AthenaError, RefusedError } from '../errors';
import { TRINO_FUNCTIONS } from '../functions/names';

/** The failure for a name that no function here has: refused where Trino has it. */
export function unknownFunction(name: string): Error {
  if (TRINO_FUNCTIONS.has(name)) return new RefusedError(`The function ${name}`, undefined, 'has it');
  if (name.startsWith('$')) return new RefusedError(`The internal function ${name}`);
  return new AthenaError('FUNCTION_NOT_FOUND', `Function '${name}' not registered`);
}
