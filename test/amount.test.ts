import { amount, count } from '../lib/amount';

it('writes a number with commas', () => {
  expect(count(1_234_567)).toBe('1,234,567');
});

it.each([
  [0, '0 items'],
  [1, '1 item'],
  [2_000, '2,000 items'],
])('says %d items as a person does', (number, text) => {
  expect(amount(number, 'item')).toBe(text);
});

it.each([
  [1, '1 entity'],
  [3, '3 entities'],
])('says %d entities as a person does', (number, text) => {
  expect(amount(number, 'entity', 'entities')).toBe(text);
});
