import { AthenaError } from '../errors';
import { comparable, isComparable } from '../representation';
import type { Expression } from '../syntax/ast';
import type { Value } from '../values/value';
import { resolveField } from './names';
import { keepSpelling } from '../values/openx';
import { isSameExpression } from './same-expression';
import { fresh, type Context, type Field, type GroupedQuery, type Scope } from './scope';

/** An expression of GROUP BY, as it stands there, and its value. */
export interface GroupKey {
  readonly node: Expression;
  readonly value: Value;
}

interface Key {
  readonly node: Expression;
  readonly inner: Value;
  readonly outer: Value;
}

/**
 * A grouped query is two: the inner one groups and computes keys k1.. and aggregates a1.., the outer one has the SELECT
 * items. So an item needs no rules of DuckDB's own about what may stand beside a GROUP BY.
 */
export class Grouping implements GroupedQuery {
  readonly alias: string;
  private readonly keys: Key[] = [];
  private readonly aggregates = new Map<string, string>();
  private readonly sets: number[][] | undefined;

  constructor(
    readonly inner: Context,
    keys: readonly GroupKey[],
    sets: readonly (readonly number[])[] | undefined,
  ) {
    this.alias = fresh(inner.session, 'g');
    this.sets = sets?.map((set) => [...set]);
    for (const [i, { node, value }] of keys.entries()) {
      const outer = { ...keepSpelling(value), sql: `${this.alias}.k${i + 1}`, throws: false };
      this.keys.push({ node, inner: value, outer });
    }
  }

  /** What the outer query sees: the inner columns that are group keys. */
  scope(): Scope {
    const fields = this.inner.scope.fields.map((field): Field => {
      const key = this.keys.find(({ node }) => resolveField(node, this.inner) === field);
      if (key !== undefined) return { ...field, value: key.outer };
      return { ...field, unusable: () => notAggregate(field.name ?? 'column') };
    });
    return { fields, ...(this.inner.scope.parent === undefined ? {} : { parent: this.inner.scope.parent }) };
  }

  /** The group key that this expression is, if it is one. */
  keyOf(node: Expression, { local }: Pick<Context, 'local'>): Value | undefined {
    if (isLiteral(node)) return undefined;
    return this.keyLike(node, { ...this.inner, ...(local && { local }) })?.outer;
  }

  private keyLike(node: Expression, context: Context): Key | undefined {
    return this.keys.find((key) => isSameExpression({ node: key.node, context: this.inner }, { node, context }));
  }

  /** Registers an aggregate of the inner query; one of the very same SQL is computed once. */
  aggregate(inner: Value): Value {
    const known = this.aggregates.get(inner.sql);
    const name = known ?? `a${this.aggregates.size + 1}`;
    if (known === undefined) this.aggregates.set(inner.sql, name);
    return { ...keepSpelling(inner), sql: `${this.alias}.${name}`, throws: false };
  }

  /** grouping(..): a bit for each column, 1 where it is not part of the row's grouping set. */
  groupingOf(nodes: readonly Expression[]): string {
    const columns = nodes.map((node) => {
      const key = this.keyLike(node, this.inner);
      if (key === undefined)
        throw new AthenaError(
          'INVALID_ARGUMENTS',
          'The arguments to GROUPING() must be expressions referenced by the GROUP BY',
        );
      return groupExpression(key.inner);
    });
    if (this.sets === undefined) return `CAST(0 AS INTEGER)`;
    return this.aggregate({
      sql: `CAST(GROUPING(${columns.join(', ')}) AS INTEGER)`,
      type: { kind: 'integer' },
      throws: false,
    }).sql;
  }

  /** The inner query, to stand in FROM. */
  relation(from: string): string {
    const columns = this.keys.map((key, i) => `${this.keyColumn(key)} AS k${i + 1}`);
    for (const [sql, name] of this.aggregates) columns.push(`${sql} AS ${name}`);
    if (columns.length === 0) columns.push('count(*) AS a0');
    return `(SELECT ${columns.join(', ')}${from}${this.groupBy()}) AS ${this.alias}`;
  }

  private keyColumn({ inner }: Key): string {
    if (inner.literal === undefined && isComparable(inner.type)) return inner.sql;
    const group = groupExpression(inner);
    const any = `any_value(${inner.sql})`;
    return this.sets === undefined ? any : `CASE WHEN GROUPING(${group}) = 0 THEN ${any} END`;
  }

  private groupBy(): string {
    const expressions = this.keys.map((key) => groupExpression(key.inner));
    if (this.sets === undefined) return expressions.length === 0 ? '' : ` GROUP BY ${expressions.join(', ')}`;
    const sets = this.sets.map((set) => `(${set.map((i) => expressions[i] ?? '').join(', ')})`);
    return ` GROUP BY GROUPING SETS (${sets.join(', ')})`;
  }
}

/** A literal among DuckDB's group keys would be taken for a column's number. */
const groupExpression = (key: Value): string =>
  key.literal === undefined ? comparable(key.sql, key.type) : `(${key.sql})`;

const isLiteral = (node: Expression): boolean =>
  ['null', 'boolean', 'integer', 'decimal', 'double', 'string', 'binary', 'typed', 'interval', 'parameter'].includes(
    node.kind,
  );

const notAggregate = (name: string): AthenaError =>
  new AthenaError('EXPRESSION_NOT_AGGREGATE', `'${name}' must be an aggregate expression or appear in GROUP BY clause`);
