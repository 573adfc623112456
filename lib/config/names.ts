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
