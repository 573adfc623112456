import { AthenaError } from '../errors';
import { comparable } from '../representation';
import type { Expression } from '../syntax/ast';
import type { Value } from '../value';
import { analyze } from './expression';
import { fresh, type Context, type Field, type Scope } from './scope';
import { spelled } from './openx';
import { some } from './walk';
import { isAggregate } from '../functions/aggregates';

interface Key {
  readonly inner: Value;
  readonly outer: Value;
}

/**
 * A grouped query is two: the inner one groups and computes keys k1.. and aggregates a1.., the outer one has the SELECT
 * items. So an item needs no rules of DuckDB's own about what may stand beside a GROUP BY.
 */
export class Grouping {
  readonly alias: string;
  private readonly keys: Key[] = [];
  private readonly aggregates = new Map<string, string>();
  private readonly sets: number[][] | undefined;

  constructor(
    readonly inner: Context,
    keys: readonly Value[],
    sets: readonly (readonly number[])[] | undefined,
  ) {
    this.alias = fresh(inner.session, 'g');
    this.sets = sets?.map((set) => [...set]);
    for (const [i, key] of keys.entries()) {
      this.keys.push({ inner: key, outer: { ...spelled(key), sql: `${this.alias}.k${i + 1}`, throws: false } });
    }
  }

  /** What the outer query sees: the inner columns that are group keys. */
  scope(): Scope {
    const fields = this.inner.scope.fields.map((field): Field => {
      const key = this.keys.find((k) => k.inner.sql === field.value.sql);
      if (key !== undefined) return { ...field, value: key.outer };
      return { ...field, unusable: () => notAggregate(field.name ?? 'column') };
    });
    return { fields, ...(this.inner.scope.parent === undefined ? {} : { parent: this.inner.scope.parent }) };
  }

  /** The group key that this expression is, if it is one. */
  keyOf(node: Expression, context: Context): Value | undefined {
    if (this.keys.length === 0 || some(node, (n) => !isLiteral(n) && cannotBeKey(n))) return undefined;
    if (isLiteral(node)) return undefined;
    try {
      const local = context.local === undefined ? {} : { local: context.local };
      const { sql } = analyze(node, { ...this.inner, ...local });
      return this.keys.find((key) => shape(key.inner.sql) === shape(sql))?.outer;
    } catch (error) {
      if (error instanceof AthenaError) return undefined;
      throw error;
    }
  }

  /** Registers an aggregate of the inner query; the same one twice is computed once. */
  aggregate(inner: Value): Value {
    const known = this.aggregates.get(inner.sql);
    const name = known ?? `a${this.aggregates.size + 1}`;
    if (known === undefined) this.aggregates.set(inner.sql, name);
    return { ...spelled(inner), sql: `${this.alias}.${name}`, throws: false };
  }

  /** grouping(..): a bit for each column, 1 where it is not part of the row's grouping set. */
  groupingOf(nodes: readonly Expression[]): string {
    const columns = nodes.map((node) => {
      const key = this.keys.find((k) => k.inner.sql === analyze(node, this.inner).sql);
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
    const group = groupExpression(inner);
    if (group === inner.sql) return inner.sql;
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

/** SQL with the lambda parameters numbered from its own start: they are new whenever an expression is translated. */
function shape(sql: string): string {
  const names = new Map<string, string>();
  return sql.replace(/\bv\d+\b/g, (name) => {
    const known = names.get(name) ?? `v_${names.size}`;
    names.set(name, known);
    return known;
  });
}

/** A literal among DuckDB's group keys would be taken for a column's number. */
const groupExpression = (key: Value): string =>
  key.literal === undefined ? comparable(key.sql, key.type) : `(${key.sql})`;

const isLiteral = (node: Expression): boolean =>
  ['null', 'boolean', 'integer', 'decimal', 'double', 'string', 'binary', 'typed', 'interval', 'parameter'].includes(
    node.kind,
  );

const cannotBeKey = (node: Expression): boolean =>
  isAggregate(node) ||
  ['grouping', 'scalarQuery', 'exists', 'inQuery'].includes(node.kind) ||
  (node.kind === 'call' && node.over !== undefined);

const notAggregate = (name: string): AthenaError =>
  new AthenaError('EXPRESSION_NOT_AGGREGATE', `'${name}' must be an aggregate expression or appear in GROUP BY clause`);
