import { ConfigError, entityViews, parseConfig } from '../../lib/config';

const USER = { name: 'user', where: { attribute: 'type', equals: 'User' } };
const TABLE = { name: 'Shop', partitionKey: { name: 'pk' }, sortKey: { name: 'sk', type: 'N' } };

const parse = (...entities: object[]) => parseConfig({ tables: [{ ...TABLE, entities }] }).tables[0]?.entities;

function problemsOf(tables: object[]): readonly string[] {
  try {
    parseConfig({ tables });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const refusal = (...entities: object[]) => problemsOf([{ ...TABLE, entities }]);

describe('the entities of a table', () => {
  it('are none by default', () => {
    expect(parse()).toEqual([]);
    expect(parseConfig({ tables: [TABLE] }).tables[0]?.entities).toEqual([]);
  });

  it('have one condition or several, and no attributes of their own by default', () => {
    const conditions = [
      { attribute: 'pk', prefix: 'USER#' },
      { attribute: 'kind', equals: '' },
    ];
    expect(parse(USER, { name: 'order', where: conditions })).toEqual([
      { name: 'user', where: [{ attribute: 'type', equals: 'User' }], attributes: [] },
      { name: 'order', where: conditions, attributes: [] },
    ]);
  });

  it('may have attributes of the same name, with types of their own', () => {
    const entityOf = (name: string, type: string) => ({ ...USER, name, attributes: [{ name: 'value', type }] });
    expect(parse(entityOf('user', 'string'), entityOf('order', 'bigint'))).toMatchObject([
      { attributes: [{ column: 'value', type: { kind: 'string' } }] },
      { attributes: [{ column: 'value', type: { kind: 'bigint' } }] },
    ]);
  });

  it('have views named after table and entity', () => {
    expect(entityViews('Shop-Data', 'user')).toEqual({
      newest: 'shop_data_user',
      history: 'shop_data_user_history',
    });
  });

  it.each<[string, object, string]>([
    [
      'a name that no view can have',
      { ...USER, name: 'User' },
      'tables[0].entities[0].name = "User": use 1 to 40 lower-case letters, digits and _, a letter first',
    ],
    ['no condition', { name: 'user', where: [] }, 'tables[0].entities[0].where = []: needs at least one condition'],
    [
      'a condition that says nothing',
      { name: 'user', where: { attribute: 'type' } },
      'tables[0].entities[0].where[0] = {"attribute":"type"}: needs either "equals" or "prefix"',
    ],
    [
      'a condition that says two things',
      { name: 'user', where: { attribute: 'type', equals: 'a', prefix: 'b' } },
      'tables[0].entities[0].where[0] = {"attribute":"type","equals":"a","prefix":"b"}: needs either "equals" or "prefix"',
    ],
    [
      'a prefix of nothing, which all texts have',
      { name: 'user', where: { attribute: 'type', prefix: '' } },
      'tables[0].entities[0].where[0].prefix = "": a prefix has at least one character',
    ],
    [
      'a condition on a key that is no text',
      { name: 'user', where: { attribute: 'sk', prefix: '1' } },
      'tables[0].entities[0].where[0].attribute = "sk": has type N; name a text (S)',
    ],
    [
      'a name that gives a table of the nights',
      { ...USER, name: 'raw' },
      'tables[0].entities[0].name = "raw": gives a second shop_raw; use another name',
    ],
    [
      'a name that gives the view of all nights',
      { ...USER, name: 'history' },
      'tables[0].entities[0].name = "history": gives a second shop_history; use another name',
    ],
    [
      'a column that the view has',
      { ...USER, attributes: [{ name: 'slot', type: 'string' }] },
      'tables[0].entities[0].attributes[0] = "slot": is a column of the views; set another "column"',
    ],
    [
      'the column of a key',
      { ...USER, attributes: [{ name: 'PK', type: 'string' }] },
      'tables[0].entities[0].attributes[0] = "pk": is the column of two attributes; set "column" for one of them',
    ],
    [
      'an attribute that it declares twice',
      { ...USER, attributes: ['a', 'b'].map((column) => ({ name: 'name', type: 'string', column })) },
      'tables[0].entities[0].attributes[1] = "name": is declared twice; declare it once',
    ],
  ])('are refused with %s', (_, entity, problem) => {
    expect(refusal(entity)).toEqual([problem]);
  });

  it('are refused with an attribute of the table, or its column', () => {
    const attributes = [
      { name: 'email', type: 'string' },
      { name: 'Email', type: 'string' },
    ];
    expect(
      problemsOf([{ ...TABLE, attributes: [{ name: 'email', type: 'string' }], entities: [{ ...USER, attributes }] }]),
    ).toEqual([
      'tables[0].entities[0].attributes[0] = "email": is declared for the table, so the entity has it; remove it here',
      'tables[0].entities[0].attributes[1] = "email": is the column of two attributes; set "column" for one of them',
    ]);
  });

  it('are refused with the views of another entity', () => {
    expect(refusal(USER, USER)).toEqual([
      'tables[0].entities[1].name = "user": gives a second shop_user; use another name',
    ]);
    expect(refusal(USER, { ...USER, name: 'user_history' })).toEqual([
      'tables[0].entities[1].name = "user_history": gives a second shop_user_history; use another name',
    ]);
  });

  it('are refused with the views of another table, whichever comes first', () => {
    const [shop, user] = [
      { ...TABLE, entities: [USER] },
      { ...TABLE, name: 'Shop-User' },
    ];
    expect(problemsOf([user, shop])).toEqual([
      'tables[1].entities[0].name = "user": gives a second shop_user; use another name',
    ]);
    expect(problemsOf([shop, user])).toEqual([
      'tables[1] = "Shop-User": has the Glue table shop_user_history of an earlier table; give it another name',
    ]);
  });
});
