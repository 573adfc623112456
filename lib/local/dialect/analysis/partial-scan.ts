/** A scan that reads of its items the attributes that the statement names, which are known when all of it was analyzed. */
export class PartialScan {
  /** Whoever takes an attribute out of an item adds its name. */
  readonly attributes = new Set<string>();

  constructor(
    /** The scan's alias in DuckDB's SQL. */
    readonly alias: string,
    private readonly relationOf: (attributes: readonly string[]) => string,
  ) {}

  /** What stands for the scan's relation until its attributes are known: no text of a statement has a NUL in it. */
  get relation(): string {
    return `\0${this.alias}\0`;
  }

  /** The SQL with the relation in its place. */
  filledIn(sql: string): string {
    return sql.replaceAll(this.relation, () => this.relationOf([...this.attributes]));
  }
}
