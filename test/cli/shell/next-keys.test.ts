import { nextKeys } from '../../../lib/cli/shell/next-keys';

/** All pieces of keys that come at once. */
function pieces(keys: string): string[] {
  const all: string[] = [];
  let [rest, isPaste] = [keys, false];
  while (rest !== '') {
    const next = nextKeys(rest, isPaste);
    if (next.length === 0) return [...all, `waiting: ${JSON.stringify(rest)}`];
    if (next.text !== '') all.push(next.text);
    [rest, isPaste] = [rest.slice(next.length), next.isPaste];
  }
  return all;
}

describe('keys', () => {
  it.each([
    ['abc', ['abc']],
    ['sel\tme', ['sel\t', 'me']],
    ['a\rb\r\nc\n', ['a\r', 'b\r\n', 'c\n']],
    ['\u001b[200~a\tb\nc\u001b[201~d\t', ['a\tb\n', 'c', 'd\t']],
    ['\u001b[200~a\t\u001b[201~', ['a ']],
    ['\u001b[200~a\t', ['a', 'waiting: "\\t"']],
    ['SELECT\n\t1;', ['SELECT\n', '\t', '1;']],
  ])('%j come as %j', (keys, expected) => {
    expect(pieces(keys)).toEqual(expected);
  });
});
