import { CTRL_R, HistorySearch } from '../../../lib/cli/shell/history-search';

const ENTRIES = ['SELECT 3 FROM orders;', '\\d orders', 'SELECT 1 FROM "Ordérs🍣";', 'SHOW TABLES;'];
const BEFORE = { text: 'SEL', cursor: 3 };

/** A search in the place of "SEL" that was given these keys. */
function search(...keys: string[]) {
  const made = new HistorySearch(ENTRIES, BEFORE);
  const ends = keys.map((some) => made.take(some));
  return { prompt: made.prompt, ...made.line, end: ends.at(-1) };
}

describe('Ctrl-R', () => {
  it('begins with nothing, and the line as it was', () => {
    expect(search()).toMatchObject({ prompt: "(reverse-i-search)'': ", ...BEFORE });
  });

  it('finds the newest line that has what is typed, in either case, with the cursor there', () => {
    expect(search('FROM')).toMatchObject({ prompt: "(reverse-i-search)'FROM': ", text: ENTRIES[0], cursor: 9 });
    expect(search('f', 'rom "')).toMatchObject({ text: ENTRIES[2], cursor: 9 });
  });

  it('goes on to older lines, and stays at the oldest that has it', () => {
    expect(search('select', CTRL_R)).toMatchObject({ text: ENTRIES[2] });
    expect(search('select', CTRL_R, CTRL_R)).toMatchObject({
      prompt: "(failed reverse-i-search)'select': ",
      text: ENTRIES[2],
    });
    expect(search('orders', CTRL_R)).toMatchObject({ text: ENTRIES[1], cursor: 3 });
  });

  it('says where no line has it, and searches anew when a character is taken back', () => {
    expect(search('show x')).toMatchObject({ prompt: "(failed reverse-i-search)'show x': ", text: 'SHOW TABLES;' });
    expect(search('🍣x', '\u007f', '\b')).toMatchObject({ prompt: "(reverse-i-search)'': " });
    expect(search('3z', '\u007f')).toMatchObject({ prompt: "(reverse-i-search)'3': ", text: ENTRIES[0] });
  });

  it('ends by Ctrl-G with the line as it was, and with what was found by any other key, which is the editor’s', () => {
    expect(search('from', '\u0007ab').end).toEqual({ line: BEFORE, keys: 'ab' });
    expect(search('show', '\r').end).toEqual({ line: { text: 'SHOW TABLES;', cursor: 0 }, keys: '\r' });
    expect(search('show\u001b[D').end).toEqual({ line: { text: 'SHOW TABLES;', cursor: 0 }, keys: '\u001b[D' });
    expect(search('zz', '\u0003').end).toEqual({ line: BEFORE, keys: '\u0003' });
  });
});
