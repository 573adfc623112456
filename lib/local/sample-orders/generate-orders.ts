import type { Item } from '../../export';
import { CHEFS, type Dish, MENU } from './menu';
import { ODD_ATTRIBUTES } from './odd-attributes';
import { Random } from './random';
import { sum } from '../../sum';

export interface GenerateOrdersOptions {
  /** Orders in all. */
  readonly count: number;
  /** Days that they are spread over: the last full days, in Japan, before `until`. */
  readonly days: number;
  /** The table is seen at this moment; there is no order after it. */
  readonly until: Date;
  /** The same seed gives the same orders. */
  readonly seed: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Japan has no daylight saving time. */
const JAPAN = 9 * 60 * MINUTE;
const TABLES = 20;
const ODD_EVERY = 200;
const COMPANION_CHANCE = 0.45;
const TOPPING_CHANCE = 0.4;
/** Seed of toppings and chefs, apart from that of the orders, which are the same without them. */
const DETAILS_SEED = 0x70b5;
/** In Japan. */
const EVENING = 16;
/** The whole restaurant's growth a day. */
const GROWTH = 0.02;

/** Guests that sit down in each hour of the day in Japan. Closed otherwise. */
const HOURS = [
  { hour: 11, weight: 6 },
  { hour: 12, weight: 14 },
  { hour: 13, weight: 8 },
  { hour: 14, weight: 3 },
  { hour: 15, weight: 1 },
  { hour: 16, weight: 1 },
  { hour: 17, weight: 5 },
  { hour: 18, weight: 12 },
  { hour: 19, weight: 16 },
  { hour: 20, weight: 11 },
  { hour: 21, weight: 5 },
] as const;

/**
 * Orders of a sushi restaurant: 20 tables, lunch and dinner rush, dishes that go together, some that gain and some that
 * lose, more guests every day. About one in 200 has odd attributes. Day by day, but not sorted within a day.
 */
export function* generateOrders({ count, days, until, seed }: GenerateOrdersOptions): Generator<Item> {
  const random = new Random(seed);
  const details = new Random(seed ^ DETAILS_SEED);
  const firstDay = Math.floor((until.getTime() + JAPAN) / DAY) - days;
  const weights = Array.from({ length: days }, (_, day) => 1 + GROWTH * day);
  const total = sum(weights);
  let [weightSoFar, number] = [0, 0];
  for (const [day, weight] of weights.entries()) {
    weightSoFar += weight;
    const end = day === days - 1 ? count : Math.round((count * weightSoFar) / total);
    for (const order of dayOfOrders(random, (firstDay + day) * DAY - JAPAN, day, end - number)) {
      number++;
      Object.assign(order, detailsOf(details, order));
      yield number % ODD_EVERY === 0 ? { ...order, ...oddAttributes(number / ODD_EVERY) } : order;
    }
  }
}

/** @param midnight start of the day in Japan, in milliseconds since 1970 */
function* dayOfOrders(random: Random, midnight: number, day: number, count: number): Generator<Item> {
  const taken = new Set<string>();
  const date = new Date(midnight + JAPAN).toISOString().slice(0, 10).replaceAll('-', '');
  for (let number = 1; number <= count;) {
    const tableid = String(random.integer(1, TABLES)).padStart(2, '0');
    let time = midnight + random.pickWeighted(HOURS, ({ weight }) => weight).hour * 60 * MINUTE;
    time += random.integer(0, 60 * MINUTE - 1);
    let companion: string | undefined;
    for (let left = random.integer(1, 8); left > 0 && number <= count; left--, number++) {
      const dish = chooseDish(random, day, companion);
      companion = dish.companion;
      while (taken.has(`${tableid}/${time}`)) time++;
      taken.add(`${tableid}/${time}`);
      yield order(tableid, time, dish, random, `${date}-${String(number).padStart(6, '0')}`);
      time += random.integer(MINUTE / 2, 5 * MINUTE);
    }
  }
}

function chooseDish(random: Random, day: number, companion: string | undefined): Dish {
  const expected = MENU.find(({ name }) => name === companion);
  if (expected && random.chance(COMPANION_CHANCE)) return expected;
  return random.pickWeighted(MENU, ({ popularity, growth }) => popularity * Math.max(0.1, 1 + growth * day));
}

function order(tableid: string, time: number, dish: Dish, random: Random, orderId: string): Item {
  return {
    tableid: { S: tableid },
    datetime: { S: new Date(time).toISOString() },
    menu: { S: dish.name },
    quantity: { N: String(random.pickWeighted([1, 2, 3, 4], (quantity) => 8 / quantity ** 2)) },
    price: { N: dish.price },
    orderId: { S: orderId },
  };
}

/** What guests had put on a dish, and who made it: an array and a nested value, which orders of other dishes lack. */
function detailsOf(random: Random, { menu, datetime }: Item): Item {
  const { toppings = [] } = MENU.find(({ name }) => name === menu?.S) ?? {};
  const chosen = toppings.filter(() => random.chance(TOPPING_CHANCE));
  const hour = new Date(Date.parse(datetime?.S ?? '') + JAPAN).getUTCHours();
  const chef = hour < EVENING ? CHEFS[0] : (CHEFS[random.integer(1, 2)] ?? CHEFS[0]);
  return {
    ...(chosen.length > 0 && { toppings: { L: chosen.map((topping) => ({ S: topping })) } }),
    ...(toppings.length > 0 && { detail: { M: { chef: { S: chef } } } }),
  };
}

function oddAttributes(number: number): Item {
  return ODD_ATTRIBUTES[(number - 1) % ODD_ATTRIBUTES.length] ?? {};
}
