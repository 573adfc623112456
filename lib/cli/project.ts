import { join } from 'node:path';

/** The project's folder, which holds cdk.json and queries/. */
export const PROJECT = join(__dirname, '../..');
