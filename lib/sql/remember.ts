/**
 * A function that computes what it gives once for each object. The objects must not change: they are of configurations, and
 * what is made of them stands in many statements.
 */
export function rememberByObject<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}
