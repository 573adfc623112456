import { createHash } from 'node:crypto';

/** The name that Glue keeps of a name: lower case, and `_` for every character that is no letter or digit. */
export function glueName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/** Glue's limit of a column's name, and of its comment (AWS: "Glue Web API Reference", Column). */
export const MAX_COLUMN_NAME = 255;

/**
 * The column of an attribute: its name and path in snake_case, so `orderId` (`order_id`) and `orderid` stay two columns
 * although Glue knows no upper case. One that is longer than Glue allows is cut, and ends in a hash of the whole.
 */
export function columnName(path: readonly string[]): string {
  const name = path
    .join('_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_');
  const column = /^[a-z_]/.test(name) ? name : `_${name}`;
  if (column.length <= MAX_COLUMN_NAME) return column;
  const hash = createHash('sha256').update(JSON.stringify(path)).digest('hex').slice(0, 8);
  return `${column.slice(0, CUT_COLUMN_LENGTH)}_${hash}`;
}

/** Short enough for a person to tell columns apart, and for what is put behind it. */
const CUT_COLUMN_LENGTH = 60;

/** The names of a table's Glue tables and views. */
export interface GlueNames {
  /** Glue table of verified nights. */
  readonly raw: string;
  /** Glue table of nights that are not verified yet. */
  readonly staged: string;
  /** Glue table of the Parquet files of nights that are not verified yet, where nights are columnar. */
  readonly unloaded: string;
  /** Glue table of the exports' changes, where nights are made of them. */
  readonly changes: string;
  /** Glue table of the exports' manifest-files.json. */
  readonly files: string;
  /** Glue table of the slots `newest` and `previous`. */
  readonly latest: string;
  /** View: typed, all verified nights. */
  readonly history: string;
  /** View: typed, the newest verified night. */
  readonly newest: string;
}

/** What a table's Glue tables and views are called. */
export function glueNames(table: string): GlueNames {
  const name = glueName(table);
  return {
    raw: `${name}_raw`,
    staged: `${name}_staged`,
    unloaded: `${name}_unloaded`,
    changes: `${name}_changes`,
    files: `${name}_files`,
    latest: `${name}_latest`,
    history: `${name}_history`,
    newest: name,
  };
}

/** The views of one entity of a table. */
export type EntityViews = Pick<GlueNames, 'history' | 'newest'>;

/** What the views of a table's entity are called. */
export function entityViews(table: string, entity: string): EntityViews {
  const name = `${glueName(table)}_${entity}`;
  return { newest: name, history: `${name}_history` };
}
