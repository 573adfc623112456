import { AthenaError, RefusedError } from '../errors';
import type { FrameBound, Window } from '../syntax/ast';
import { fail } from '../representation';
import { isInteger, isNumeric, typeText } from '../types';
import type { Value } from '../values/value';
import { analyze } from './analyze';
import type { Context } from './scope';

/** The frame of a window as DuckDB writes it; '' when there is none. */
export function frameText(window: Window, context: Context): string {
  const { frame } = window;
  if (frame === undefined) return '';
  const start = bound(frame.start, frame.unit, context);
  if (frame.end === undefined) return `${frame.unit} ${start}`;
  return `${frame.unit} BETWEEN ${start} AND ${bound(frame.end, frame.unit, context)}`;
}

function bound(at: FrameBound, unit: string, context: Context): string {
  switch (at.kind) {
    case 'unboundedPreceding':
      return 'UNBOUNDED PRECEDING';
    case 'unboundedFollowing':
      return 'UNBOUNDED FOLLOWING';
    case 'currentRow':
      return 'CURRENT ROW';
    default:
  }
  const distance = analyze(at.value, context);
  const side = at.kind.toUpperCase();
  if (typeof distance.literal !== 'number') return `${checkDistance(distance, unit)} ${side}`;
  if (distance.literal < 0)
    throw new AthenaError('INVALID_ARGUMENTS', 'Window frame offset value must not be negative');
  if (distance.type.kind === 'intervalDay' && unit === 'RANGE') return `to_milliseconds(${distance.sql}) ${side}`;
  if (distance.type.kind === 'intervalYear' && unit === 'RANGE')
    return `to_months(CAST(${distance.sql} AS INTEGER)) ${side}`;
  if (!isNumeric(distance.type)) throw new AthenaError('TYPE_MISMATCH', `Window frame offset of ${distance.type.kind}`);
  return `${distance.sql} ${side}`;
}

/** A distance that each row has of its own; it fails in the rows where it is none. */
function checkDistance({ sql, type }: Value, unit: string): string {
  if (!isInteger(type)) {
    if (unit === 'RANGE')
      throw new RefusedError(`A computed distance of ${typeText(type)} in a RANGE`, 'an integer', 'has it');
    throw new AthenaError(
      'TYPE_MISMATCH',
      `Window frame ${unit} value type must be exact numeric type with scale 0 (actual ${typeText(type)})`,
    );
  }
  const failure = fail('INVALID_WINDOW_FRAME', 'Window frame offset value must not be negative or null');
  return `(CASE WHEN ${sql} IS NULL OR ${sql} < 0 THEN ${failure} ELSE ${sql} END)`;
}
