export { csv } from './csv';
export type { ResultFormat } from './format';
export { json } from './json';
export { table } from './table';
