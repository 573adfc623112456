import type { PartitionShape, TableColumns } from '../catalog';
import { mark } from './mark';
import { duckType, map, VARCHAR, type Type } from '../types';
import { quoteName } from '../quote';

const ATTRIBUTE = map(VARCHAR, VARCHAR);

/** What a condition asks of a text that is the same in all rows of a partition. */
export interface PartitionTest {
  readonly scan: Scan;
  readonly column: string;
  readonly holds: (text: string) => boolean;
}

/** Where a scan stands in a statement. */
export interface ScanOrigin {
  /** `database.table`. */
  readonly name: string;
  /** The views that it is read through, outermost first, each as `database.view`. */
  readonly views: readonly string[];
  /** The WHERE clauses of the queries that it stands in, as they are written, outermost first. */
  readonly conditions: readonly string[];
}

/** What is known of a scan when its statement has been translated. */
export interface ScanPlan extends ScanOrigin {
  /** Those that are read. */
  readonly partitions: readonly Pick<PartitionShape, 'constants' | 'stored'>[];
  /** How many partitions with files the table has. */
  readonly ofPartitions: number;
  /** Of items, the attributes that are read; undefined where whole rows or items are. */
  readonly attributes: readonly string[] | undefined;
}

/**
 * A table where a statement names it. Which of its partitions are read, and which attributes of their items, is known when
 * all of the statement has been analyzed; until then a placeholder stands for its relation.
 */
export class Scan {
  /** Names of the attributes that the statement takes out of items; what takes one adds it. */
  readonly attributes = new Set<string>();
  private partitions: readonly PartitionShape[];

  constructor(
    /** In DuckDB's SQL. */
    readonly alias: string,
    private readonly table: TableColumns,
    /** Whether of its items the attributes are read that the statement names, and nothing else. */
    readonly isPartial: boolean,
    /** What it is called, and what it is asked through. */
    readonly origin: ScanOrigin = { name: '', views: [], conditions: [] },
  ) {
    this.partitions = table.partitions;
  }

  /** What stands for the relation. */
  get relation(): string {
    return mark(this.alias);
  }

  /** What stands wherever the whole item is needed. */
  get wholeItem(): string {
    return mark(`${this.alias}.item`);
  }

  /** Whether there is no row for certain. */
  get isEmpty(): boolean {
    return this.partitions.length === 0;
  }

  /** What is read, as far as it is known by now. */
  get plan(): ScanPlan {
    return {
      ...this.origin,
      partitions: this.partitions,
      ofPartitions: this.table.partitions.length,
      attributes: this.isPartial ? [...this.attributes] : undefined,
    };
  }

  /** Whether some partition has one text in all rows of a column. */
  hasConstant(column: string): boolean {
    return this.table.partitions.some(({ constants }) => constants.has(column));
  }

  /** Leaves out the partitions of which a condition rules out every row, as Athena does before it reads. */
  prune({ column, holds }: Pick<PartitionTest, 'column' | 'holds'>): void {
    this.partitions = this.partitions.filter(({ constants }) => {
      const text = constants.get(column);
      return text === undefined || holds(text);
    });
  }

  /** The SQL with the relation in its place. */
  fillIn(sql: string): string {
    return sql.replaceAll(this.relation, () => this.union());
  }

  private union(): string {
    if (this.isEmpty) return `(${noRows(this.emptyColumns())})`;
    const attributes = [...this.attributes];
    if (this.partitions.length > 1 && this.table.sqlOfAll !== undefined)
      return `(${this.table.sqlOfAll(this.partitions, this.isPartial ? attributes : undefined)})`;
    const selects = this.partitions.map(({ sql, sqlOf }) =>
      this.isPartial && sqlOf !== undefined ? sqlOf(attributes) : sql(),
    );
    return `(${selects.join(' UNION ALL ')})`;
  }

  private emptyColumns(): { name: string; type: Type }[] {
    const { columns } = this.table;
    if (!this.isPartial) return [...columns];
    return [...columns, ...[...this.attributes].map((name) => ({ name: attributeColumn(name), type: ATTRIBUTE }))];
  }
}

/**
 * The column of a partial scan that has an attribute. DuckDB evaluates what stands in a CASE for some rows of a vector alone,
 * and to pick those out of a STRUCT it picks them out of all its fields.
 */
export const attributeColumn = (attribute: string): string => `item.${attribute}`;

/** Rows of the right types that are not there. */
export function noRows(columns: readonly { readonly name: string; readonly type: Type }[]): string {
  const nulls = columns.map(({ name, type }) => `CAST(NULL AS ${duckType(type)}) AS ${quoteName(name)}`);
  return `SELECT ${nulls.join(', ')} WHERE FALSE`;
}
