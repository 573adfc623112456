import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './pages';
import { settingsPage } from './settings-page';

it('says of every setting in docs/settings.md what the schema says: npm run docs:settings', () => {
  expect(readFileSync(join(PROJECT, 'docs/settings.md'), 'utf8')).toBe(settingsPage());
});
