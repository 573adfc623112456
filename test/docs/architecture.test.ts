import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, pageText } from './pages';

const page = pageText('docs/architecture.md');
const rules = readFileSync(join(PROJECT, 'eslint.config.mjs'), 'utf8');
const rooms = readdirSync(join(PROJECT, 'lib'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it.each(rooms)('has a row for lib/%s in docs/architecture.md', (room) => {
  expect(page).toMatch(new RegExp(`^\\| \`lib/${room}\` `, 'm'));
});

it.each(rooms.filter((room) => room !== 'cli'))('has a list of what lib/%s may import in eslint.config.mjs', (room) => {
  expect(rules).toMatch(new RegExp(`^  '?${room}'?: \\[`, 'm'));
});
