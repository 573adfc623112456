export type { Drawn } from './figure';
export { renderReport } from './page';
