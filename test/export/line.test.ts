import { exportLine, type Item } from '../../lib/export';

describe('the line of an item', () => {
  it('has every type descriptor as AWS writes it', () => {
    const item: Item = {
      s: { S: 'x' },
      n: { N: '12.5' },
      o: { BOOL: true },
      z: { NULL: true },
      b: { B: Buffer.from('bytes') },
      l: { L: [] },
      m: { M: {} },
      ss: { SS: ['a'] },
      ns: { NS: ['1'] },
      bs: { BS: [Uint8Array.of(0), Uint8Array.of(255)] },
    };
    expect(exportLine(item)).toBe(
      '{"Item":{"s":{"S":"x"},"n":{"N":"12.5"},"o":{"BOOL":true},"z":{"NULL":true},"b":{"B":"Ynl0ZXM="},' +
        '"l":{"L":[]},"m":{"M":{}},"ss":{"SS":["a"]},"ns":{"NS":["1"]},"bs":{"BS":["AA==","/w=="]}}}\n',
    );
  });

  it('is one line, whatever the texts hold', () => {
    const text = 'quote " backslash \\ newline \n return \r separator \u2028 emoji 🍣 null \0';
    const line = exportLine({ [text]: { S: text } });
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual({ Item: { [text]: { S: text } } });
  });

  it('keeps every digit and every name', () => {
    const digits = '12345678901234567890123456789012345678';
    const item = Object.fromEntries([
      ['orderId', { N: digits }],
      ['orderid', { NS: ['1E-130', '-0.5'] }],
      ['__proto__', { M: { __Proto__: { L: [{ N: digits }, { M: { Chef: { S: '' } } }] } } }],
    ]) as Item;
    expect(exportLine(item)).toBe(
      `{"Item":{"orderId":{"N":"${digits}"},"orderid":{"NS":["1E-130","-0.5"]},` +
        `"__proto__":{"M":{"__Proto__":{"L":[{"N":"${digits}"},{"M":{"Chef":{"S":""}}}]}}}}}\n`,
    );
  });

  it('takes the bytes that a view shows, not the buffer behind it', () => {
    expect(exportLine({ b: { B: Uint8Array.of(1, 2, 3).subarray(1, 2) } })).toBe('{"Item":{"b":{"B":"Ag=="}}}\n');
  });

  it('is refused for a type descriptor that is not known', () => {
    expect(() => exportLine({ a: { $unknown: ['X', 1] } })).toThrow('No known type descriptor');
  });
});
