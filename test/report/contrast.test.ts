import { STYLE } from '../../lib/report/html/style';

/** Colours of the page by name, for the light and the dark theme, as `#rrggbb`. */
const COLORS = new Map(
  [...STYLE.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    [light, dark] as const,
  ]),
);

/** Relative luminance of a colour (WCAG 2.2, "relative luminance"). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

describe("a text's contrast, of 4.5 at least (WCAG AA), is kept", () => {
  const texts = ['ink', 'quiet', 'accent', 'bad'];
  it.each(texts.flatMap((text) => ['light', 'dark'].map((theme, index) => [text, theme, index] as const)))(
    'by %s in the %s theme',
    (text, _, theme) => {
      const [front = '', back = ''] = [text, 'paper'].map((name) => COLORS.get(name)?.[theme]);
      expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('by NULL, and by all else, for no text is made paler than its colour', () => {
    expect(STYLE).not.toContain('opacity');
  });
});
