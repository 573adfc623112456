/**
 * Athena's message with the line of the statement below it and a caret under the place that the message names, `line 2:8`.
 * A message that names no place, or one that the statement does not have, stays as it is.
 */
export function showPosition(message: string, sql: string): string {
  const [, line, column] = /\bline (\d+):(\d+)/.exec(message) ?? [];
  const source = sql.split('\n')[Number(line) - 1]?.replace(/\r$/, '');
  if (source === undefined || Number(column) < 1 || Number(column) > source.length + 1) return message;
  return `${message}\n  ${source}\n  ${' '.repeat(Number(column) - 1)}^`;
}
