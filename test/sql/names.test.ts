import { parseConfig, resources } from '../../lib/config';
import { parseUnload, tableNames } from '../../lib/athena-sql/dialect';
import { asOf } from '../../lib/report/as-of';
import { changesQuery, checkQuery, driftQuery, sqlFor, unloadStatement, validationQuery, views } from '../../lib/sql';

/** Reserved words of Trino (its documentation, "Reserved keywords"), which no plain name can be. */
const RESERVED = ['end', 'group', 'order', 'from', 'null', 'select', 'table', 'cross', 'with', 'current_date'];

describe.each([
  ['reserved words', 'Order', 'end', 'group', RESERVED],
  ['names that begin with a digit', 'Values', '1st', '2nd', ['1', '2x']],
])('all SQL that is generated for a table whose names are %s', (_, name, partitionKey, sortKey, attributes) => {
  it.each([false, true])('can be read (columnar: %s)', (columnar) => {
    const config = parseConfig({
      columnar,
      tables: [
        {
          name,
          partitionKey: { name: partitionKey },
          sortKey: { name: sortKey },
          attributes: attributes.map((attribute) => ({ name: attribute, type: 'string' })),
          entities: [
            {
              name: 'select',
              where: { attribute: 'from', equals: 'select' },
              attributes: [{ name: 'where', type: 'bigint' }],
            },
          ],
        },
      ],
    });
    const [table] = config.tables;
    if (table === undefined) throw new Error('no table');
    const names = resources(config, table);
    const night = { exportId: 'E', exportDate: '2026-01-31', ...(columnar && { unloadId: 'U' }) };
    const [staged, files] = ['"d"."s"', '"d"."f"'];
    const about = { table: undefined, sql: 'SELECT * FROM "{table}" JOIN "{table}_raw" ON true' };
    const written = unloadStatement(table, { ...night, staged, folder: 's3://b/f/' });
    const statements = [
      ...views(table, names).map(({ sql }) => sql),
      validationQuery(table, { staged, files, bucket: 'b', unloaded: '"d"."u"' }, { ...night, itemCount: '1' }),
      checkQuery(table, staged, night, sqlFor(about, table)),
      asOf(sqlFor(about, table), names, '2026-01-31', '2026-01-30'),
      changesQuery(table, { raw: names.raw, from: '2026-01-30', to: '2026-01-31' }),
      driftQuery({ raw: names.raw, from: '2026-01-30', to: '2026-01-31' }),
    ];
    for (const sql of statements) expect(() => tableNames(sql)).not.toThrow();
    expect(parseUnload(written)).toBeDefined();
  });
});
