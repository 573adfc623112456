import { glueName, type Table } from '../config';
import { parseSavedQuery, sqlFor, type SavedQuery } from './saved-query';

/** The first line of a deployed query: its name, which a file has in its file name. */
const NAME = /^-- name: (\S+)\n/;

/**
 * A saved query for a table as Athena keeps it: its statement below the header of a file, so that its name and its
 * parameters are known to a person who has no folder of queries.
 */
export function writeDeployedQuery(query: SavedQuery, table: Table): string {
  const { name, title, description, parameters, comparesNights, chart } = query;
  return [
    `-- name: ${name}`,
    `-- title: ${title}`,
    `-- description: ${description}`,
    `-- table: ${glueName(table.name)}`,
    ...parameters.map(({ name, example, description }) => `-- parameter: ${name} ${example} ${description}`),
    ...(comparesNights ? ['-- compares: nights'] : []),
    ...(chart === undefined ? [] : [`-- chart: ${chart}`]),
    sqlFor(query, table),
  ].join('\n');
}

/** Reads a deployed query; undefined where it is one that a person saved in Athena, or an earlier version deployed. */
export function readDeployedQuery(text: string): SavedQuery | undefined {
  const [first, name] = NAME.exec(text) ?? [];
  return first === undefined || name === undefined ? undefined : parseSavedQuery(name, text.slice(first.length));
}
