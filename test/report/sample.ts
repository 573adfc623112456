import { parseConfig, resources, type Table } from '../../lib/config';
import type { PublishedNight } from '../../lib/night';
import type { SavedAnswer } from '../../lib/report/answers';
import type { Gathered } from '../../lib/report/gather';
import { parseSavedQuery } from '../../lib/sql';
import type { TextRow } from '../../lib/target';

const config = parseConfig({});
const [table] = config.tables as [Table];

export function night(exportDate: string, itemCount: number): PublishedNight {
  const exportId = `0${Date.parse(exportDate)}-00000000`;
  return {
    exportDate,
    exportId,
    exportArn: `arn:aws:dynamodb:ap-northeast-1:000000000000:table/orders/export/${exportId}`,
    exportTime: `${exportDate}T19:00:00.000Z`,
    itemCount,
    location: '',
    warnings: 0,
    tableId: '',
    validationQueryId: '7f2c',
  };
}

/** What was gathered of a published night, with what a test changes. */
export function gatherSample(changes: Partial<Gathered> = {}): Gathered {
  return {
    config,
    table,
    names: resources(config, table),
    date: '2026-01-31',
    nights: [night('2026-01-30', 100), night('2026-01-31', 120)],
    registered: undefined,
    failure: undefined,
    files: rows(['file', 'listed', 'lines', 'items'], [['data/a.json.gz', '120', '120', '120']]),
    attributes: rows(
      ['attribute', 'type', 'items_before', 'items_after', 'example'],
      [['menu', 'S', '100', '120', 'いか']],
    ),
    registeredBefore: undefined,
    changedAttributes: undefined,
    answers: [],
    spent: { dataScannedInBytes: 0 },
    ...changes,
  };
}

export function rows(names: readonly string[], all: readonly TextRow[], total = all.length) {
  return { columns: names.map((name) => ({ name, type: name === 'items' ? 'bigint' : 'varchar' })), rows: all, total };
}

/** The answer of a saved query with the columns `menu` and `items`. */
export function answer(all: readonly TextRow[], changes: Partial<SavedAnswer> = {}): SavedAnswer {
  const text = '-- title: Items of a menu\n-- description: How many.\n-- table: any\nSELECT menu, items FROM t';
  return {
    query: parseSavedQuery('menus', text),
    chart: { mark: 'bar', x: 'items', y: ['menu'], color: undefined },
    sql: 'SELECT menu, items FROM t',
    outcome: rows(['menu', 'items'], all),
    milliseconds: 1,
    ...changes,
  };
}
