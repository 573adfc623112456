import { exitCode } from '../../../lib/operations';
import { changeFact, denied, diagnoseOne, missing, quotas } from './changed-facts';
import { healthy, type Healthy } from './healthy';

it('the doctor says how long a night waits for Athena, as the retries have it', () => {
  const facts = healthy({ tables: ['A', 'B'].map((name) => ({ name, partitionKey: { name: 'id' } })) });
  const whys = diagnoseOne(facts).map(({ why }) => why);
  expect(whys).toContainEqual(expect.stringContaining('A night tries again for hours, at most 5, and then fails.'));
});

describe('quotas', () => {
  const headroom = (facts: Healthy) => diagnoseOne(facts).filter(({ check }) => check === 'headroom');
  const manyTables = (number: number) =>
    healthy({
      tables: Array.from({ length: number }, (_, index) => ({ name: `T${index}`, partitionKey: { name: 'id' } })),
    });

  it('are those of the account: a validation of 25 minutes is none to speak of where a query has 240', () => {
    const facts = healthy();
    facts.table.validation = changeFact(facts.table.validation, { milliseconds: 25 * 60_000 });
    facts.system.quotas = { ...quotas(facts), queryMinutes: { is: 'found', value: 240 } };
    expect(headroom(facts)).toContainEqual(
      expect.objectContaining({ severity: 'note', what: expect.stringContaining('25.0 of 240 minutes') as string }),
    );
  });

  it.each([
    ['may not be read', denied, 'could not be read: AWS does not allow it.'],
    ['Service Quotas does not know', missing, 'could not be read: Service Quotas does not know L-E80DC288 of athena.'],
  ])("that %s are AWS's documented defaults, and it is said why", (_, queryMinutes, reason) => {
    const facts = healthy();
    facts.system.quotas = { ...quotas(facts), queryMinutes };
    const findings = diagnoseOne(facts);
    expect(exitCode(findings)).toBe(0);
    expect(findings).toContainEqual(
      expect.objectContaining({
        what: expect.stringMatching(/of 30 minutes\. 30 is AWS's documented default, .*/) as string,
      }),
    );
    expect(findings.map(({ what }) => what).join()).toContain(reason);
  });

  it('of active queries are compared with what the nights of all tables ask at the same time', () => {
    const facts = manyTables(18);
    facts.system.checks = [];
    expect(headroom(facts)).toContainEqual(
      expect.objectContaining({
        severity: 'note',
        what: 'The nights of 18 tables have up to 18 of 150 active queries at the same time. 150 is the quota of this account.',
      }),
    );
    facts.system.quotas = { ...quotas(facts), activeQueries: { is: 'found', value: 20 } };
    expect(headroom(facts)).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        remedy: expect.stringMatching(/flexibleWindowMinutes, or aws service-quotas .* --desired-value 36 /) as string,
      }),
    );
  });

  it('of active queries are met five times as soon where every night runs checks', () => {
    const facts = manyTables(18);
    facts.system.checks = Array.from({ length: 9 }, (_, index) => ({
      name: `c${index}`,
      title: 't',
      description: 'd',
      table: undefined,
      severity: 'warn' as const,
      sql: 'SELECT 1 WHERE false',
    }));
    expect(headroom(facts).map(({ what }) => what)).toContainEqual(expect.stringContaining('up to 90 of 150'));
  });

  it('of active queries are no matter of one table', () => {
    expect(headroom(healthy()).map(({ what }) => what)).not.toContainEqual(expect.stringContaining('active queries'));
  });

  it('of exports are compared with the tables that start at the same time', () => {
    expect(headroom(manyTables(260))).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        what: expect.stringContaining('this system starts 260 a night') as string,
      }),
    );
  });
});
