import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import rooms from '../layout/rooms.json';
import { PROJECT, pageText } from './pages';

const page = pageText('docs/architecture.md');
const folders = readdirSync(join(PROJECT, 'lib'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(PROJECT, 'lib', entry.name)).length > 0)
  .map(({ name }) => name);

describe('docs/architecture.md', () => {
  it.each(Object.entries(rooms))('says what lib/%s may import, as the lint does', (room, others) => {
    const [, told] = new RegExp(`^\\| \`lib/${room}\` .*\\| ([^|]+?) +\\|$`, 'm').exec(page) ?? [];
    expect(told).toBe(others.length === 0 ? 'nothing' : others.map((other) => `\`${other}\``).join(', '));
  });

  it.each(folders)('has lib/%s', (folder) => {
    expect(page).toMatch(new RegExp(`^\\| \`lib/${folder}\` `, 'm'));
  });
});

it('lets the lint hold every room of lib but cli to a list', () => {
  expect(Object.keys(rooms).sort()).toEqual(folders.filter((folder) => folder !== 'cli').sort());
  for (const name of Object.values(rooms).flat()) expect(existsSync(join(PROJECT, 'lib', name))).toBe(true);
});
