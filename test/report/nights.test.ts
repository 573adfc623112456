import { readRegisteredExports } from '../../lib/night';

const partition = (exportDate: string, exportId: string, parameters: Record<string, string>) => ({
  values: [exportDate, exportId],
  location: '',
  parameters,
});

describe('the registered exports', () => {
  it('are those that may be a night, the newest of a date last, and none of a night that has expired', () => {
    const found = readRegisteredExports([
      partition('2026-01-31', 'b', { verified: 'true' }),
      partition('2026-01-31', 'a', {}),
      partition('2026-01-01', 'c', { expired: '2026-01-20T19:00:00.000Z' }),
    ]);
    expect(found.map(({ exportId, verified }) => [exportId, verified])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });
});
