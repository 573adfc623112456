import { formatOfFile } from '../../../lib/cli/answers/format-of-file';

it.each([
  ['a.csv', 'csv'],
  ['a.CSV', 'csv'],
  ['a.json', 'json'],
  ['a.jsonl', 'json'],
  ['a.parquet', 'parquet'],
  ['a.txt', 'table'],
  ['a', 'table'],
  ['a.2026-11-23', 'table'],
])('the answer in %s is written as %s', (file, format) => {
  expect(formatOfFile(file)).toBe(format);
});

it.each(['a.arrow', 'a.csv.gz', 'A.XLSX', 'a.tsv', 'a.pq'])('%s is refused, which would get a table', (file) => {
  expect(() => formatOfFile(file)).toThrow(
    /^No answer is written as \w+ \(.*\): give a file that ends in \.csv, \.json or \.parquet, or in \.txt for a table$/,
  );
});
