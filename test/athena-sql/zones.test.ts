import { findKeptOffset, offsetAt } from '../../lib/athena-sql/runtime/zones';

describe('the distance that a zone keeps from UTC', () => {
  it.each([
    ['Asia/Tokyo', 540],
    ['Asia/Kolkata', 330],
    ['Asia/Seoul', 540],
    ['America/Phoenix', -420],
  ])('is known where clocks have not changed since 2000: %s', (zone, minutes) => {
    expect(findKeptOffset(zone)).toEqual({ from: '2000-01-01 00:00:00', to: '2050-01-01 00:00:00', minutes });
  });

  it.each(['Europe/Berlin', 'Asia/Pyongyang', 'Africa/Casablanca', 'Pacific/Apia'])('is none in %s', (zone) => {
    expect(findKeptOffset(zone)).toBeUndefined();
  });

  it('says nothing of the years before', () => {
    expect(offsetAt('Asia/Tokyo', Date.UTC(1949, 6, 1))).toBe(10 * 3_600_000);
  });
});
