/** What a table is called in the configuration, and the DynamoDB table that it is. */
export interface TableIdentity {
  readonly name: string;
  readonly existingTable?: string | undefined;
}

/**
 * A table of the configuration has a shorter name than DynamoDB allows, with no dot in it.
 *
 * @param source name of the DynamoDB table; undefined where nothing says it
 */
export function tableIdentity(source: string | undefined): TableIdentity {
  if (source === undefined) return { name: 'Items' };
  const name =
    source
      .replace(/[^A-Za-z0-9_-]+/g, '_')
      .replace(/^[^A-Za-z]+/, '')
      .slice(0, 40) || 'Items';
  return /^[A-Za-z0-9_.-]{3,255}$/.test(source) ? { name, existingTable: source } : { name };
}
