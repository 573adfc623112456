export { LocalExports, type LocalExportsOptions } from './exports';
export { type ItemChange, putItems, scanItems, writeItems } from './items';
export { type LocalDynamoDb, startLocalDynamoDb } from './server';
export { createOrdersTable } from './table';
