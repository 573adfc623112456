import { parameterLiterals } from '../../../lib/cli/options/parameters';

describe('values of question marks', () => {
  it.each([
    ['digits', '07', '07'],
    ['a number', '-1.5e3', '-1.5e3'],
    ['a text', 'いか', "'いか'"],
    ['a text with a quotation mark', "it's", "'it''s'"],
    ['a text in quotation marks', "'07'", "'07'"],
    ['a truth', 'true', 'true'],
    ['a date, which is a text', '2026-11-23', "'2026-11-23'"],
    ['nothing at all', '', "''"],
  ])('of a statement: %s', (_, given, literal) => {
    expect(parameterLiterals(undefined, [given])).toEqual([literal]);
  });

  const wanted = [
    { name: 'menu', example: "'たこ'", description: 'the menu' },
    { name: 'least', example: '10', description: 'orders at least' },
  ];

  it('of a saved query are named and come in the order of the query', () => {
    expect(parameterLiterals(wanted, ['least=5', 'menu=a=b'])).toEqual(["'a=b'", '5']);
  });

  it('of a saved query are texts where its example is one, digits too', () => {
    expect(parameterLiterals(wanted, ['least=5', 'menu=07'])).toEqual(["'07'", '5']);
  });

  it.each([
    [['least=5'], 'The query needs menu, the menu: for example --param menu=たこ'],
    [['menu=x', 'least=five'], '--param least=five is no number: for example --param least=10'],
    [['menu=x', 'most=5'], '--param most: the query has no such parameter; it has menu, least'],
    [['x', '5'], '--param x: a saved query takes name=value'],
  ])('of a saved query cannot be %j', (given, problem) => {
    expect(() => parameterLiterals(wanted, given)).toThrow(problem);
  });

  it('are none where a saved query wants none', () => {
    expect(parameterLiterals([], [])).toEqual([]);
    expect(() => parameterLiterals([], ['a=1'])).toThrow('it has none');
  });
});
