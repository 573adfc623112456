/** The name that Glue keeps of a name: lower case, and `_` for all that is no letter or digit. */
export function glueName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/**
 * The column of an attribute: its name and path in snake_case, so `orderId` (`order_id`) and `orderid` stay two columns
 * although Glue knows no upper case.
 */
export function columnName(path: readonly string[]): string {
  const name = path
    .join('_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_');
  return /^[a-z_]/.test(name) ? name : `_${name}`;
}

/** The names of a table's Glue tables and views. */
export interface GlueNames {
  /** Glue table of verified nights. */
  readonly raw: string;
  /** Glue table of nights that are not verified yet. */
  readonly staged: string;
  /** Glue table of the Parquet files of nights that are not verified yet, where nights are columnar. */
  readonly unloaded: string;
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
