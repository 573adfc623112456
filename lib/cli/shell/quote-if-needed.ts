import { RESERVED } from '../../athena-sql/syntax/tokens';

/** A name as a statement has it: in quotes where it could not stand alone; parts of a dotted one by themselves. */
export function quoteIfNeeded(name: string): string {
  const [first = '', ...rest] = name.split('.');
  if (rest.length > 0) return `${quoteIfNeeded(first)}.${quoteIfNeeded(rest.join('.'))}`;
  return /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name.toUpperCase()) ? name : `"${name.replaceAll('"', '""')}"`;
}
