import { value } from './states';

/**
 * A JSONata expression of an SQL statement with values of the execution in it. They go in as they are: they have to be
 * checked by then.
 *
 * @param sql gives the statement, with its variables' values where they belong
 * @param variables their JSONata expressions
 */
export function statement<Name extends string>(
  sql: (values: Record<Name, string>) => string,
  variables: Readonly<Record<Name, string>>,
): string {
  const names = Object.keys(variables) as Name[];
  const marked = Object.fromEntries(names.map((name) => [name, `<${name}>`])) as Record<Name, string>;
  return sql(marked)
    .split(new RegExp(`<(${names.join('|')})>`))
    .map((part, index) => (index % 2 === 0 ? value(part) : variables[part as Name]))
    .join(' & ');
}
