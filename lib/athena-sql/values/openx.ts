import { attributeColumn } from './scan';
import { deriveValue, type ItemPart, type OpenX, type Value } from './value';
import { quoteName } from '../quote';
import { SCALARS } from '../runtime/attribute-json';
import type { Type } from '../types';

/*
 * The OpenX SerDe writes `</` in nested JSON texts as `<\\/`, and control characters with lower-case digits; scalars stay.
 * To spell whole items so costs more than to read them: it is done where a nested text is taken out, and for a whole item
 * only where it is needed. Measured on Trino 476.
 */

/** An item or an attribute as DuckDB read it. */
export function openXValue(raw: string, level: OpenX['level'], type: Type): Value {
  return { sql: `t_openx_${level}(${raw})`, type, throws: false, openX: { raw, level } };
}

/**
 * An item that is read in part as long as nothing else is asked of it than what `attributeOf` and `toPresence` give: `sql`
 * and `raw` are a mark, by which a statement that needs the whole item is told.
 */
export function partOfItem(part: ItemPart, type: Type): Value {
  const { wholeItem } = part.scan;
  return { sql: wholeItem, type, throws: false, openX: { level: 'item', raw: wholeItem, part } };
}

/** The attribute of an item that is read in part, NULL where it is absent; undefined of all other values. */
export function attributeOf({ openX }: Value, key: Value): string | undefined {
  if (openX?.part === undefined || key.type.kind !== 'varchar' || typeof key.literal !== 'string') return undefined;
  const { scan } = openX.part;
  scan.attributes.add(key.literal);
  return `${scan.alias}.${quoteName(attributeColumn(key.literal))}`;
}

/** The member of an item or an attribute under a key; `sql` gives it from the map's SQL. */
export function openXMember(openX: OpenX, key: Value, type: Type, sql: (map: string) => string): Value {
  if (openX.level === 'item') return openXValue(sql(openX.raw), 'attribute', type);
  if (typeof key.literal !== 'string') return { sql: sql(`t_openx_attribute(${openX.raw})`), type, throws: false };
  const text = sql(openX.raw);
  return { sql: SCALARS.includes(key.literal) ? text : `t_openx(${text})`, type, throws: false };
}

/** A value that is to be taken as it is. */
export function keepSpelling(value: Value): Value {
  const plain = deriveValue(value, value.sql, value.type);
  return value.literal === undefined ? plain : { ...plain, literal: value.literal };
}

/** SQL that is NULL where the value is. */
export const toPresence = (value: Value): string => value.openX?.part?.item ?? rawSql(value);

/** SQL that is NULL where the value is, and has as many members with the same keys. */
export const rawSql = (value: Value): string => value.openX?.raw ?? value.sql;
