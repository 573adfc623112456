export { autoFormat } from './auto';
export { csv } from './csv';
export { expandedFormat } from './expanded';
export type { ResultFormat } from './format';
export { json } from './json';
export { table, tableFormat } from './table';
