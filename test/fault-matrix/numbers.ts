/** A thing, and the number of all that are equal to it. */
export interface Numbered<T> {
  readonly value: T;
  readonly number: number;
}

/** Numbers for things that are equal in all that matters, and do not change any more. */
export class Numbers<T extends object> {
  private readonly byText = new Map<string, Numbered<T>>();
  private readonly byObject = new WeakMap<T, number>();

  /** @param text all that matters of one */
  constructor(private readonly text: (one: T) => string) {}

  /** The number of one that is asked for again and again. */
  of(one: T): number {
    let number = this.byObject.get(one);
    if (number === undefined) this.byObject.set(one, (number = this.first(one).number));
    return number;
  }

  /** The first one that was equal to this one: the others need not be kept. */
  first(one: T): Numbered<T> {
    const text = this.text(one);
    let first = this.byText.get(text);
    if (!first) this.byText.set(text, (first = { value: one, number: this.byText.size }));
    return first;
  }
}
