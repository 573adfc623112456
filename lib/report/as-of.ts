import type { Resources } from '../config';
import { identifier, literal } from '../sql';

/**
 * The statement as it would have answered when a night was the newest: what it calls the newest and the previous night are
 * common table expressions in front of it, which hide the views and tables of these names.
 */
export function asOf(sql: string, names: Resources, exportDate: string, previousDate: string | undefined): string {
  const slot = (name: string, date: string) =>
    `SELECT item, '${name}' AS slot FROM ${identifier(names.raw)} WHERE export_date = ${literal(date)}`;
  const slots = [slot('newest', exportDate), ...(previousDate === undefined ? [] : [slot('previous', previousDate)])];
  const night = `${identifier(names.newest)} AS (SELECT * FROM ${identifier(names.history)} WHERE export_date = ${literal(exportDate)}),
${identifier(names.latest)} AS (${slots.join(' UNION ALL ')})`;
  const [, rest] = /^\s*WITH\s+(.*)$/is.exec(sql) ?? [];
  return rest === undefined ? `WITH ${night}\n${sql}` : `WITH ${night},\n${rest}`;
}
