import { AthenaError, RefusedError } from '../errors';
import { isAggregate } from '../functions/aggregates';
import { comparable, isComparable } from '../representation';
import { noRows } from './scan';
import type { Expression, GroupingElement, QueryBody, SortItem } from '../syntax/ast';
import { typeText } from '../types';
import type { Value } from '../value';
import { sortKeys } from './calls';
import { analyze, condition } from './expression';
import { Grouping, type GroupKey } from './grouping';
import { namedField } from './names';
import { analyzeRelation, type Source } from './relation';
import {
  fresh,
  type Context,
  type Field,
  type OutputColumn,
  type QueryResult,
  type Scope,
  type Session,
} from './scope';
import { spelled, unspelled } from './openx';
import { prune } from './pruning';
import { isSameExpression } from './same-expression';
import { containsQuery, some } from './walk';

type Select = Extract<QueryBody, { kind: 'select' }>;

interface Item {
  readonly name: string | undefined;
  readonly value: Value;
  /** What it is: an expression, or a column that * stands for. */
  readonly source: Expression | Field;
}

/** Translates SELECT .. ORDER BY. What it groups goes into an inner query (see Grouping). */
export function analyzeSelect(
  node: Select,
  orderBy: readonly SortItem[],
  given: Session,
  parent: Scope | undefined,
): QueryResult {
  const { spell, ...session } = given;
  const source = sourceOf(node, session, parent);
  const scope: Scope = { fields: source.fields, ...(parent === undefined ? {} : { parent }) };
  const where = node.where && condition(node.where, { session, scope, clause: 'WHERE' });
  if (where !== undefined) prune(where, source.fields);
  const from = `${source.sql === '' ? '' : ` FROM ${source.sql}`}${where === undefined ? '' : ` WHERE ${where.sql}`}`;
  const grouping = groupingOf(node, orderBy, { session, scope, clause: 'GROUP BY' });
  const context: Context =
    grouping === undefined
      ? { session, scope, clause: 'SELECT', windows: true }
      : { session, scope: grouping.scope(), clause: 'SELECT', windows: true, grouping };
  const found = node.items.flatMap((item) =>
    item.kind === 'star' ? starItems(item.relation?.name, context) : [itemOf(item, context)],
  );
  const items = spell === true ? found.map((item) => ({ ...item, value: spelled(item.value) })) : found;
  const having = havingOf(node, context);
  const keys = orderBy.map((item) => ({ item, ...orderKey(item.expression, items, node.distinct, context) }));
  const relation = grouping === undefined ? from : ` FROM ${grouping.relation(from)}${having}`;
  const passesRows = grouping === undefined && !node.distinct && !hasWindows(node, orderBy);
  const columns = items.map(({ name, value }): OutputColumn => ({
    name,
    type: value.type,
    ...(value.fromPartition === true ? { fromPartition: true } : {}),
    ...(value.inexactType === true ? { inexactType: true } : {}),
    ...(value.openX === undefined ? {} : { openX: value.openX.level }),
    ...(passesRows && value.constantIn !== undefined ? { constantIn: value.constantIn } : {}),
  }));
  if (grouping === undefined && source.isEmpty()) return noRowsOf(columns);
  return { sql: write(node.distinct, items, keys, relation, session), columns };
}

/** No row to select from: DuckDB need not plan what would be computed of it. */
function noRowsOf(columns: readonly OutputColumn[]): QueryResult {
  return { sql: noRows(columns.map(({ type }, i) => ({ name: `c${i + 1}`, type }))), columns, isEmpty: true };
}

function hasWindows(node: Select, orderBy: readonly SortItem[]): boolean {
  const isWindow = (e: Expression): boolean => e.kind === 'call' && e.over !== undefined;
  return expressionsOf(node, orderBy).some((e) => some(e, isWindow));
}

/** What is computed of the rows that WHERE lets through. */
function expressionsOf(node: Select, orderBy: readonly SortItem[]): Expression[] {
  return [
    ...node.items.flatMap((i) => (i.kind === 'expression' ? [i.expression] : [])),
    ...(node.having === undefined ? [] : [node.having]),
    ...orderBy.map((s) => s.expression),
  ];
}

