import { itemsOf, type AttributeInventory, type Shape } from './inventory';
import { numberType } from './number-type';

/** A column type for an attribute, and how many items it reads. */
export interface TypeChoice {
  readonly type: string;
  /** Shapes of which every value is a value of the type. */
  readonly reads: readonly Shape[];
  /** What the values look like, for a person. */
  readonly because: string;
}

/**
 * The type that reads most items of an attribute; of two that read as many the narrower one.
 *
 * @returns undefined where no column can be made: NULL and sets of binaries alone
 */
export function attributeType({ name, shapes }: AttributeInventory): TypeChoice | undefined {
  const choices = READINGS.map((read) => read(shapes, name)).filter((choice) => choice !== undefined);
  return choices.reduce<TypeChoice | undefined>(
    (best, choice) => (best && itemsOf(best.reads) >= itemsOf(choice.reads) ? best : choice),
    undefined,
  );
}

type Reading = (shapes: readonly Shape[], name: string) => TypeChoice | undefined;

/** Narrower types first. */
const READINGS: readonly Reading[] = [
  time,
  number,
  boolean,
  binary,
  stringArray,
  numberArray,
  booleanArray,
  chooseText,
  json,
];

const TIMES = ['timestamp', 'timestamp_fine', 'date'];

/** Times are proposed only where all texts are times: a string column loses none of the others. */
function time(all: readonly Shape[]): TypeChoice | undefined {
  const texts = all.filter(({ descriptor, shape }) => descriptor === 'S' && shape !== 'empty');
  const reads = texts.filter(({ shape }) => TIMES.includes(shape));
  if (reads.length === 0 || reads.length < texts.length) return undefined;
  if (reads.every(({ shape }) => shape === 'date')) return { type: 'date', reads, because: 'S, all dates' };
  const fine = reads.some(({ shape }) => shape === 'timestamp_fine');
  const because = `S, all ISO 8601 times${fine ? '; the column keeps milliseconds and cuts finer digits' : ''}`;
  return { type: 'timestamp', reads, because };
}

function chooseText(all: readonly Shape[]): TypeChoice | undefined {
  return choice('string', 'S', ofType(all, 'S'));
}

function number(all: readonly Shape[], name: string): TypeChoice | undefined {
  const numbers = ofType(all, 'N');
  if (numbers.length === 0) return undefined;
  const { type, reads, because } = numberType(numbers);
  return { type, reads, because: `N, ${because}${epochNote(numbers, name)}` };
}

function boolean(all: readonly Shape[]): TypeChoice | undefined {
  return choice('boolean', 'BOOL', ofType(all, 'BOOL'));
}

function binary(all: readonly Shape[]): TypeChoice | undefined {
  return choice('binary', 'B', ofType(all, 'B'));
}

function stringArray(all: readonly Shape[]): TypeChoice | undefined {
  return array('array<string>', 'texts', [...ofType(all, 'SS'), ...lists(all, /^S$/)], all);
}

function booleanArray(all: readonly Shape[]): TypeChoice | undefined {
  return array('array<boolean>', 'BOOL', lists(all, /^BOOL$/), all);
}

function numberArray(all: readonly Shape[]): TypeChoice | undefined {
  const numbers = [...ofType(all, 'NS'), ...lists(all, /^N /)];
  if (numbers.length === 0) return undefined;
  const { type, reads, because } = numberType(numbers);
  return array(`array<${type}>`, `numbers ${because}`, reads, all);
}

function json(all: readonly Shape[]): TypeChoice | undefined {
  return choice('json', 'M or L, as JSON text', [...ofType(all, 'M'), ...ofType(all, 'L')]);
}

/** An empty list is an array of any type. */
function array(type: string, of: string, filled: readonly Shape[], all: readonly Shape[]): TypeChoice | undefined {
  return filled.length === 0 ? undefined : choice(type, `L or a set of ${of}`, [...filled, ...lists(all, /^$/)]);
}

function choice(type: string, because: string, reads: readonly Shape[]): TypeChoice | undefined {
  return reads.length === 0 ? undefined : { type, because, reads };
}

function ofType(all: readonly Shape[], type: string): readonly Shape[] {
  return all.filter(({ descriptor }) => descriptor === type);
}

function lists(all: readonly Shape[], shape: RegExp): readonly Shape[] {
  return ofType(all, 'L').filter((list) => shape.test(list.shape));
}

/** A number does not say that it is a time, nor its unit; so it stays one, and a person is told. */
function epochNote(numbers: readonly Shape[], name: string): string {
  if (!/(at|time|date|timestamp|ttl|expires|until|since)$/i.test(name)) return '';
  const unit = (['10.0', '13.0'] as const).find((digits) => numbers.every(({ shape }) => shape === digits));
  if (unit === undefined) return '';
  const seconds = unit === '10.0' ? '' : ' / 1e3';
  return `; if they count from 1970, from_unixtime(column${seconds}) makes times of them`;
}
