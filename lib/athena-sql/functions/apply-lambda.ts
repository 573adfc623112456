/** The body of `lambda x, y: ..` with something else for its parameters, which are marks. */
export function applyLambda(lambda: string, args: readonly string[]): string {
  const end = lambda.indexOf(': ');
  const names = lambda.slice('lambda '.length, end).split(', ');
  return names.reduce((body, name, i) => body.replaceAll(name, () => args[i] ?? 'NULL'), lambda.slice(end + 2));
}