function sourceOf(node: Select, session: Session, parent: Scope | undefined): Source {
  if (node.from === undefined) return { sql: '', fields: [], isEmpty: () => false };
  return analyzeRelation(node.from, session, parent);
}

function itemOf(item: Extract<Select['items'][number], { kind: 'expression' }>, context: Context): Item {
  const { expression, alias } = item;
  const derived = expression.kind === 'column' || expression.kind === 'field' ? expression.name.name : undefined;
  return { name: alias?.name ?? derived, value: analyze(expression, context), source: expression };
}

function starItems(relation: string | undefined, context: Context): Item[] {
  const fields = context.scope.fields.filter(
    (f) => f.hidden !== true && (relation === undefined || f.relation?.toLowerCase() === relation.toLowerCase()),
  );
  if (fields.length === 0)
    throw new AthenaError(
      'COLUMN_NOT_FOUND',
      relation === undefined
        ? 'SELECT * not allowed in queries without FROM clause'
        : `Unable to resolve reference ${relation}`,
    );
  return fields.map((f) => {
    if (f.unusable !== undefined) throw f.unusable();
    return { name: f.name, value: f.value, source: f };
  });
}

function groupingOf(node: Select, orderBy: readonly SortItem[], inner: Context): Grouping | undefined {
  const aggregated = node.having !== undefined || expressionsOf(node, orderBy).some((e) => some(e, isAggregate));
  if (node.groupBy === undefined) return aggregated ? new Grouping(inner, [], undefined) : undefined;
  const { keys, sets } = groupKeys(node.groupBy, node, inner);
  return new Grouping(inner, keys, sets);
}

function groupKeys(
  elements: readonly GroupingElement[],
  node: Select,
  inner: Context,
): { keys: GroupKey[]; sets: number[][] | undefined } {
  const keys: GroupKey[] = [];
  const placed = (e: Expression) => ({ node: e, context: inner });
  const indexOf = (e: Expression): number => {
    const key = groupKey(e, node, inner);
    const known = keys.findIndex((other) => isSameExpression(placed(other.node), placed(key.node)));
    return known >= 0 ? known : keys.push(key) - 1;
  };
  const isSimple = elements.every((e) => e.kind === 'simple' && e.expressions.length > 0);
  let sets: number[][] = [[]];
  for (const element of elements) {
    const own = setsOf(element, indexOf);
    sets = sets.flatMap((set) => own.map((other) => [...set, ...other]));
  }
  return { keys, sets: isSimple ? undefined : sets.map((set) => [...new Set(set)]) };
}

function setsOf(element: GroupingElement, indexOf: (e: Expression) => number): number[][] {
  switch (element.kind) {
    case 'simple':
      return [element.expressions.map(indexOf)];
    case 'GROUPING SETS':
      return element.sets.map((set) => set.map(indexOf));
    case 'ROLLUP': {
      const columns = element.sets.map((set) => set.map(indexOf));
      return Array.from({ length: columns.length + 1 }, (_, i) => columns.slice(0, columns.length - i).flat());
    }
    case 'CUBE': {
      const columns = element.sets.map((set) => set.map(indexOf));
      if (columns.length > 10) throw new RefusedError('CUBE of more than ten columns');
      return columns.reduce<number[][]>((all, c) => all.flatMap((set) => [[...set, ...c], set]), [[]]);
    }
  }
}

/** A number is a place in the SELECT list; a name is a column, never an alias of an item. */
function groupKey(e: Expression, node: Select, inner: Context): GroupKey {
  if (some(e, isAggregate))
    throw new AthenaError(
      'EXPRESSION_NOT_SCALAR',
      'GROUP BY clause cannot contain aggregations, window functions or grouping operations',
    );
  if (e.kind !== 'integer') return { node: e, value: analyze(e, inner) };
  if (node.items.some((i) => i.kind === 'star'))
    throw new RefusedError('GROUP BY a number beside SELECT *', "the column's name");
  const item = node.items[Number(e.text) - 1];
  if (item?.kind !== 'expression')
    throw new AthenaError('INVALID_COLUMN_REFERENCE', `GROUP BY position ${e.text} is not in select list`);
  if (some(item.expression, isAggregate))
    throw new AthenaError(
      'EXPRESSION_NOT_SCALAR',
      'GROUP BY clause cannot contain aggregations, window functions or grouping operations',
    );
  return { node: item.expression, value: analyze(item.expression, inner) };
}

