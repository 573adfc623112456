export { LocalExports, type LocalExportsOptions } from './exports';
export { type ItemChange, putItems, scanItems, writeItems } from './items';
export { localDynamoDb, type LocalDynamoDb } from './server';
export { createOrdersTable } from './table';
