import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../export';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const chef = (name: string): AttributeValue => ({ S: name });

/**
 * What a table without a schema also holds, each with something that a pipeline to SQL can lose: names that differ in
 * case only, digits beyond a double, every type descriptor, characters with a meaning in JSON, SQL or CSV.
 */
export const ODD_ATTRIBUTES: readonly Item[] = [
  { orderid: { S: 'legacy-4711' } },
  { loyaltyNumber: { N: '12345678901234567890123456789012345678' } },
  {
    discount: { N: '-0.00000000000000000000000000000000000001' },
    rate: { N: '1E-30' },
    atoms: { N: '6.02214076E+23' },
  },
  { balance: { N: '-99999999999999999999999999999999999999' }, zero: { N: '0' }, minus: { N: '-12.50' } },
  { allergens: { SS: ['えび', 'かに', 'egg, "raw"'] }, seats: { NS: ['1', '2.5', '-3'] } },
  {
    stamps: { BS: [bytes(0, 1, 255), bytes(222, 173, 190, 239)] },
    photo: { B: bytes(137, 80, 78, 71, 13, 10, 26, 10) },
  },
  {
    kitchen: {
      M: { Chef: chef('佐藤'), chef: chef('鈴木'), Shift: { M: { Start: { N: '11' }, start: { N: '17' } } } },
    },
  },
  {
    notes: {
      L: [{ S: 'no wasabi' }, { N: '2' }, { L: [{ BOOL: false }, { NULL: true }] }, { M: { By: { S: 'Kenji' } } }],
    },
  },
  { coupon: { NULL: true }, takeaway: { BOOL: true }, paid: { BOOL: false } },
  { comment: { S: '🍣 美味しい 👨‍👩‍👧' } },
  { comment: { S: 'line\u2028separator\u2029paragraph' } },
  { comment: { S: 'He said "two\\three",\nthen left\tat 5 o\'clock\r\n; DROP TABLE x --' } },
  { comment: { S: '' }, tags: { L: [] }, extras: { M: {} } },
  { 'price.currency': { S: 'JPY' }, 'table name': { S: '窓側 2' }, '"quoted"': { S: '`' } },
  { quantity: { S: 'two' } },
  { price: { S: '時価' }, MENU: { S: 'upper' } },
  { html: { S: '<script>alert("x")</script>&amp;' }, json: { S: '{"Item":{"S":"not an item"}}' } },
];