function havingOf(node: Select, context: Context): string {
  if (node.having === undefined) return '';
  return ` WHERE ${condition(node.having, { ...context, windows: false, clause: 'HAVING' }).sql}`;
}

/** A number is a place, a name is first an item's and then a column's. */
function orderKey(
  e: Expression,
  items: readonly Item[],
  distinct: boolean,
  context: Context,
): Pick<Key, 'value' | 'place'> {
  if (e.kind === 'integer') {
    const place = Number(e.text) - 1;
    const item = items[place];
    if (item === undefined)
      throw new AthenaError('INVALID_COLUMN_REFERENCE', `ORDER BY position ${e.text} is not in select list`);
    return { value: item.value, place };
  }
  const fields = items.map((i): Field => ({ name: i.name, relation: undefined, value: i.value }));
  const isName = e.kind === 'column';
  const usesName = some(
    e,
    (n) => n.kind === 'column' && items.some((i) => i.name?.toLowerCase() === n.name.name.toLowerCase()),
  );
  if (distinct && !isName && usesName) throw notInDistinct();
  const local: Context = { ...context, clause: 'ORDER BY', local: { fields } };
  const value = analyze(e, local);
  const named = namedField(e, local);
  const place = named !== undefined && fields.includes(named) ? fields.indexOf(named) : placeOf(e, items, context);
  return { value, place };
}

/** Which item an expression is; undefined where it is none of them. */
function placeOf(node: Expression, items: readonly Item[], given: Context): number | undefined {
  // behind a GROUP BY, columns are those that were grouped
  const context = given.grouping?.inner ?? given;
  const field = namedField(node, context);
  const isItem = ({ source }: Item): boolean => {
    if (!('kind' in source)) return source === namedField(node, given);
    const own = namedField(source, context);
    if (field !== undefined || own !== undefined) return field === own;
    return isSameExpression({ node: source, context }, { node, context });
  };
  const place = items.findIndex(isItem);
  return place < 0 ? undefined : place;
}

const notInDistinct = (): AthenaError =>
  new AthenaError('EXPRESSION_NOT_IN_DISTINCT', 'For SELECT DISTINCT, ORDER BY expressions must appear in select list');

interface Key {
  readonly item: SortItem;
  readonly value: Value;
  /** Which item of the SELECT list it is, if it is one. */
  readonly place: number | undefined;
}

function write(
  distinct: boolean,
  items: readonly Item[],
  keys: readonly Key[],
  relation: string,
  session: Session,
): string {
  const list = items.map(({ value }, i) => `${unspelled(value)} AS c${i + 1}`).join(', ');
  if (!distinct) return `SELECT ${list}${relation}${orderText(keys.map((k) => ({ ...k, sql: k.value.sql })))}`;
  const alias = fresh(session, 'r');
  const places = keys.map((k) => {
    if (k.place !== undefined) return { ...k, sql: `${alias}.c${k.place + 1}` };
    if (containsQuery(k.item.expression)) throw new RefusedError('SELECT DISTINCT .. ORDER BY a subquery', 'its alias');
    throw notInDistinct();
  });
  const inner = `SELECT ${list}${relation}`;
  if (items.every(({ value }) => isComparable(value.type)))
    return `SELECT * FROM (SELECT DISTINCT ${list}${relation}) AS ${alias}${orderText(places)}`;
  if (items.some(({ value }) => value.type.kind === 'json'))
    throw new RefusedError(`SELECT DISTINCT of ${items.map((i) => typeText(i.value.type)).join(', ')}`);
  const compared = items.map(({ value }, i) => comparable(`${alias}.c${i + 1}`, value.type));
  return `SELECT * FROM (SELECT DISTINCT ON (${compared.join(', ')}) * FROM (${inner}) AS ${alias}) AS ${alias}${orderText(places)}`;
}

function orderText(keys: readonly (Key & { readonly sql: string })[]): string {
  // a literal orders nothing, and DuckDB would take it for a place
  const texts = keys
    .filter((k) => k.value.literal === undefined)
    .map(({ item, value, sql }) => sortKeys(sql, value.type, item));
  return texts.length === 0 ? '' : ` ORDER BY ${texts.join(', ')}`;
}
