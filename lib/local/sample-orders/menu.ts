/** A dish of the sample restaurant. */
export interface Dish {
  readonly name: string;
  /** Yen, as DynamoDB's number text. */
  readonly price: string;
  /** How often it is ordered, relative to the others. */
  readonly popularity: number;
  /** Change of its popularity a day: 0.03 is 3 % of the first day's. */
  readonly growth: number;
  /** The dish that often follows it at the same table. */
  readonly companion?: string;
  /** What guests ask to have on it. */
  readonly toppings?: readonly string[];
}

export const MENU: readonly Dish[] = [
  {
    name: 'サーモン',
    price: '180',
    popularity: 13,
    growth: 0.05,
    companion: 'いくら',
    toppings: ['玉ねぎ', 'マヨネーズ'],
  },
  { name: 'まぐろ', price: '220', popularity: 16, growth: 0.01, companion: 'ガリ', toppings: ['ねぎ'] },
  { name: 'はまち', price: '200', popularity: 10, growth: 0, companion: 'えび', toppings: ['ねぎ', 'おろし'] },
  { name: 'いか', price: '150', popularity: 8, growth: -0.01, companion: 'たこ', toppings: ['しそ', 'ごま'] },
  { name: 'たこ', price: '160', popularity: 6, growth: -0.01 },
  { name: 'えび', price: '180', popularity: 9, growth: 0.01, toppings: ['マヨネーズ', 'アボカド'] },
  { name: 'たまご', price: '99.90', popularity: 7, growth: 0, companion: 'あがり' },
  { name: 'いくら', price: '320', popularity: 6, growth: 0.02 },
  { name: 'うに', price: '480', popularity: 3, growth: 0.04 },
  { name: 'あなご', price: '260', popularity: 5, growth: -0.02 },
  { name: '大とろ', price: '580.50', popularity: 2, growth: 0.08, companion: 'あがり' },
  { name: 'かっぱ巻き', price: '120', popularity: 4, growth: 0 },
  { name: '鉄火巻き', price: '240.75', popularity: 4, growth: 0.01, toppings: ['わさび'] },
  { name: 'ガリ', price: '0', popularity: 3, growth: 0 },
  { name: 'あがり', price: '0', popularity: 5, growth: 0 },
  { name: '茶碗蒸し', price: '275.25', popularity: 4, growth: 0.03 },
];

/** Who makes the sushi: the first until the afternoon, the others in the evening. */
export const CHEFS = ['佐藤', '鈴木', '高橋'] as const;
