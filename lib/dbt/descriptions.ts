import { columnName, type Config, type Entity, type Table } from '../config';

/** What the views of a table, or of an entity of it, are to an analyst. */
export function describeViews(sourceTable: string, entity?: Entity): Readonly<Record<'newest' | 'history', string>> {
  const items = `The ${entity === undefined ? '' : `${entity.name} `}items of the DynamoDB table ${sourceTable}`;
  const typed = 'A column is NULL where the attribute is absent or does not fit the type exactly.';
  return {
    newest: `${items} in its newest verified night, one row an item. ${typed}`,
    history: `${items} in every verified night, one row an item and night. Only the nights that WHERE gives by export_date are read. ${typed}`,
  };
}

/** What the columns of the views of a table, or of an entity of it, have, by their names. */
export function describeColumns(
  { timeZone }: Pick<Config, 'timeZone'>,
  { partitionKey, sortKey, attributes }: Pick<Table, 'partitionKey' | 'sortKey' | 'attributes'>,
  entity?: Entity,
): ReadonlyMap<string, string> {
  const declared = [...attributes, ...(entity?.attributes ?? [])];
  const described = new Map(
    declared.map(({ column, name, path }) => [column, `Attribute ${[name, ...path].join('.')}.`]),
  );
  const describeKey = (kind: string, key: Table['partitionKey']) =>
    described.set(columnName([key.name]), `${kind}: attribute ${key.name} (${key.type}).`);
  describeKey('Partition key', partitionKey);
  if (sortKey) describeKey('Sort key', sortKey);
  return described.set('export_date', describeDate(timeZone));
}

/** What the date of a night is. */
export function describeDate(timeZone: string): string {
  return `Date of the night, in ${timeZone}.`;
}
