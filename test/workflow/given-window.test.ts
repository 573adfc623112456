import { ChainServices } from './chain-services';
import { DAY, HOUR, withFirstNight } from './first-night';

describe('an incremental export that the input gives', () => {
  const from = Date.parse('2026-01-30T19:00:00Z');

  it('is added to the night at whose instant it begins', async () => {
    const services = await withFirstNight();
    await services.clock.sleep(DAY);
    const exportArn = services.exportByHand(services.names.exportPrefix, { from, to: from + DAY });
    await services.clock.sleep(DAY);
    const result = await services.night({ exportArn });
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(services.chainOf('2026-01-31')).toMatchObject({
      night_kind: 'changes',
      export_time: '2026-01-31T19:00:00.000Z',
    });
    expect(services.asked).toEqual([]);
  });

  it.each([
    ['begins later', HOUR],
    ['begins earlier', -HOUR],
  ])('is refused where it %s', async (_, shift) => {
    const services = await withFirstNight();
    await services.clock.sleep(2 * DAY);
    const exportArn = services.exportByHand(services.names.exportPrefix, { from: from + shift, to: from + DAY });
    await services.clock.sleep(HOUR);
    expect((await services.night({ exportArn })).error).toBe('Changes.NotContiguous');
  });

  it('is refused where there is no night', async () => {
    const services = new ChainServices();
    const exportArn = services.exportByHand(services.names.exportPrefix, { from: from - DAY, to: from });
    await services.clock.sleep(HOUR);
    expect((await services.night({ exportArn })).error).toBe('Changes.NoBase');
  });

  it('is refused where it is one of another table of the name', async () => {
    const services = await withFirstNight();
    services.script = { tableId: 'another' };
    await services.clock.sleep(DAY);
    const exportArn = services.exportByHand(services.names.exportPrefix, { from, to: from + DAY });
    await services.clock.sleep(HOUR);
    expect((await services.night({ exportArn })).error).toBe('Changes.OtherTable');
  });
});
