import { RefusedError, typeText, type Type } from '../../athena-sql/dialect';

/** Hive's names of types that have no parameters, and what queries see. */
const SIMPLE: Readonly<Record<string, Type>> = {
  string: { kind: 'varchar' },
  tinyint: { kind: 'tinyint' },
  smallint: { kind: 'smallint' },
  int: { kind: 'integer' },
  bigint: { kind: 'bigint' },
  float: { kind: 'real' },
  double: { kind: 'double' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  binary: { kind: 'varbinary' },
  // Athena reads Hive's timestamps with three digits (AWS "Data types in Amazon Athena")
  timestamp: { kind: 'timestamp', precision: 3 },
};

/** Apache Hive, "LanguageManual Types": the length of a char is at most 255. */
const LONGEST_CHAR_OF_HIVE = 255;

const NAMES = new Map(Object.entries(SIMPLE).map(([name, type]) => [typeText(type), name]));

/**
 * The type of a Glue column, as queries see it.
 *
 * @throws Error for one that no table of this project has
 */
export function typeOfHive(text: string): Type {
  const simple = SIMPLE[text];
  if (simple !== undefined) return simple;
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(text) ?? [];
  if (precision !== undefined) return { kind: 'decimal', precision: Number(precision), scale: Number(scale) };
  const [, kind, length] = /^(varchar|char)\((\d+)\)$/.exec(text) ?? [];
  if (length !== undefined) return { kind: kind as 'char', length: Number(length) };
  const element = /^array<(.+)>$/.exec(text)?.[1];
  if (element !== undefined) return { kind: 'array', element: typeOfHive(element) };
  // the key of a map is never nested
  const [, key, value] = /^map<([^<>,]+(?:\([^)]*\))?),(.+)>$/.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return { kind: 'map', key: typeOfHive(key), value: typeOfHive(value) };
  throw new Error(
    `A Glue column has the type ${text}; use ${Object.keys(SIMPLE).join(', ')}, decimal(p,s), varchar(n), char(n), array<..> or map<..>`,
  );
}

/**
 * The Glue type that keeps the values of a query's column.
 *
 * @returns undefined where Hive has none (measured on Trino 476: json, times, a timestamp of other than three digits or with
 *   a zone, intervals)
 * @throws RefusedError for a type that Hive has and the laptop does not keep
 */
export function hiveTypeOf(type: Type): string | undefined {
  const name = NAMES.get(typeText(type));
  if (name !== undefined) return name;
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
      return `varchar(${type.length ?? ''})`;
    case 'char':
      return type.length <= LONGEST_CHAR_OF_HIVE ? `char(${type.length})` : undefined;
    case 'array': {
      const element = hiveTypeOf(type.element);
      return element && `array<${element}>`;
    }
    case 'map': {
      const [key, value] = [hiveTypeOf(type.key), hiveTypeOf(type.value)];
      return key && value && `map<${key},${value}>`;
    }
    case 'row':
      throw new RefusedError(`A table with a column of type ${typeText(type)}`, 'each field as a column', 'has it');
    default:
      return undefined;
  }
}
