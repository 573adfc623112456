import type { Config } from 'vega-lite' with { 'resolution-mode': 'import' };

/**
 * How charts look. Colours and fonts are those of the page, by CSS variable and inheritance, so one drawing serves the
 * light and the dark theme.
 */
export const THEME: Config = {
  background: 'transparent',
  font: 'inherit',
  padding: 0,
  view: { stroke: null },
  axis: {
    title: null,
    labelFontSize: 12,
    labelColor: 'var(--quiet)',
    labelPadding: 8,
    ticks: false,
    domain: false,
    grid: false,
    gridColor: 'var(--rule)',
  },
  scale: { bandPaddingInner: 0.28, bandPaddingOuter: 0.14 },
};
