import { PROMISES_FILE, readPromises } from './promises';
import { writeJson } from './write-json';

// test/infra/promises.json anew: npx tsx test/infra/write-promises.ts
writeJson(PROMISES_FILE, readPromises());
