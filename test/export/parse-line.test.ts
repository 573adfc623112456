import { exportLine, parseExportLine, type Item } from '../../lib/export';

describe('an item that is read from its line', () => {
  it.each<[string, Item]>([
    ['texts', { s: { S: 'a"\n\u2028' }, empty: { S: '' } }],
    ['numbers with all digits', { n: { N: '12345678901234567890123456789012345678' }, e: { N: '1E-30' } }],
    ['truths and nothing', { t: { BOOL: false }, z: { NULL: true } }],
    ['binaries', { b: { B: Uint8Array.of(0, 255) }, bs: { BS: [Uint8Array.of(1), Uint8Array.of()] } }],
    ['sets', { ss: { SS: ['a', 'b'] }, ns: { NS: ['1', '2.5'] } }],
    ['what is inside lists and maps', { l: { L: [{ M: { B: { B: Uint8Array.of(7) } } }, { L: [] }] }, m: { M: {} } }],
    ['names in two cases', { orderId: { S: 'a' }, orderid: { S: 'b' } }],
    ['the name __proto__', Object.fromEntries([['__proto__', { S: 'x' }]])],
  ])('has the %s that were written', (_, item) => {
    const read = parseExportLine(exportLine(item));
    expect(read).toEqual(item);
    expect(Object.keys(read)).toEqual(Object.keys(item));
  });

  it('needs a line with an item', () => {
    expect(() => parseExportLine('{}')).toThrow('The line has no Item: {}');
    expect(() => parseExportLine('{"Item":')).toThrow(SyntaxError);
  });
});
