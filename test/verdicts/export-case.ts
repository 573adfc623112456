import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ERRORS, type ErrorName } from '../../lib/workflow';

const text = z.union([z.string(), z.strictObject({ match: z.string() })]);

/** What expected.json says of a night: what it published, or the error it ended with and what the cause tells. */
const expectedSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('SUCCEEDED'),
    output: z.strictObject({ itemCount: z.number(), warnings: z.array(z.record(z.string(), z.string())) }),
  }),
  z.strictObject({
    status: z.literal('FAILED'),
    error: z.enum(Object.keys(ERRORS) as ErrorName[]),
    cause: z.strictObject({ found: z.union([text, z.array(z.record(z.string(), z.string()))]), expected: text }),
  }),
]);

/** What service.json says of DynamoDB, where the night does not take a finished export. */
const serviceSchema = z.strictObject({
  failure: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  durationSeconds: z.null().optional(),
  withoutRecovery: z.literal(true).optional(),
});

/** A folder of test/fixtures/exports: an export, or a service that makes none, and what comes of the night. */
export interface ExportCase {
  readonly name: string;
  /** The downloaded export; undefined where DynamoDB is asked for one. */
  readonly directory: string | undefined;
  readonly service: z.output<typeof serviceSchema>;
  readonly expected: z.output<typeof expectedSchema>;
}

const FOLDER = join(__dirname, '../fixtures/exports');

/** All cases, one for each folder. */
export function exportCases(): ExportCase[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const [directory, service] = [join(FOLDER, name, 'export'), join(FOLDER, name, 'service.json')];
      if (existsSync(directory) === existsSync(service))
        throw new Error(`${join(FOLDER, name)} needs either export/ or service.json`);
      return {
        name: name.replaceAll('-', ' '),
        directory: existsSync(directory) ? directory : undefined,
        service: existsSync(service) ? serviceSchema.parse(json(service)) : {},
        expected: expectedSchema.parse(json(join(FOLDER, name, 'expected.json'))),
      };
    });
}

/** What expected.json says of a text or of problem rows, as Jest compares it: `{"match": "..."}` is a text with that in it. */
export function pattern(expected: z.output<typeof text> | readonly Record<string, string>[]): unknown {
  const part = typeof expected === 'object' && 'match' in expected ? expected.match : undefined;
  return part === undefined ? expected : expect.stringContaining(part);
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
