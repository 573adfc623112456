import { AGGREGATES } from '../functions/aggregates';
import { canonicalName, SCALARS } from '../functions/scalars';
import { TRINO_SIGNATURES } from '../functions/trino-signatures';
import { WINDOWS } from '../functions/windows';
import { SPECIAL } from './special';

/** A row of SHOW FUNCTIONS, in the order of Trino's columns. */
export interface FunctionDescription {
  readonly name: string;
  readonly returnType: string;
  readonly argumentTypes: string;
  readonly kind: string;
  readonly deterministic: string;
  readonly description: string;
}

/** What Trino's SHOW FUNCTIONS says of the functions that are answered here, in its order. */
export function describeFunctions(): FunctionDescription[] {
  return TRINO_SIGNATURES.split('\n').flatMap((line) => {
    const [name = '', returnType = '', argumentTypes = '', kind = '', deterministic = '', description = ''] =
      line.split('\t');
    return isAnswered(name) ? [{ name, returnType, argumentTypes, kind, deterministic, description }] : [];
  });
}

function isAnswered(name: string): boolean {
  return [SCALARS, AGGREGATES, WINDOWS, SPECIAL].some((table) => Object.hasOwn(table, canonicalName(name)));
}
