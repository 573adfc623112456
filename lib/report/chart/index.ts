export { chartProblem, isNumeric, parseChart, type Chart, type ChartData } from './chart';
export { wholeRows, type Cut } from './cut';
export { ChartDrawer } from './draw';
export { layout, marksOf } from './marks';
export { series, SERIES_COLORS, type Series } from './series';
export { chartSpec } from './spec';
