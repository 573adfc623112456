import type { PartitionTest, Scan } from './scan';
import { duckType, type Type } from '../types';

/** A translated expression. */
export interface Value {
  /** DuckDB's SQL: a name, a literal, a call, or in parentheses. */
  readonly sql: string;
  readonly type: Type;
  /** Whether it can fail for some row, so that it must not be evaluated where Trino would not. */
  readonly throws: boolean;
  /** The value of a literal, for arguments that must be known before the query runs. */
  readonly literal?: string | number | boolean | null;
  /** Whether it is computed from partition keys and literals alone: Athena decides it before it reads. */
  readonly fromPartition?: boolean;
  /** The columns that it is, of rows that come from them unfiltered: each one text throughout a partition. */
  readonly constantIn?: readonly PartitionColumn[];
  /** Of a condition: what partitions must have for it to be true of one of their rows. */
  readonly tests?: readonly PartitionTest[];
  /** How DuckDB read an item or an attribute of one, before its JSON texts were spelled as the OpenX SerDe does. */
  readonly openX?: OpenX;
  /** Whether it is never NULL. */
  readonly known?: boolean;
  /** Of ROW(..): its parts. */
  readonly fields?: readonly Value[];
  /** Of a timestamp with time zone: SQL of its clock, where the zone is the same in every row. */
  readonly clock?: string;
  /** Of a timestamp with time zone: SQL of its time in UTC, where that was given and need not be taken out. */
  readonly instant?: string;
}

/** An item is a map of attributes, an attribute a map from a type tag to a text. */
export interface OpenX {
  readonly level: 'item' | 'attribute';
  readonly raw: string;
  /** Set of an item that may be read in part. */
  readonly part?: ItemPart;
}

/** A column that has one text in all rows of some partitions of a table. */
export type PartitionColumn = Pick<PartitionTest, 'scan' | 'column'>;

/** An item of which a scan reads the attributes that the statement names. */
export interface ItemPart {
  /** SQL that is NULL where there is no item. */
  readonly item: string;
  /** It has a column for each of the attributes. */
  readonly scan: Scan;
}

export const value = (sql: string, type: Type, ...parts: readonly Value[]): Value => ({
  sql,
  type,
  throws: parts.some((part) => part.throws),
  ...(parts.length > 0 && parts.every((part) => part.fromPartition === true || part.literal !== undefined)
    ? { fromPartition: true }
    : {}),
});

/** A value made of one other: no literal any more, and spelled as it is. */
export function deriveValue(from: Value, sql: string, type: Type, throws = from.throws): Value {
  return {
    sql,
    type,
    throws,
    ...(from.fromPartition === true || from.literal !== undefined ? { fromPartition: true } : {}),
  };
}

/** A NULL that is known before the query runs. */
export const nullOf = (type: Type): Value => ({
  sql: `CAST(NULL AS ${duckType(type)})`,
  type,
  throws: false,
  literal: null,
});

export const throwing = (sql: string, type: Type): Value => ({ sql, type, throws: true });
