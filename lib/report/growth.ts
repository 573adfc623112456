import { areOfTwoTables, type PublishedNight } from '../night';
import { chartModel } from './chart-model';
import type { GrowthModel } from './model';
import { findMissingNights } from './nights';

/** Nights that the page of one night shows; the index of all of them has the others. */
export const SHOWN_NIGHTS = 31;

/**
 * The last nights and their items.
 *
 * @param all the oldest first
 * @param file of the chart, without an ending
 */
export function growthModel(all: readonly PublishedNight[], file: string): GrowthModel {
  const nights = all.slice(-SHOWN_NIGHTS);
  const grown = nights.map((night, index) => {
    const before = nights[index - 1] ?? all[all.length - nights.length - 1];
    return {
      ...night,
      more: before && night.itemCount - before.itemCount,
      isOfNewTable: before !== undefined && areOfTwoTables(before, night),
    };
  });
  const data = {
    columns: [
      { name: 'night', type: 'varchar' },
      { name: 'items', type: 'bigint' },
    ],
    rows: nights.map(({ exportDate, itemCount }) => [
      exportDate,
      Number.isNaN(itemCount) ? undefined : String(itemCount),
    ]),
  };
  const chart = { mark: 'line', x: 'night', y: ['items'], color: undefined } as const;
  return {
    nights: grown.reverse(),
    total: all.length,
    missing: findMissingNights(nights),
    chart: nights.length < 2 ? undefined : chartModel({ title: 'Growth', file }, chart, data),
  };
}
