import { changeFact, diagnoseOne } from './changed-facts';
import { healthy } from './healthy';

describe('the doctor, of point-in-time recovery', () => {
  const notes = (earliest: string, periodDays: number) => {
    const facts = healthy();
    facts.table.recovery = changeFact(facts.table.recovery, { earliest, periodDays });
    return diagnoseOne(facts).filter(({ check }) => check === 'point-in-time-recovery');
  };

  it('notes that it was switched off and on between two nights', () => {
    expect(notes('2026-01-31T10:00:00Z', 35)[0]).toMatchObject({
      severity: 'note',
      what: expect.stringContaining('not to the night 2026-01-31, though its window is 35 days') as string,
      why: 'A night between 2026-01-30T19:00:00.000Z and that time cannot be made up for any more.',
    });
  });

  it('says where it reaches, and no more, while its window is full or longer than the nights', () => {
    for (const [earliest, periodDays] of [
      ['2026-01-31T00:00:10Z', 1],
      ['2026-01-10T00:00:00Z', 35],
    ] as const)
      expect(notes(earliest, periodDays)).toEqual([
        expect.objectContaining({
          severity: 'note',
          what: expect.stringContaining(`any time from ${earliest} to`) as string,
        }),
      ]);
  });
});
