import { QUERIES, readQueries } from '../lib/query-files';
import { sqlFor } from '../lib/sql';
import { NAMES, TABLE } from './data';

/** Questions to the typed view of the newest night. */
const OWN = {
  'orders and pieces by menu': `SELECT menu, count(*) AS orders, sum(quantity) AS pieces FROM ${NAMES.newest} GROUP BY menu ORDER BY orders DESC`,
  'turnover by table': `SELECT tableid, sum(quantity * price) AS amount FROM ${NAMES.newest} GROUP BY tableid ORDER BY tableid`,
  'cheap and dear menus': `SELECT menu, min(price) AS least, max(price) AS most FROM ${NAMES.newest} WHERE price IS NOT NULL GROUP BY menu ORDER BY menu`,
};

/** The saved queries that ask the view alone; pairs of orders are left out: of a million they measure the join. */
const SAVED = ['orders_per_hour', 'orders_per_day_and_menu', 'orders_moving_average'];

/** SQL by what it asks. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  ...OWN,
  ...Object.fromEntries(
    readQueries(QUERIES)
      .filter(({ name }) => SAVED.includes(name))
      .map((query) => [query.name, sqlFor(query, TABLE)]),
  ),
};
