import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';
import type { WireItem } from './items';

/** What animal.json says. */
const schema = z.strictObject({
  /** What is awkward about the table, and where such tables come from. */
  why: z.string().min(1),
  /** Name of the DynamoDB table. */
  table: z.string().default('animal'),
  /** Data files of the export. */
  files: z.int().min(1).default(2),
  /** `S3Prefix` of the export. */
  prefix: z.string().optional(),
  /** Key attributes that a person gives, of a table whose items do not tell. */
  givenKey: z.array(z.string()).optional(),
  /** Key attributes that are to be found. */
  key: z.array(z.string()).optional(),
  /** Entities that are to be found. */
  entities: z.array(z.string()).optional(),
  /** Attributes that are to become no column. */
  undeclared: z.array(z.string()).default([]),
  /** Whether it has no items, so that its first night has no columns to compare. */
  empty: z.boolean().default(false),
});

/** An awkward table: a folder of animals/, with animal.json and its items in items.jsonl or, of a big one, in items.ts. */
export interface Animal extends z.output<typeof schema> {
  readonly name: string;
  readonly items: readonly WireItem[];
}

const FOLDER = join(__dirname, 'animals');

/** All animals, one for each folder. */
export function animals(): Animal[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => ({
      name,
      ...schema.parse(JSON.parse(readFileSync(join(FOLDER, name, 'animal.json'), 'utf8'))),
      items: itemsOf(join(FOLDER, name)),
    }));
}

function itemsOf(folder: string): WireItem[] {
  const lines = join(folder, 'items.jsonl');
  if (!existsSync(lines)) {
    const load = createRequire(__filename);
    return [...(load(join(folder, 'items')) as { items: () => Iterable<WireItem> }).items()];
  }
  return readFileSync(lines, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { Item: WireItem }).Item);
}
