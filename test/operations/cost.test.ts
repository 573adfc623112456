import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costLines } from '../../lib/cli/commands/cost';
import { estimateChanges, estimateCosts, TRANSITIONS, type CostedTable } from '../../lib/operations/cost';
import { exportCost, PRICES } from '../../lib/operations/prices';
import { runCli } from '../cli/run-cli';

const PAGE = readFileSync(join(__dirname, '../../docs/costs.md'), 'utf8');
const TERABYTE: CostedTable = { gigabytes: 1000, changes: 0.02, reconcile: 'weekly', checks: 2 };

describe('the costs of nights', () => {
  it('are those of the page that explains them', () => {
    const lines = costLines(TERABYTE, estimateCosts(TERABYTE));
    expect(PAGE).toContain(lines.map((line) => `    ${line}`.trimEnd()).join('\n'));
  });

  it('follow from the prices that the page names', () => {
    const ten = estimateCosts({ ...TERABYTE, gigabytes: 10 });
    expect(PAGE).toContain(
      `(0.10 USD per GB exported, ${PRICES.readTerabyte} USD per TB read, ${PRICES.thousandTransitions} USD per 1,000 transitions, 0.20 USD per GB and month of point-in-time recovery, ${PRICES.storedGigabyte} USD per GB and month in S3)`,
    );
    expect(PAGE).toContain(`with the ${TRANSITIONS.lines} transitions and two checks`);
    expect(PAGE).toContain(`| ${TRANSITIONS.lines} transitions  `);
    expect(PAGE).toContain(`| **together**                           | **${ten.lines.night.toFixed(3)}** |`);
    expect(ten.lines.dynamoDb).toBeCloseTo(exportCost(10 * 1024 ** 3));
  });

  it('of a night of changes are at most 6 % of a full one, where 2 % change', () => {
    for (const gigabytes of [100, 1000, 10_000]) {
      const { columnar, changes } = estimateCosts({ ...TERABYTE, gigabytes });
      expect(changes.night / columnar.night).toBeLessThanOrEqual(0.06);
    }
  });

  it('of changes are never below what DynamoDB bills at least, and count the keys where the items are known', () => {
    expect(estimateChanges({ ...TERABYTE, changes: 0 }) * 1024 ** 3).toBe(10_000_000);
    expect(estimateChanges({ ...TERABYTE, items: 1e9 })).toBeGreaterThan(estimateChanges(TERABYTE));
  });

  it('of reconciling are those of the full nights in a month', () => {
    const month = (reconcile: CostedTable['reconcile']) =>
      estimateCosts({ ...TERABYTE, reconcile }).changes.reconciling;
    const { night } = estimateCosts(TERABYTE).columnar;
    expect([month('never'), month('monthly'), month('weekly')]).toEqual([0, night, (30 / 7) * night]);
  });
});

describe('the command cost', () => {
  it('asks no account, and gives all as JSON', async () => {
    const { stdout, exitCode } = await runCli('cost', '--size', '1 TB', '--changes', '2 %', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      prices: PRICES,
      costs: { columnar: { dynamoDb: 100 }, changes: { dynamoDb: 4 } },
    });
    expect(exitCode).toBe(0);
  });

  it.each([
    ['a size without a unit', ['--size', '12', '--changes', '2%']],
    ['a size of nothing', ['--size', '0GB', '--changes', '2%']],
    ['changes without %', ['--size', '1TB', '--changes', '2']],
    ['changes of more than all', ['--size', '1TB', '--changes', '101%']],
    ['no changes at all', ['--size', '1TB']],
  ])('refuses %s', async (_, args) => {
    expect((await runCli('cost', ...args)).exitCode).toBe(2);
  });
});
