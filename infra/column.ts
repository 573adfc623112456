/** An attribute that becomes a typed column. */
export interface Column {
  /** The attribute, in its own upper and lower case. */
  readonly attribute: string;
  /**
   * Path below the attribute through nested maps.
   *
   * @default - the attribute itself
   */
  readonly path?: string[];
  /** Type of the column. */
  readonly type: ColumnType;
  /**
   * Name of the column.
   *
   * @default - attribute and path in snake_case
   */
  readonly name?: string;
}

/** Types of columns. A value of another type is NULL in the views, and the validation reports it. */
export class ColumnType {
  /** A text. */
  static readonly STRING = new ColumnType('string');
  /** A whole number of 64 bits. */
  static readonly BIGINT = new ColumnType('bigint');
  /** A floating-point number, which is not exact. */
  static readonly DOUBLE = new ColumnType('double');
  /** True or false. */
  static readonly BOOLEAN = new ColumnType('boolean');
  /** An instant: a text in ISO 8601, in UTC and to the millisecond. */
  static readonly TIMESTAMP = new ColumnType('timestamp');
  /** A day: a text such as 2026-01-31. */
  static readonly DATE = new ColumnType('date');
  /** Maps and lists as text of JSON. */
  static readonly JSON = new ColumnType('json');
  /** Bytes. */
  static readonly BINARY = new ColumnType('binary');

  /** An exact number of `precision` digits, `scale` of them after the decimal point. */
  static decimalOf(precision: number, scale = 0): ColumnType {
    return new ColumnType(`decimal(${precision},${scale})`);
  }

  /** A list or set. */
  static arrayOf(element: ColumnType): ColumnType {
    return new ColumnType(`array<${element.name}>`);
  }

  /** A type as Athena writes it, such as `decimal(12,2)`. */
  static of(name: string): ColumnType {
    return new ColumnType(name);
  }

  private constructor(
    /** As Athena's DDL writes it. */
    readonly name: string,
  ) {}
}
