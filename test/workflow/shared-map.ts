/** A map of which a copy costs nothing: copies share what they hold until one of them changes. */
export class SharedMap<K, V> implements Iterable<[K, V]> {
  private held: Map<K, V>;
  private isShared = true;

  constructor(origin: ReadonlyMap<K, V> | SharedMap<K, V> = new Map()) {
    if (!(origin instanceof SharedMap)) this.held = new Map(origin);
    else this.held = origin.share() as Map<K, V>;
  }

  /** What it holds now, as an object that never changes. */
  share(): ReadonlyMap<K, V> {
    this.isShared = true;
    return this.held;
  }

  get size(): number {
    return this.held.size;
  }

  get(key: K): V | undefined {
    return this.held.get(key);
  }

  has(key: K): boolean {
    return this.held.has(key);
  }

  keys(): MapIterator<K> {
    return this.held.keys();
  }

  values(): MapIterator<V> {
    return this.held.values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.held[Symbol.iterator]();
  }

  set(key: K, value: V): void {
    if (this.held.get(key) !== value || !this.held.has(key)) this.own().set(key, value);
  }

  delete(key: K): void {
    if (this.held.has(key)) this.own().delete(key);
  }

  /** What it alone holds. */
  private own(): Map<K, V> {
    if (this.isShared) this.held = new Map(this.held);
    this.isShared = false;
    return this.held;
  }
}
