import type { ViewDefinition } from '../../../catalog';
import type { FoundTable } from './context';

/** The lines of SHOW CREATE TABLE, in Hive's words and Athena's layout. */
export function createTableText({ input, database, name }: FoundTable): string[] {
  const { StorageDescriptor: storage = {}, PartitionKeys = [], Parameters = {}, Description } = input;
  const { SerdeInfo: serde = {} } = storage;
  return [
    `CREATE EXTERNAL TABLE \`${database}.${name}\`(`,
    ...columnLines(storage.Columns ?? []),
    ...(Description === undefined || Description === '' ? [] : [`COMMENT ${quote(Description)}`]),
    ...(PartitionKeys.length === 0 ? [] : ['PARTITIONED BY ( ', ...columnLines(PartitionKeys)]),
    'ROW FORMAT SERDE ',
    `  ${quote(serde.SerializationLibrary ?? '')} `,
    ...propertyLines('WITH SERDEPROPERTIES ( ', serde.Parameters ?? {}),
    'STORED AS INPUTFORMAT ',
    `  ${quote(storage.InputFormat ?? '')} `,
    'OUTPUTFORMAT ',
    `  ${quote(storage.OutputFormat ?? '')}`,
    'LOCATION',
    `  ${quote(storage.Location ?? '')}`,
    ...propertyLines('TBLPROPERTIES (', Parameters),
  ];
}

/** The lines of SHOW CREATE VIEW; the query is as it was written, where Trino would lay it out anew. */
export function createViewText({ database, name }: FoundTable, { originalSql }: ViewDefinition): string[] {
  return [`CREATE VIEW ${identifier(database)}.${identifier(name)} AS`, ...originalSql.trim().split(/\r?\n/)];
}

function columnLines(columns: NonNullable<FoundTable['input']['PartitionKeys']>): string[] {
  return columns.map(({ Name = '', Type = '', Comment }, index) => {
    const comment = Comment === undefined || Comment === '' ? '' : ` COMMENT ${quote(Comment)}`;
    return `  \`${Name.replaceAll('`', '``')}\` ${Type}${comment}${index === columns.length - 1 ? ')' : ', '}`;
  });
}

function propertyLines(head: string, properties: Readonly<Record<string, string>>): string[] {
  const all = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  if (all.length === 0) return [];
  return [head, ...all.map(([key, value], i) => `  ${quote(key)}=${quote(value)}${i === all.length - 1 ? ')' : ', '}`)];
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const identifier = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
