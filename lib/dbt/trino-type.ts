const NAMES: Readonly<Record<string, string>> = {
  string: 'varchar',
  int: 'integer',
  float: 'real',
  binary: 'varbinary',
  // Athena reads Hive's timestamps with three digits (AWS, "Data types in Amazon Athena")
  timestamp: 'timestamp(3)',
};

/** A type of the catalog, in Hive's words, as queries see it. */
export function trinoType(hiveType: string): string {
  return hiveType
    .replaceAll(/[a-z]+/g, (name) => NAMES[name] ?? name)
    .replaceAll('<', '(')
    .replaceAll('>', ')')
    .replaceAll(/,\s*/g, ', ');
}
