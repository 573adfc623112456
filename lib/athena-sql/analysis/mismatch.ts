import { AthenaError } from '../errors';
import { typeText } from '../types';
import { literalFor } from '../values/literal-for';
import type { Value } from '../values/value';

/** The failure of an operator whose sides are of types that do not go together, with what to write where that can be told. */
export const mismatch = (operator: string, left: Value, right: Value): AthenaError =>
  new AthenaError(
    'TYPE_MISMATCH',
    `Cannot apply operator: ${typeText(left.type)} ${operator} ${typeText(right.type)}${hint(operator, left, right)}`,
  );

/** Trino takes no text for a date, a time or a number, as other databases do. */
function hint(operator: string, left: Value, right: Value): string {
  const instead = literalFor(left, right.type) ?? literalFor(right, left.type);
  if (instead !== undefined) return `. Write ${instead}`;
  return operator === '+' && left.type.kind === 'varchar' && right.type.kind === 'varchar' ? '. || joins texts' : '';
}
