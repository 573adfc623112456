import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/*
 * The checks of the validation query, by hand, for the attributes that the default configuration declares: the names of
 * those of an item that have another type.
 */

const INTEGER = /^-?[0-9]{1,38}$/;
const PRICE = /^-?[0-9]{1,10}(\.[0-9]{1,2}0*)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

type Attribute = AttributeValue | undefined;
const isWrong = (attribute: Attribute, right: boolean): boolean =>
  attribute !== undefined && attribute.NULL === undefined && !right;
const isInstant = (text: unknown): boolean =>
  typeof text === 'string' && INSTANT.test(text) && !Number.isNaN(Date.parse(text));

/** Of an item as it lies in the line. */
export function* findMisfits(item: Readonly<Record<string, Attribute>>): Generator<string> {
  const { tableid, datetime, quantity, menu, price, orderId, toppings, detail } = item;
  if (tableid?.S === undefined || datetime?.S === undefined) yield 'key';
  if (isWrong(datetime, isInstant(datetime?.S))) yield 'datetime';
  if (isWrong(quantity, INTEGER.test(quantity?.N ?? ''))) yield 'quantity';
  if (isWrong(menu, menu?.S !== undefined)) yield 'menu';
  if (isWrong(price, PRICE.test(price?.N ?? ''))) yield 'price';
  if (isWrong(orderId, orderId?.S !== undefined)) yield 'orderId';
  const isList = toppings?.SS !== undefined || toppings?.L?.every((element) => element.S !== undefined) === true;
  if (isWrong(toppings, isList)) yield 'toppings';
  const chef = detail?.M?.chef;
  if (isWrong(chef, chef?.S !== undefined)) yield 'detail.chef';
}

const isWrongValue = (value: unknown, right: boolean): boolean => value !== undefined && value !== null && !right;
const digits = (value: unknown): string => (value as { value?: string } | undefined)?.value ?? '';

/** Of an item as @aws-sdk/util-dynamodb gives it, with numbers wrapped. */
export function* findUnmarshalledMisfits(item: Readonly<Record<string, unknown>>): Generator<string> {
  const { tableid, datetime, quantity, menu, price, orderId, toppings, detail } = item;
  if (typeof tableid !== 'string' || typeof datetime !== 'string') yield 'key';
  if (isWrongValue(datetime, isInstant(datetime))) yield 'datetime';
  if (isWrongValue(quantity, INTEGER.test(digits(quantity)))) yield 'quantity';
  if (isWrongValue(menu, typeof menu === 'string')) yield 'menu';
  if (isWrongValue(price, PRICE.test(digits(price)))) yield 'price';
  if (isWrongValue(orderId, typeof orderId === 'string')) yield 'orderId';
  const isList = Array.isArray(toppings) && toppings.every((element) => typeof element === 'string');
  if (isWrongValue(toppings, isList || toppings instanceof Set)) yield 'toppings';
  const chef = (detail as { chef?: unknown } | undefined)?.chef;
  if (isWrongValue(chef, typeof chef === 'string')) yield 'detail.chef';
}
