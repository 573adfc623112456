import { askPath, readMember, writeObject, type PathQuestion } from '../sql-json/functions';
import { constant, define, strings, type RuntimeFunction } from './define';

/** SQL's own functions of JSON. */
export const SQL_JSON: readonly RuntimeFunction[] = [
  define('t_json_path', strings(3), 'VARCHAR', (x: string, question: string, passed: string) =>
    askPath(x, constant(question) as PathQuestion, JSON.parse(passed) as (string | null)[]),
  ),
  define('t_json_member', strings(1), 'VARCHAR', readMember),
  define(
    't_json_object',
    ['VARCHAR', 'VARCHAR', 'BOOLEAN'],
    'VARCHAR',
    (keys: string, values: string, unique: boolean) =>
      writeObject(JSON.parse(keys) as (string | null)[], JSON.parse(values) as (string | null)[], unique),
  ),
];
