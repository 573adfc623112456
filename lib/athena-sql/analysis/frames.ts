import { AthenaError, RefusedError } from '../errors';
import type { FrameBound, Window } from '../syntax/ast';
import { isNumeric } from '../types';
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
  if (typeof distance.literal !== 'number')
    throw new RefusedError(`A computed distance in a window's frame`, 'a literal');
  if (distance.literal < 0)
    throw new AthenaError('INVALID_ARGUMENTS', 'Window frame offset value must not be negative');
  if (distance.type.kind === 'intervalDay' && unit === 'RANGE') return `to_milliseconds(${distance.sql}) ${side}`;
  if (distance.type.kind === 'intervalYear' && unit === 'RANGE')
    return `to_months(CAST(${distance.sql} AS INTEGER)) ${side}`;
  if (!isNumeric(distance.type)) throw new AthenaError('TYPE_MISMATCH', `Window frame offset of ${distance.type.kind}`);
  return `${distance.sql} ${side}`;
}
