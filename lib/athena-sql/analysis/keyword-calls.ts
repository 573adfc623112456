import { AthenaError } from '../errors';
import { SCALARS } from '../functions/scalars';
import { trimText } from '../functions/text';
import type { Expression } from '../syntax/ast';
import { typeText, varchar } from '../types';
import { value, type Value } from '../values/value';
import { analyze } from './analyze';
import { requireText } from './require-text';
import type { Context } from './scope';

/** Fields of EXTRACT that are called otherwise than their function. */
const FIELDS: Readonly<Record<string, string>> = {
  dow: 'day_of_week',
  doy: 'day_of_year',
  yow: 'year_of_week',
  day_of_month: 'day',
};

/** EXTRACT(field FROM ..): the function of the field. */
export function analyzeExtract(field: string, operand: Value, context: Context): Value {
  const name = FIELDS[field] ?? field;
  const overloads = SCALARS[name];
  const overload = overloads?.find((o) =>
    o.parameters[0]?.kind === 'type'
      ? o.parameters[0].type.kind === operand.type.kind
      : o.parameters[0]?.kind === 'any' && o.parameters[0].name === operand.type.kind,
  );
  if (overload === undefined)
    throw new AthenaError('TYPE_MISMATCH', `Cannot extract ${field} from ${typeText(operand.type)}`);
  return value(
    overload.emit([operand.sql], {
      values: [operand],
      given: [operand],
      types: new Map(),
      literal: () => undefined,
      now: context.session.now,
    }),
    { kind: 'bigint' },
    operand,
  );
}

/** TRIM with its keywords. */
export function analyzeTrim(node: Extract<Expression, { kind: 'trim' }>, context: Context): Value {
  const given = analyze(node.operand, context);
  const operand = requireText(given, 'trim');
  const type = given.type.kind === 'varchar' ? given.type : varchar(0);
  if (node.characters === undefined) return value(trimText(node.side, operand.sql), type, operand);
  const characters = requireText(analyze(node.characters, context), 'trim');
  return value(trimText(node.side, operand.sql, characters.sql), type, operand, characters);
}
