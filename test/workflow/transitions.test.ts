import { TRANSITIONS } from '../../lib/operations/cost';
import type { SavedCheck } from '../../lib/sql';
import { ChainServices } from './chain-services';
import { ColumnarServices } from './columnar-services';
import { Services } from './services';

const CHECKS = ['orders_are_possible', 'menus_have_one_price'].map((name): SavedCheck => ({
  name,
  title: name,
  description: name,
  table: undefined,
  severity: 'warn',
  sql: `SELECT * FROM t WHERE '${name}' = ''`,
}));

/** Nights until both slots have been there before; the first begins when the services' clock does. */
const TIMES = ['2026-01-30', '2026-01-31', '2026-02-01'].map((date) => `${date}T19:00:00Z`);

/** Transitions of the last of several nights, each after a day, whose exports take twelve minutes. */
async function countTransitions(services: Services): Promise<number> {
  services.script = { exportMinutes: 12 };
  let count = 0;
  for (const scheduledTime of TIMES) {
    await services.clock.sleep(Math.max(0, Date.parse(scheduledTime) - services.clock.now()));
    const { status, transitions } = await services.night({ scheduledTime });
    expect(status).toBe('SUCCEEDED');
    count = transitions;
  }
  return count;
}

describe('the transitions that a night is said to cost', () => {
  it.each([
    ['lines', () => new Services({}, { checks: CHECKS })],
    ['columnar', () => new ColumnarServices({}, { checks: CHECKS })],
    ['changes', () => new ChainServices({ reconcile: 'never' }, {}, { checks: CHECKS })],
  ] as const)('are those of a night of %s', async (kind, open) => {
    expect(await countTransitions(open())).toBe(TRANSITIONS[kind]);
  });
});
