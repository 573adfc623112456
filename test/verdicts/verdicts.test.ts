import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERRORS } from '../../lib/workflow';
import { exportCases, pattern } from './export-case';
import { NIGHTS, publishPreviousNight, runCase, type Published } from './sushi-nights';

let root: string;
let before: Published;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'export-to-athena-'));
  before = await publishPreviousNight(join(root, 'previous'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** The rows of one night; its date is their last column. */
const of = (date: string, rows: Published['rows']['raw']) => rows.filter((row) => row.at(-1) === date);

it('the previous night is published, or what stays of it would prove nothing', () => {
  expect(before.rows).toMatchObject({ raw: { length: 3 }, history: { length: 3 }, newest: { length: 3 } });
  expect(of(NIGHTS.previous, before.rows.history)).toHaveLength(3);
});

describe.each(exportCases())('the night of the case "$name"', (judged) => {
  const { expected } = judged;
  let night: Awaited<ReturnType<typeof runCase>>;

  beforeAll(async () => {
    night = await runCase(judged, join(root, judged.name), join(root, 'previous'));
  });

  if (expected.status === 'FAILED') {
    it(`ends with ${expected.error}, which says what was found, what was expected and what to do`, () => {
      expect(night.result).toMatchObject({ status: 'FAILED', error: expected.error });
      expect(JSON.parse(night.result.cause ?? '')).toMatchObject({
        error: expected.error,
        what: expect.stringMatching(/\w/) as string,
        found: pattern(expected.cause.found),
        expected: pattern(expected.cause.expected),
        remedy: ERRORS[expected.error],
        exportDate: NIGHTS.judged,
      });
    });

    it('shows nothing of itself, and the previous night is as it was', () => {
      expect(night.after).toEqual(before);
    });
  } else {
    it('is published, with its warnings', () => {
      const { warnings, ...output } = night.result.output as { warnings: { check: string }[] };
      // The cases' table has another id than that of the previous night.
      const others = warnings.filter(({ check }) => check !== 'table_id');
      expect({ status: night.result.status, output: { ...output, warnings: others } }).toMatchObject({
        status: 'SUCCEEDED',
        output: expected.output,
      });
      expect(warnings).toHaveLength(others.length + 1);
      const { raw, history, newest } = night.after.rows;
      const itemsOf = (rows: Published['rows']['raw']) => of(NIGHTS.judged, rows).length;
      expect([raw, history, newest].map(itemsOf)).toEqual(Array(3).fill(expected.output.itemCount));
    });

    it('can be compared with the previous night, attribute by attribute', () => {
      expect(night.drift.map(([name]) => name)).toContain('tableid');
    });

    it('leaves the previous night as it was, and is the only one that the newest view shows', () => {
      const { raw, history, newest } = night.after.rows;
      expect(of(NIGHTS.previous, raw)).toEqual(before.rows.raw);
      expect(of(NIGHTS.previous, history)).toEqual(before.rows.history);
      expect(of(NIGHTS.previous, newest)).toEqual([]);
    });
  }
});
