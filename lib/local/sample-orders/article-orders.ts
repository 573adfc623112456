import type { Item } from '../../export';

/** The three orders of the article that this project starts from. */
export const articleOrders: readonly Item[] = [
  { tableid: { S: '01' }, datetime: { S: '2022-06-20T01:48:00.000Z' }, quantity: { N: '1' }, menu: { S: 'いか' } },
  { tableid: { S: '01' }, datetime: { S: '2022-06-20T01:49:52.000Z' }, quantity: { N: '1' }, menu: { S: 'まぐろ' } },
  { tableid: { S: '01' }, datetime: { S: '2022-06-20T01:49:30.000Z' }, quantity: { N: '2' }, menu: { S: 'たこ' } },
];
