import { AthenaError } from '../../../athena-sql/dialect';

/**
 * What SHOW TABLES and SHOW VIEWS take: `*` for any text and `|` for a choice (AWS "SHOW TABLES"); without a pattern, all.
 *
 * @throws AthenaError
 */
export function hivePattern(pattern: string | undefined): (name: string) => boolean {
  return pattern === undefined ? () => true : wholeMatch(pattern.replaceAll('*', '.*'), pattern);
}

/** What SHOW DATABASES takes: a regular expression of all of the name (AWS "SHOW DATABASES"). @throws AthenaError */
export function regularPattern(pattern: string | undefined): (name: string) => boolean {
  return pattern === undefined ? () => true : wholeMatch(pattern, pattern);
}

/** What SHOW FUNCTIONS takes: `%` for any text and `_` for a character (Trino "SHOW FUNCTIONS"). */
export function likePattern(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const escaped = pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return wholeMatch(escaped.replaceAll('%', '.*').replaceAll('_', '.'), pattern, '');
}

function wholeMatch(expression: string, pattern: string, flags = 'i'): (name: string) => boolean {
  let whole: RegExp;
  try {
    whole = new RegExp(`^(?:${expression})$`, flags);
  } catch {
    throw new AthenaError('INVALID_ARGUMENTS', `The pattern '${pattern}' is no regular expression`);
  }
  return (name) => whole.test(name);
}
