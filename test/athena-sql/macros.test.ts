import { findMacros } from '../../lib/athena-sql/dialect';
import { MACROS } from '../../lib/athena-sql/runtime/macros/index';

const namesFor = (sql: string) => findMacros(sql).map(({ name }) => name);

describe('the macros that a statement needs', () => {
  it('are none for most', () => {
    expect(namesFor('SELECT lower(x) FROM latest_t')).toEqual([]);
  });

  it('are those that it names, after those that these need', () => {
    expect(namesFor('SELECT t_map_agg(t_digits(x))')).toEqual(['t_digits', 't_first_pairs', 't_map_agg']);
  });

  it.each(MACROS)('include all that are used: $name', ({ name, statement }) => {
    const used = MACROS.filter((each) => new RegExp(`\\b${each.name}\\(`).test(statement));
    expect(namesFor(`SELECT ${name}(1)`)).toEqual(expect.arrayContaining(used.map((each) => each.name)));
  });
});
