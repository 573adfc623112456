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
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titleColor: 'var(--quiet)',
    titlePadding: 10,
    labelFontSize: 12,
    labelColor: 'var(--quiet)',
    labelPadding: 8,
    ticks: false,
    domain: false,
    grid: false,
    gridColor: 'var(--rule)',
  },
  // Above the axis, where it can be read without turning the head.
  axisY: { titleAngle: 0, titleAlign: 'left', titleAnchor: 'end', titleBaseline: 'bottom', titleX: 0, titleY: -12 },
  title: { fontSize: 12, fontWeight: 'normal', color: 'var(--quiet)', offset: 10, lineHeight: 18 },
  scale: { bandPaddingInner: 0.28, bandPaddingOuter: 0.14 },
};
