/** The header of an SQL file, and the statement below it. */
export interface HeadedStatement {
  /** The values of a key, one for each of its lines; `[]` where the header has none. */
  readonly all: (key: string) => string[];
  /** The only value of a key. @throws Error where the header has none, or two. */
  readonly one: (key: string, expected: string) => string;
  /** The statement, without the semicolon at its end. */
  readonly sql: string;
  /** @throws Error that names the file */
  readonly wrong: (problem: string) => never;
}

const LINE = /^--\s*(\w+):\s*(.*)$/;

/**
 * Reads the SQL comments `-- key: value` above a statement.
 *
 * @param file path that messages name
 * @param keys the keys that the header may have
 * @throws Error naming the file and what is wrong with it
 */
export function readHeader(file: string, text: string, keys: readonly string[]): HeadedStatement {
  const wrong = (problem: string): never => {
    throw new Error(`${file}: ${problem}`);
  };
  // editors on Windows begin a file with a byte order mark
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
  const end = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('--'));
  const fields = lines.slice(0, end < 0 ? lines.length : end).flatMap((line) => {
    const [, key, value] = LINE.exec(line.trim()) ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value: value.trim() }];
  });
  const unknown = fields.find(({ key }) => !keys.includes(key));
  if (unknown) wrong(`its header has "${unknown.key}"; use ${keys.join(', ')}`);
  const all = (key: string) => fields.filter((field) => field.key === key).map(({ value }) => value);
  const one = (key: string, expected: string) => {
    const [value, second] = all(key);
    if (second !== undefined) wrong(`its header has two lines "-- ${key}:"; leave one`);
    return value === undefined || value === '' ? wrong(`its header needs a line "-- ${key}: ${expected}"`) : value;
  };
  const sql = lines
    .slice(end < 0 ? lines.length : end)
    .join('\n')
    .trim()
    .replace(/;$/, '');
  return sql === '' ? wrong('it has no statement') : { all, one, sql, wrong };
}
