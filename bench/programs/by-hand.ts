import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { parseManifestFiles } from '../../lib/export';
import { LAYOUT, NAMES } from '../data';
import { findMisfits, findUnmarshalledMisfits } from './checks-by-hand';
import { costOfThisProcess, cpuSeconds } from '../measure';

/*
 * Program: what one would write in Node in an afternoon. Arguments: folder, way.
 *   unmarshall   lines through readline, items through @aws-sdk/util-dynamodb, then the validation's checks
 *   parse        gunzip, split, JSON.parse and the same checks
 *   group        as unmarshall, then orders and pieces by menu
 */
const [, , root = '', way = ''] = process.argv;

type Line = Readonly<{ Item: Record<string, AttributeValue> }>;

async function main(): Promise<void> {
  const [started, before] = [performance.now(), cpuSeconds()];
  const folder = join(root, NAMES.bucket);
  const files = parseManifestFiles(readFileSync(join(folder, LAYOUT.manifestFiles), 'utf8'), LAYOUT.manifestFiles);
  const misfits = new Map<string, number>();
  const menus = new Map<unknown, { orders: number; pieces: bigint }>();
  for (const { dataFileS3Key, itemCount } of files) {
    const file = join(folder, dataFileS3Key);
    let count = 0;
    if (way === 'parse') {
      for (const { Item } of readLines(file)) {
        count++;
        for (const name of findMisfits(Item)) misfits.set(name, (misfits.get(name) ?? 0) + 1);
      }
    } else {
      for await (const item of readUnmarshalled(file)) {
        count++;
        if (way === 'group') add(menus, item);
        else for (const name of findUnmarshalledMisfits(item)) misfits.set(name, (misfits.get(name) ?? 0) + 1);
      }
    }
    if (count !== itemCount) throw new Error(`${dataFileS3Key} has ${count} items; its manifest says ${itemCount}`);
  }
  if (way === 'group' ? menus.size === 0 : !misfits.has('price')) throw new Error('The orders were not read');
  console.log(costOfThisProcess(started, { processors: cpuSeconds() - before }));
}

async function* readUnmarshalled(file: string): AsyncGenerator<Record<string, unknown>> {
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) }))
    yield unmarshall((JSON.parse(line) as Line).Item, { wrapNumbers: true });
}

function* readLines(file: string): Generator<Line> {
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n'))
    if (line !== '') yield JSON.parse(line) as Line;
}

function add(menus: Map<unknown, { orders: number; pieces: bigint }>, item: Record<string, unknown>): void {
  const menu = menus.get(item.menu) ?? { orders: 0, pieces: 0n };
  menu.orders++;
  const { quantity } = item as { quantity?: { value?: string } };
  if (quantity?.value !== undefined && /^-?[0-9]+$/.test(quantity.value)) menu.pieces += BigInt(quantity.value);
  menus.set(item.menu, menu);
}

void main();
