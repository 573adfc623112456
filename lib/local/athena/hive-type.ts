import type { Type } from '../../athena-sql/dialect';

const VARCHAR: Type = { kind: 'varchar' };

const SIMPLE: Readonly<Record<string, Type>> = {
  string: VARCHAR,
  bigint: { kind: 'bigint' },
  double: { kind: 'double' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  binary: { kind: 'varbinary' },
  // Athena reads Hive's timestamps with three digits (AWS "Data types in Amazon Athena")
  timestamp: { kind: 'timestamp', precision: 3 },
};

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
  const element = /^array<(.+)>$/.exec(text)?.[1];
  if (element !== undefined) return { kind: 'array', element: typeOfHive(element) };
  const value = /^map<string,(.+)>$/.exec(text)?.[1];
  if (value !== undefined) return { kind: 'map', key: VARCHAR, value: typeOfHive(value) };
  throw new Error(
    `A Glue column has the type ${text}; use ${Object.keys(SIMPLE).join(', ')}, decimal(p,s), array<..> or map<string,..>`,
  );
}
