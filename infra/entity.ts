import type { Column } from './column';

/** One of the entities of a single-table design; it gets views of its own. */
export interface Entity {
  /** What its views are called, behind the table's. */
  readonly name: string;
  /** What tells its items from others; all hold. */
  readonly where: EntityCondition[];
  /**
   * Its typed columns, beside those of the table.
   *
   * @default - none
   */
  readonly columns?: Column[];
}

/** What an item of an entity has. */
export class EntityCondition {
  /** A text attribute that is equal to a text. */
  static textIs(attribute: string, text: string): EntityCondition {
    return new EntityCondition(attribute, text, undefined);
  }

  /** A text attribute that begins with a text. */
  static beginsWith(attribute: string, prefix: string): EntityCondition {
    return new EntityCondition(attribute, undefined, prefix);
  }

  private constructor(
    /** The attribute, in its own upper and lower case. */
    readonly attribute: string,
    /** The text that it is. */
    readonly text: string | undefined,
    /** The text that it begins with. */
    readonly prefix: string | undefined,
  ) {}
}
