import { RefusedError } from '../errors';
import { comparable, isComparable } from '../representation';
import type { SortItem } from '../syntax/ast';
import { typeText } from '../types';
import { keepSpelling, rawSql } from '../values/openx';
import { noRows } from '../values/scan';
import { analyzeCondition } from './analyze';
import { analyzeGroupBy } from './group-by';
import { resolveWindows } from './named-windows';
import { analyzeOrderKey, notInDistinct, orderText, qualifyTies, type OrderKey } from './order-by';
import { prune } from './pruning';
import { analyzeRelation } from './relation';
import { fresh, type Context, type OutputColumn, type QueryResult, type Scope, type Session } from './scope';
import { analyzeItems, expressionsOf, type Select, type SelectedItem } from './select-items';
import type { Source } from './source';
import { containsQuery, containsWindow } from './walk';

/**
 * Translates SELECT .. ORDER BY. What it groups goes into an inner query (see Grouping).
 *
 * @param tiesUpTo the rank up to which rows are given (FETCH FIRST .. WITH TIES)
 */
export function analyzeSelect(
  node: Select,
  orderBy: readonly SortItem[],
  given: Session,
  parent: Scope | undefined,
  tiesUpTo?: number,
): QueryResult {
  const { spell, ...session } = given;
  const conditions = node.whereText === undefined ? undefined : [...(session.conditions ?? []), node.whereText];
  const source = analyzeFrom(node, conditions ? { ...session, conditions } : session, parent);
  const scope: Scope = { fields: source.fields, ...(parent === undefined ? {} : { parent }) };
  const where = node.where && analyzeCondition(node.where, { session, scope, clause: 'WHERE' });
  if (where !== undefined) prune(where, source.fields);
  const from = `${source.sql === '' ? '' : ` FROM ${source.sql}`}${where === undefined ? '' : ` WHERE ${where.sql}`}`;
  const grouping = analyzeGroupBy(node, orderBy, { session, scope, clause: 'GROUP BY' });
  const plain: Context =
    grouping === undefined
      ? { session, scope, clause: 'SELECT', windows: true }
      : { session, scope: grouping.scope(), clause: 'SELECT', windows: true, grouping };
  const context: Context = { ...plain, namedWindows: resolveWindows(node, plain) };
  const found = analyzeItems(node, context);
  const items = spell === true ? found.map((item) => ({ ...item, value: keepSpelling(item.value) })) : found;
  const having = analyzeHaving(node, context);
  const keys = orderBy.map((item) => ({ item, ...analyzeOrderKey(item.expression, items, node.distinct, context) }));
  const relation = grouping === undefined ? from : ` FROM ${grouping.relation(from)}${having}`;
  const passesRows = grouping === undefined && !node.distinct && !hasWindows(node, orderBy);
  const columns = items.map(({ name, value }): OutputColumn => ({
    name,
    type: value.type,
    ...(value.fromPartition === true ? { fromPartition: true } : {}),
    ...(value.openX === undefined ? {} : { openX: value.openX.level }),
    ...(passesRows && value.constantIn !== undefined ? { constantIn: value.constantIn } : {}),
  }));
  if (grouping === undefined && source.isEmpty()) return noRowsOf(columns);
  const sql = writeSelect(node.distinct, items, keys, relation, session, tiesUpTo);
  const ofAll = node.groupBy === undefined ? 1 : undefined;
  return { sql, columns, mostRows: grouping === undefined ? source.mostRows : ofAll };
}

/** No row to select from: DuckDB need not plan what would be computed of it. */
function noRowsOf(columns: readonly OutputColumn[]): QueryResult {
  return { sql: noRows(columns.map(({ type }, i) => ({ name: `c${i + 1}`, type }))), columns, isEmpty: true };
}

function hasWindows(node: Select, orderBy: readonly SortItem[]): boolean {
  return expressionsOf(node, orderBy).some(containsWindow);
}

function analyzeFrom(node: Select, session: Session, parent: Scope | undefined): Source {
  if (node.from === undefined) return { sql: '', fields: [], isEmpty: () => false, mostRows: 1 };
  return analyzeRelation(node.from, session, parent);
}

function analyzeHaving(node: Select, context: Context): string {
  if (node.having === undefined) return '';
  return ` WHERE ${analyzeCondition(node.having, { ...context, windows: false, clause: 'HAVING' }).sql}`;
}

function writeSelect(
  distinct: boolean,
  items: readonly SelectedItem[],
  keys: readonly OrderKey[],
  relation: string,
  session: Session,
  tiesUpTo: number | undefined,
): string {
  const list = items.map(({ value }, i) => `${rawSql(value)} AS c${i + 1}`).join(', ');
  if (!distinct) {
    const order = orderText(keys.map((k) => ({ ...k, sql: k.value.sql })));
    return `SELECT ${list}${relation}${qualifyTies(order, tiesUpTo)}${order}`;
  }
  const alias = fresh(session, 'r');
  const places = keys.map((k) => {
    if (k.place !== undefined) return { ...k, sql: `${alias}.c${k.place + 1}` };
    if (containsQuery(k.item.expression)) throw new RefusedError('SELECT DISTINCT .. ORDER BY a subquery', 'its alias');
    throw notInDistinct();
  });
  const inner = `SELECT ${list}${relation}`;
  const order = orderText(places);
  const tail = `${qualifyTies(order, tiesUpTo)}${order}`;
  if (items.every(({ value }) => isComparable(value.type)))
    return `SELECT * FROM (SELECT DISTINCT ${list}${relation}) AS ${alias}${tail}`;
  if (items.some(({ value }) => value.type.kind === 'json'))
    throw new RefusedError(`SELECT DISTINCT of ${items.map((i) => typeText(i.value.type)).join(', ')}`);
  const compared = items.map(({ value }, i) => comparable(`${alias}.c${i + 1}`, value.type));
  return `SELECT * FROM (SELECT DISTINCT ON (${compared.join(', ')}) * FROM (${inner}) AS ${alias}) AS ${alias}${tail}`;
}
