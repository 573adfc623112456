import { bytes, duration, timeOfDay, usDollars } from '../../../lib/cli/terminal/format';

describe('numbers for a person', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [1_949_000, '1.9 MB'],
    [5_000_000_000_000_000, '5000.0 TB'],
  ])('%d bytes are %s', (number, text) => {
    expect(bytes(number)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [999.4, '999 ms'],
    [1_000, '1.0 s'],
    [61_000, '61.0 s'],
  ])('%d milliseconds are %s', (number, text) => {
    expect(duration(number)).toBe(text);
  });

  it.each([
    [0, '0.00 USD'],
    [0.000047684, '0.000048 USD'],
    [0.5, '0.50 USD'],
    [12.3456, '12.35 USD'],
  ])('%d dollars are %s', (amount, text) => {
    expect(usDollars(amount)).toBe(text);
  });

  it('a time is that of the zone', () => {
    expect(timeOfDay(Date.UTC(2026, 0, 30, 19, 5, 9), 'Asia/Tokyo')).toBe('04:05:09');
  });
});
