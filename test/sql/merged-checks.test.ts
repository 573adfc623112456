import { parseConfig } from '../../lib/config';
import { checks } from '../../lib/sql/validation-checks';
import { validateMergedQuery } from '../../lib/sql/incremental/validate-merged';

/** What is said of an export's manifest; of a night that is made of changes `arithmetic` says it. */
const OF_MANIFESTS = ['manifest_item_count', 'item_count'];

describe('a night made of changes', () => {
  const [table] = parseConfig({
    tables: [
      {
        name: 'Orders',
        partitionKey: { name: 'id' },
        attributes: [{ name: 'total', type: 'decimal(12,2)' }],
        checkDuplicateKeys: true,
        incremental: {},
      },
    ],
  }).tables;
  if (table === undefined) throw new Error('no table');
  const sql = validateMergedQuery(
    table,
    { changes: '"d"."changes"', raw: '"d"."raw"', unloaded: '"d"."unloaded"' },
    {
      exportDate: '2026-11-24',
      windows: "('w', 0, 1, 1)",
      windowIds: "'w'",
      baseDate: '2026-11-23',
      baseItemCount: '1',
      baseFingerprint: '1',
      unloadId: 'u',
    },
  );
  const ofItems = checks(table).filter(({ name, scope }) => scope === 'night' && !OF_MANIFESTS.includes(name));

  it.each(ofItems.map(({ name }) => name))('is held to what a full night is held to: %s', (name) => {
    expect(sql).toContain(`'${name}'`);
  });
});
