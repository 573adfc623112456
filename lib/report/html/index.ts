export type { Drawn } from './figure';
export { linkAgain, type Neighbours } from './neighbours';
export { exportIdOf, renderReport } from './page';
