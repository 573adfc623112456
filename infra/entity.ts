import type { Column } from './column';

/** One entity of a single-table design, with views of its own. */
export interface Entity {
  /** Suffix of its views, after the table's name. */
  readonly name: string;
  /** Conditions that identify its items; an item must fulfil all of them. */
  readonly where: EntityCondition[];
  /**
   * Its typed columns, in addition to those of the table.
   *
   * @default - none
   */
  readonly columns?: Column[];
}

/** A condition that an item of an entity fulfils. */
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
