import type { StorageDescriptor, TableInput } from '@aws-sdk/client-glue';
import { tableInputs, viewSql } from '../../catalog';
import { deploy, revertDrift } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/** Checks the Glue tables and views: that they exist with the schema and SerDe of the configuration. */
export function checkTables({ config }: SystemFacts, { table, names, catalog }: TableFacts): Finding[] {
  const about = { check: 'tables', severity: 'error' as const, table: table.name };
  if (catalog.is === 'missing')
    return [
      {
        ...about,
        what: `There is no Glue database ${names.database}.`,
        why: 'There is nothing to publish into and nothing to query.',
        remedy: revertDrift(config),
      },
    ];
  const there = getValue(catalog);
  if (!there) return [];
  return tableInputs(table, names).flatMap((expected): Finding[] => {
    const name = expected.Name ?? '';
    const actual = there.get(name);
    if (!actual)
      return [
        {
          ...about,
          what: `There is no ${isView(expected) ? 'view' : 'table'} ${names.database}.${name}.`,
          why: isView(expected) ? 'Analysts have nothing to query.' : 'Nights fail in the state that writes to it.',
          remedy: revertDrift(config),
        },
      ];
    const differences = tableDifferences(expected, actual);
    if (differences.length === 0) return [];
    return [
      {
        ...about,
        what: `${names.database}.${name} is not as the configuration says: ${differences.join('; ')}.`,
        why: isView(expected)
          ? 'The view answers with other columns than the ones declared, or is stale and fails.'
          : 'Another SerDe or schema reads the same files to other values, without an error.',
        remedy: `${deploy(config)}; where it finds no change, the table was changed by hand: ${revertDrift(config)}`,
      },
    ];
  });
}

/** How a table differs from what CreateTable was given; Glue's own additions are no difference. */
export function tableDifferences(expected: TableInput, actual: TableInput): string[] {
  const differences = [
    ...difference('type', expected.TableType, actual.TableType),
    ...difference('partition keys', columnsText(expected.PartitionKeys), columnsText(actual.PartitionKeys)),
    ...difference(
      'columns',
      columnsText(expected.StorageDescriptor?.Columns),
      columnsText(actual.StorageDescriptor?.Columns),
    ),
  ];
  if (isView(expected)) {
    const [sql, actualSql] = [viewSql(expected.ViewOriginalText), viewSql(actual.ViewOriginalText)];
    return sql === actualSql ? differences : [...differences, 'its SQL is another one'];
  }
  return [...differences, ...serdeDifferences(expected.StorageDescriptor, actual.StorageDescriptor)];
}

/** How the reading of files differs: formats, SerDe and its parameters. */
export function serdeDifferences(
  expected: StorageDescriptor | undefined,
  actual: StorageDescriptor | undefined,
): string[] {
  const [serde, actualSerde] = [expected?.SerdeInfo, actual?.SerdeInfo];
  const parameters = serde?.Parameters ?? {};
  const actualParameters = actualSerde?.Parameters ?? {};
  const keys = [...new Set([...Object.keys(parameters), ...Object.keys(actualParameters)])]
    .filter((key) => key !== 'serialization.format')
    .sort();
  return [
    ...difference('input format', expected?.InputFormat, actual?.InputFormat),
    ...difference('output format', expected?.OutputFormat, actual?.OutputFormat),
    ...difference('SerDe', serde?.SerializationLibrary, actualSerde?.SerializationLibrary),
    ...keys.flatMap((key) => difference(`SerDe parameter ${key}`, parameters[key], actualParameters[key])),
  ];
}

function isView({ TableType }: TableInput): boolean {
  return TableType === 'VIRTUAL_VIEW';
}

function columnsText(columns: readonly { Name?: string | undefined; Type?: string | undefined }[] | undefined): string {
  return (columns ?? []).map(({ Name = '', Type = '' }) => `${Name} ${Type}`).join(', ');
}

function difference(what: string, expected: string | undefined, actual: string | undefined): string[] {
  const [wanted, got] = [expected ?? '', actual ?? ''];
  return wanted === got
    ? []
    : [`${what} ${got === '' ? '(none)' : got} instead of ${wanted === '' ? '(none)' : wanted}`];
}
