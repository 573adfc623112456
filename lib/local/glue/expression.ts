const COMPARISON = /^\s*(\w+)\s*(=|<>|!=|<=|>=|<|>)\s*'((?:[^']|'')*)'\s*$/;

const OPERATORS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/**
 * Reads a filter of GetPartitions: comparisons of a partition key with a text, joined by AND. (Glue knows more; nothing
 * here asks for it.)
 *
 * @returns whether a partition with these values is meant; undefined where the filter cannot be read
 */
export function partitionFilter(
  expression: string,
  keys: readonly string[],
): ((values: readonly string[]) => boolean) | undefined {
  const comparisons = expression.split(/\s+and\s+/i).map((text) => {
    const [, key, operator, value] = COMPARISON.exec(text) ?? [];
    const index = keys.indexOf(key ?? '');
    const compare = OPERATORS[operator ?? ''];
    if (index < 0 || !compare || value === undefined) return undefined;
    return (values: readonly string[]) => compare(values[index] ?? '', value.replaceAll("''", "'"));
  });
  if (comparisons.includes(undefined)) return undefined;
  return (values) => comparisons.every((matches) => matches?.(values));
}
