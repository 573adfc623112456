import { exportLine, type Item } from '../../lib/export';

/** An attribute value on the wire: a type descriptor and what it has. */
type Wire = Readonly<Record<string, unknown>>;

/**
 * An item in a form in which two are equal exactly when they have the same values: a number is a number however its text
 * is written, and a set has no order. (DynamoDB may write a number in another form than it was put.)
 */
export function comparableItem(item: Item): Record<string, Wire> {
  const { Item: wire } = JSON.parse(exportLine(item)) as { Item: Record<string, Wire> };
  return comparableMap(wire);
}

/** The same of a row of the raw tables: `item` as JSON, whose nested values are JSON texts. */
export function comparableRow(json: string): Record<string, Wire> {
  const item = JSON.parse(json) as Record<string, Record<string, string>>;
  return comparableMap(
    Object.fromEntries(
      Object.entries(item).map(([name, typed]) => {
        const [[descriptor, text] = ['', '']] = Object.entries(typed);
        return [name, { [descriptor]: fromText(descriptor, text) }];
      }),
    ),
  );
}

function fromText(descriptor: string, text: string): unknown {
  switch (descriptor) {
    case 'S':
    case 'N':
    case 'B':
      return text;
    default:
      return JSON.parse(text);
  }
}

/** The same of an item as it stands in an export. */
export function comparableMap(map: Readonly<Record<string, Wire>>): Record<string, Wire> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, comparable(value)]));
}

function comparable(value: Wire): Wire {
  const [[descriptor, content] = ['', undefined]] = Object.entries(value);
  switch (descriptor) {
    case 'N':
      return { N: canonicalNumber(content as string) };
    case 'NS':
      return { NS: (content as string[]).map(canonicalNumber).sort() };
    case 'SS':
    case 'BS':
      return { [descriptor]: [...(content as string[])].sort() };
    case 'L':
      return { L: (content as Wire[]).map(comparable) };
    case 'M':
      return { M: comparableMap(content as Record<string, Wire>) };
    default:
      return value;
  }
}

/** A decimal number as digits and exponent, digit for digit: `12.50` and `1.25E+1` are both `125e-1`. */
export function canonicalNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return text.trim() === '' ? 'no number' : '0';
  const scale = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === '-' ? '-' : ''}${significant}e${scale}`;
}

/** What the typed views have to give for an order: each column as Athena prints it, undefined for NULL. */
export function expectedColumns(order: Item): Record<string, unknown> {
  const { tableid, datetime, menu, orderId, orderid, loyaltyNumber, comment, paid, photo } = order;
  const kitchen = order.kitchen?.M;
  return {
    tableid: tableid?.S,
    ordered_at: datetime?.S?.replace('T', ' ').replace('Z', ''),
    quantity: order.quantity?.N,
    menu: menu?.S,
    price: order.price?.N === undefined ? undefined : twoDecimals(order.price.N),
    order_id: orderId?.S,
    orderid: orderid?.S,
    loyalty_number: loyaltyNumber?.N,
    allergens: order.allergens?.SS?.toSorted(),
    seats: order.seats?.NS?.map(twoDecimals).toSorted(),
    head_chef: kitchen?.Chef?.S,
    second_chef: kitchen?.chef?.S,
    kitchen_shift_start: kitchen?.Shift?.M?.start?.N,
    comment: comment?.S,
    paid: paid?.BOOL === undefined ? undefined : String(paid.BOOL),
    photo: photo?.B && Array.from(photo.B, (byte) => byte.toString(16).padStart(2, '0')).join(' '),
    notes:
      order.notes &&
      (JSON.parse(exportLine({ notes: order.notes })) as { Item: { notes: { L: unknown } } }).Item.notes.L,
  };
}

function twoDecimals(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
