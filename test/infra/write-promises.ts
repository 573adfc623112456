import { writeFileSync } from 'node:fs';
import { PROMISES_FILE, readPromises } from './promises';

// test/infra/promises.json anew: npx tsx test/infra/write-promises.ts
writeFileSync(PROMISES_FILE, `${JSON.stringify(readPromises(), undefined, 2)}\n`);
