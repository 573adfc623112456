/** Numbers for things that are equal in all that matters; nobody changes them any more. */
export class Numbers<T extends object> {
  private readonly byText = new Map<string, number>();
  private readonly byObject = new WeakMap<T, number>();

  /** @param text all that matters of one */
  constructor(private readonly text: (one: T) => string) {}

  of(one: T): number {
    const known = this.byObject.get(one);
    if (known !== undefined) return known;
    const text = this.text(one);
    const number = this.byText.get(text) ?? this.byText.size;
    this.byText.set(text, number);
    this.byObject.set(one, number);
    return number;
  }
}
