import type { TableInput } from '@aws-sdk/client-glue';
import type { Column } from '../sql';

const PREFIX = '/* Presto View: ';
const SUFFIX = ' */';

/**
 * A column of a view with its type in the two notations that a Glue view needs; both must match the result of the SQL.
 */
export type ViewColumn = Pick<Column, 'name' | 'trinoType' | 'hiveType'>;

/**
 * A view as Athena and Trino find it in Glue (format: Trino's HiveViewCodec; a Description other than "Presto View" hides
 * it from Trino, measured).
 */
export function viewInput(name: string, database: string, columns: readonly ViewColumn[], sql: string): TableInput {
  const definition: ViewDefinition & { readonly catalog: string } = {
    originalSql: sql,
    catalog: 'awsdatacatalog',
    schema: database,
    columns: columns.map((column) => ({ name: column.name, type: column.trinoType })),
  };
  return {
    Name: name,
    Description: 'Presto View',
    Owner: 'export-to-athena',
    TableType: 'VIRTUAL_VIEW',
    Parameters: { presto_view: 'true', comment: 'Presto View' },
    ViewOriginalText: PREFIX + Buffer.from(JSON.stringify(definition)).toString('base64') + SUFFIX,
    ViewExpandedText: '/* Presto View */',
    StorageDescriptor: {
      Columns: columns.map((column) => ({ Name: column.name, Type: column.hiveType })),
      Location: '',
      SerdeInfo: {},
    },
  };
}

/** What a Glue view is. */
export interface ViewDefinition {
  readonly originalSql: string;
  /** The database that unqualified names are looked up in. */
  readonly schema: string;
  /** Types in Trino's words. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/**
 * The definition of a Glue view.
 *
 * @returns undefined where the text is not that of a view
 */
export function viewDefinition(viewOriginalText: string | undefined): ViewDefinition | undefined {
  if (!viewOriginalText?.startsWith(PREFIX)) return undefined;
  const encoded = viewOriginalText.slice(PREFIX.length, -SUFFIX.length);
  return JSON.parse(Buffer.from(encoded, 'base64').toString()) as ViewDefinition;
}

/** The SQL of a Glue view; undefined where the text is not that of a view. */
export function viewSql(viewOriginalText: string | undefined): string | undefined {
  return viewDefinition(viewOriginalText)?.originalSql;
}
