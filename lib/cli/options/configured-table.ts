import { glueName, type Config, type Table } from '../../config';
import { didYouMean } from '../../nearest-name';

/** The configured table that a command is about. @throws Error that names the tables there are */
export function findConfiguredTable({ tables }: Config, name: string | undefined): Table {
  const [first] = tables;
  const found = name === undefined ? first : tables.find((table) => glueName(table.name) === glueName(name));
  const names = tables.map((table) => table.name).join(', ');
  if (name === undefined && tables.length > 1)
    throw new Error(`Several tables are configured: give one with --table, of ${names}`);
  if (!found)
    throw new Error(
      `The configuration has no table ${name ?? ''}: there is ${names}.${didYouMean(
        name ?? '',
        tables.map((table) => table.name),
      )}`,
    );
  return found;
}
