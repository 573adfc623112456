import { exitCode } from '../../../lib/operations';
import { changeFact, diagnoseOne, execution, verdict } from './changed-facts';
import { healthy, NOW, type Healthy } from './healthy';

/** The facts of a table whose own settings are these. */
function withSettings(change: Partial<Healthy['table']['table']>): Healthy {
  const facts = healthy();
  facts.table.table = { ...facts.table.table, ...change };
  return facts;
}

it('a failure that a verified night followed is a note', () => {
  const facts = healthy();
  const newest = execution('SUCCEEDED', { startTime: NOW });
  facts.table.executions = { is: 'found', value: { newest, failed: verdict, running: [] } };
  expect(diagnoseOne(facts)).toContainEqual(
    expect.objectContaining({ check: 'last-failure', severity: 'note', why: 'A later night was verified.' }),
  );
});

it('a night that runs is a note, with how to follow it', () => {
  const facts = healthy();
  facts.system.lastScheduledTime += 86_400_000;
  const newest = execution('RUNNING', { state: 'Wait1' });
  facts.table.executions = { is: 'found', value: { newest, failed: undefined, running: [newest] } };
  const findings = diagnoseOne(facts);
  expect(exitCode(findings)).toBe(0);
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'nights', what: expect.stringContaining('(Wait1)') as string }),
  );
});

describe('a table with settings of its own', () => {
  const about = (facts: Healthy, check: string) => diagnoseOne(facts).filter((finding) => finding.check === check);

  it('has its schedule at its own time', () => {
    const facts = withSettings({ schedule: '5:30' });
    expect(about(facts, 'schedule')).toMatchObject([
      { what: expect.stringContaining('instead of cron(30 5 * * ? *)') as unknown },
    ]);
    facts.table.schedule = changeFact(facts.table.schedule, { expression: 'cron(30 5 * * ? *)' });
    expect(about(facts, 'schedule')).toEqual([]);
  });

  it('is not missed before its own time has come', () => {
    const facts = withSettings({ schedule: '4:00' });
    facts.system.lastScheduledTime += 86_400_000;
    expect(about(facts, 'nights')).toHaveLength(1);
    facts.table.table = { ...facts.table.table, schedule: '3:59' };
    facts.system.now = Date.parse('2026-02-01T18:00:00Z');
    expect(about(facts, 'nights')).toEqual([]);
  });

  it('whose schedule was turned off is not told to turn it on, nor that nights are missing', () => {
    const facts = withSettings({ enabled: false });
    facts.table.schedule = changeFact(facts.table.schedule, { enabled: false });
    facts.system.lastScheduledTime += 5 * 86_400_000;
    expect(diagnoseOne(facts)).toEqual(diagnoseOne(healthy()));
  });
});
