import type { TableInput } from '@aws-sdk/client-glue';
import { tableInputs } from '../catalog';
import { entityViews, resources, type Config, type Entity, type EntityViews, type Table } from '../config';
import { describeColumns, describeDate, describeViews } from './descriptions';
import { freshness } from './freshness';
import { withoutJinja } from './jinja';
import { columnTests, keyTests } from './key-tests';
import { needsQuotes } from '../sql';
import { trinoType } from './trino-type';
import { writeYaml, type Yaml } from './yaml';

/** A table of the catalog, with what dbt is told of it. */
export interface SourceTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly yaml: Yaml;
}

/** What is known of a view besides what stands in the catalog. */
interface Described {
  readonly description: string;
  readonly columns: ReadonlyMap<string, string>;
  /** Whether it is of one night, in which a key occurs once. */
  readonly isOfOneNight: boolean;
}

/**
 * The views and tables of verified nights, the views first, each with its columns, freshness and tests. Those of nights that
 * are being verified are left out. Tests are of views of one night alone: one of the history would read every night.
 */
export function sourceTables(config: Config, source: string): SourceTable[] {
  return config.tables.flatMap((table) => {
    const names = resources(config, table);
    const views = describeAllViews(config, table);
    const isVerified = (name = '') => ![names.staged, names.unloaded, names.changes].includes(name);
    const fresh = freshness(config, table, names);
    const isView = ({ Name = '' }: TableInput) => views.has(Name);
    const inputs = tableInputs(table, names).filter(({ Name }) => isVerified(Name));
    return [...inputs.filter(isView), ...inputs.filter((input) => !isView(input))].map((input) => {
      const name = input.Name ?? '';
      const view = views.get(name);
      const columns = columnsOf(input, config);
      const tests = view?.isOfOneNight === true ? keyTests(table, `${source}_${name}`) : [];
      return {
        name,
        columns: columns.map((column) => column.name),
        yaml: {
          name,
          description: withoutJinja(view?.description ?? `${input.Description ?? ''}.`),
          // of manifests there is no night that is late
          ...(name !== names.files && Object.keys(fresh).length > 0 && { config: fresh }),
          ...(tests.length > 0 && { data_tests: tests }),
          columns: columns.map((column) => describeColumn(column, view, table)),
        },
      };
    });
  });
}

/**
 * A file of sources as dbt reads it: all tables of a system as one source.
 *
 * @param source what models call it by
 * @param database the Glue database
 */
export function writeSources(source: string, database: string, tables: readonly SourceTable[]): string {
  const head =
    '# Written by "export-to-athena dbt", for dbt 1.10 or later; write it again when columns or tables have changed.';
  const described = {
    name: source,
    description: 'Nightly exports of DynamoDB tables, verified before they can be seen.',
    database: 'awsdatacatalog',
    schema: database,
    loader: 'export-to-athena',
    tables: tables.map(({ yaml }) => yaml),
  };
  return `${head}\n${writeYaml({ version: 2, sources: [described] })}`;
}

function describeAllViews(config: Config, table: Table): ReadonlyMap<string, Described> {
  const { sourceTable, newest, history } = resources(config, table);
  const describe = (views: EntityViews, entity?: Entity): [string, Described][] => {
    const texts = describeViews(sourceTable, entity);
    const columns = describeColumns(config, table, entity);
    return [
      [views.newest, { description: texts.newest, columns, isOfOneNight: true }],
      [views.history, { description: texts.history, columns, isOfOneNight: false }],
    ];
  };
  return new Map([
    ...describe({ newest, history }),
    ...table.entities.flatMap((entity) => describe(entityViews(table.name, entity.name), entity)),
  ]);
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** A partition key is a column, too: the last. */
function columnsOf({ StorageDescriptor, PartitionKeys = [] }: TableInput, { timeZone }: Config): Column[] {
  const comments: Readonly<Record<string, string>> = {
    export_date: describeDate(timeZone),
    export_id: 'Id of the export.',
    slot: 'newest or previous.',
  };
  return [...(StorageDescriptor?.Columns ?? []), ...PartitionKeys].map(({ Name = '', Type = '', Comment }) => ({
    name: Name,
    type: trinoType(Type),
    comment: Comment ?? comments[Name] ?? '',
  }));
}

function describeColumn({ name, type, comment }: Column, view: Described | undefined, table: Table): Yaml {
  const description = view?.columns.get(name) ?? comment;
  const tests = view?.isOfOneNight === true ? columnTests(table, name) : [];
  return {
    name,
    data_type: type,
    ...(description !== '' && { description: withoutJinja(description) }),
    // dbt's tests have the name as it stands here
    ...(tests.length > 0 && needsQuotes(name) && { quote: true }),
    ...(tests.length > 0 && { data_tests: tests }),
  };
}
