import { sqlText } from '../../../lib/cli/options/sql-text';

const SQL = "SELECT 'ß🚗'\r\n";
const swapped = Buffer.from(`\ufeff${SQL}`, 'utf16le').swap16();

it.each([
  ['UTF-8', Buffer.from(SQL)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${SQL}`)],
  ['UTF-16, little end first, as PowerShell 5 writes it', Buffer.from(`\ufeff${SQL}`, 'utf16le')],
  ['UTF-16, big end first', swapped],
])('a file of %s is read', (_, bytes) => {
  expect(sqlText(bytes)).toBe(SQL);
});
