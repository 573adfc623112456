import { InvalidArgumentError } from 'commander';

const GIGABYTES: Readonly<Record<string, number>> = { KB: 1e-6, MB: 1e-3, GB: 1, TB: 1000, PB: 1_000_000 };

/** The size of a table in GB, from a text such as 300GB or 1.5 TB. @throws InvalidArgumentError */
export function sizeOption(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([KMGTP]i?B)$/i.exec(text.trim()) ?? [];
  const gigabytes = Number(number) * (GIGABYTES[unit.toUpperCase().replace('I', '')] ?? NaN);
  if (Number.isFinite(gigabytes) && gigabytes > 0 && gigabytes <= 1e9) return gigabytes;
  throw new InvalidArgumentError('give a number and a unit, such as 300GB or 1.5TB.');
}

/** A part of a whole, from a text such as 2% or 0.5 %. @throws InvalidArgumentError */
export function percentOption(text: string): number {
  const [, number] = /^(\d+(?:\.\d+)?) ?%$/.exec(text.trim()) ?? [];
  const part = Number(number) / 100;
  if (part >= 0 && part <= 1) return part;
  throw new InvalidArgumentError('give a percentage from 0% to 100%, such as 2%.');
}
