export { chartProblem, isNumeric, parseChart, type Chart, type ChartData } from './chart';
export { ChartDrawer } from './draw';
export { series, SERIES_COLORS, type Series } from './series';
export { chartSpec, layout } from './spec';
