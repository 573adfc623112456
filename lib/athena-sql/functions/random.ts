import { fail } from '../representation';
import { overload, type Overload } from './signature';

const TYPES = ['tinyint', 'smallint', 'integer', 'bigint'] as const;

/** Whole numbers from `low` up to below `high`. */
const drawBetween = (low: string, high: string, type: string): string =>
  `CAST(${low} + CAST(floor(random() * (CAST(${high} AS DOUBLE) - ${low})) AS BIGINT) AS ${type})`;

const INTEGERS: readonly Overload[] = TYPES.flatMap((type) => [
  overload(
    `${type} -> ${type}`,
    ([n = '']) =>
      `(CASE WHEN ${n} <= 0 THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'bound must be positive')} WHEN ${n} IS NOT NULL THEN ${drawBetween('0', n, type)} END)`,
    { throws: true },
  ),
  overload(
    `${type}, ${type} -> ${type}`,
    ([a = '', b = '']) =>
      `(CASE WHEN ${a} >= ${b} THEN ${fail('INVALID_FUNCTION_ARGUMENT', 'start value must be less than stop value')} WHEN ${a} < ${b} THEN ${drawBetween(a, b, type)} END)`,
    { throws: true },
  ),
]);

const OVERLOADS: readonly Overload[] = [overload(' -> double', () => 'random()'), ...INTEGERS];

/** Random numbers. */
export const RANDOM: Readonly<Record<string, readonly Overload[]>> = {
  rand: OVERLOADS,
  random: OVERLOADS,
  uuid: [overload(' -> uuid', () => 'CAST(uuid() AS VARCHAR)')],
};
