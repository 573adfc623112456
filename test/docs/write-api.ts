import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiPage } from './api-page';
import { PROJECT } from './pages';

// API.md anew: npm run docs:api
writeFileSync(join(PROJECT, 'API.md'), apiPage());
