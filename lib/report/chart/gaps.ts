import type { Mark, PlaceKind } from './marks';

const DAY = 86_400_000;

/** How far a distance may be beyond the usual one, as months are of 28 to 31 days. */
const USUAL = 1.5;

/** The smallest distance between two places of a scale. */
export function stepOf(kind: PlaceKind, marks: readonly Mark[]): number {
  const places = placesOf(marks);
  const distances = places.slice(1).map((place, index) => place - (places[index] ?? place));
  const smallest = Math.min(...distances);
  if (Number.isFinite(smallest)) return smallest;
  return kind === 'day' || kind === 'time' ? DAY : 1;
}

/**
 * Marks without a value where a line has a gap, so that it is broken there: days, and other places at regular distances,
 * that a series lacks.
 */
export function gaps(kind: PlaceKind, marks: readonly Mark[]): Mark[] {
  const step = stepOf(kind, marks);
  const isRegular = kind === 'day' || placesOf(marks).every((place, _, [first = 0]) => isWhole((place - first) / step));
  if (kind === 'category' || !isRegular) return [];
  return [...new Set(marks.map(({ series }) => series))].flatMap((series) => {
    const places = placesOf(marks.filter((mark) => mark.series === series));
    return places.slice(0, -1).flatMap((place, index) => {
      const next = places[index + 1] ?? place;
      return next - place > USUAL * step ? [{ place: place + step, value: null, series, label: '' }] : [];
    });
  });
}

/** Different places of a scale, in their order. */
export function placesOf(marks: readonly Mark[]): number[] {
  return [...new Set(marks.flatMap(({ place }) => (typeof place === 'number' ? [place] : [])))].sort((a, b) => a - b);
}

function isWhole(number: number): boolean {
  return Math.abs(number - Math.round(number)) < 1e-6;
}
