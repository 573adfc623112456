import { AthenaError, RefusedError } from '../errors';
import { TRINO_SIGNATURES } from '../functions/trino-signatures';

/** Functions that Trino 476 has and that SHOW FUNCTIONS does not list. */
const UNLISTED: readonly string[] = ['version'];

/** The failure for a name that no function here has: refused where Trino has it. */
export function unknownFunction(name: string): Error {
  if (isTrinoFunction(name)) return new RefusedError(`The function ${name}`, undefined, 'has it');
  if (name.startsWith('$')) return new RefusedError(`The internal function ${name}`);
  return new AthenaError('FUNCTION_NOT_FOUND', `Function '${name}' not registered`);
}

function isTrinoFunction(name: string): boolean {
  return UNLISTED.includes(name) || `\n${TRINO_SIGNATURES}`.includes(`\n${name}\t`);
}
