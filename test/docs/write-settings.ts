import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './pages';
import { settingsPage } from './settings-page';

// docs/settings.md anew: npm run docs:settings
writeFileSync(join(PROJECT, 'docs/settings.md'), settingsPage());
