import { glueName } from './names';
import type { Config, Table } from './schema';

/** The names of everything that one table's nights use. */
export interface Resources {
  readonly bucket: string;
  readonly database: string;
  readonly workgroup: string;
  /** The DynamoDB table. */
  readonly sourceTable: string;
  readonly stateMachine: string;
  readonly logGroup: string;
  /** Glue table of verified nights. */
  readonly raw: string;
  /** Glue table of nights that are not verified yet. */
  readonly staged: string;
  /** Glue table of the exports' manifest-files.json. */
  readonly files: string;
  /** Glue table of the slots `newest` and `previous`. */
  readonly latest: string;
  /** View: typed, all verified nights. */
  readonly history: string;
  /** View: typed, the newest verified night. */
  readonly newest: string;
}

/** Key prefix of all exports in the bucket. */
export const EXPORT_PREFIX = 'export';

/** The names of a table's resources; each is made of the system's name, so systems do not meet in an account. */
export function resources({ systemName }: Config, table: Table): Resources {
  const name = glueName(table.name);
  return {
    bucket: `example-dynamodb-export-${systemName}`,
    database: `example_dynamodb_export_${glueName(systemName)}`,
    workgroup: `example-dynamodb-export-${systemName}`,
    sourceTable: table.existingTable ?? `example-${table.name.toLowerCase()}-${systemName}`,
    stateMachine: `example-Export${table.name}-${systemName}`,
    logGroup: `/aws/vendedlogs/states/example-Export${table.name}-${systemName}`,
    raw: `${name}_raw`,
    staged: `${name}_staged`,
    files: `${name}_files`,
    latest: `${name}_latest`,
    history: `${name}_history`,
    newest: name,
  };
}
