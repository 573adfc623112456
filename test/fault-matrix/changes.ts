import type { World } from './world';

/** What a validation says of a night besides what is wrong with it. */
export interface Facts {
  readonly items: number;
  readonly fingerprint: number;
}

/** The facts of a folder in which nothing lies. */
export const NO_NIGHT: Facts = { items: 0, fingerprint: 0 };

type Row = readonly (string | undefined)[];

/** Facts as rows of a validation. */
export function factRows(facts: Facts): Row[] {
  return Object.entries(facts).map(([name, value]) => [name, 'info', undefined, undefined, String(value), undefined]);
}

/** What stands for a merge of things that do not fit: no export is called so. */
const TORN = 'torn';

/**
 * What a merge writes: the items of the instant at which its last window ends, where the windows follow each other from the
 * instant of the base on, and all of it lies there. The content is named by the last window.
 */
export function mergedContent(world: World, sql: string): string {
  return contentOf(world, sql, /export_date = '([^']*)' AND changed_key IS NULL/.exec(sql)?.[1]);
}

function contentOf(world: World, sql: string, baseDate: string | undefined): string {
  const base = world.partitions('raw').find(({ Values }) => Values[0] === baseDate);
  let time = world.exportOf(world.lyingAt(base?.StorageDescriptor?.Location) ?? '')?.exportTime;
  const windows = windowsIn(sql);
  for (const id of windows) {
    const { window } = world.exportOf(id) ?? {};
    if (!window || window.from !== time || !liesThere(world, sql, id)) return TORN;
    time = window.to;
  }
  return windows.at(-1) ?? TORN;
}

/** What a validation of changes, or of the night that they give, finds. */
export function answerOfChanges(
  world: World,
  sql: string,
  lying: string | undefined,
): { readonly exportId: string; readonly rows: Row[] } {
  const windows = windowsIn(sql);
  const exportId = windows.at(-1) ?? '';
  if (!sql.includes(`"${world.names.unloaded}"`)) {
    const wrong = windows.filter((id) => !liesThere(world, sql, id) || world.exportOf(id)?.script.damaged === true);
    return { exportId, rows: wrong.map((id) => ['item_count', 'error', undefined, '3', '2', id]) };
  }
  const baseDate = new RegExp(`"${world.names.raw}" WHERE export_date = '([^']*)'`).exec(sql)?.[1];
  const due = contentOf(world, sql, baseDate);
  const seam: Row[] = lying !== due || due === TORN ? [['seam', 'error', undefined, '0', '1', 'key 1']] : [];
  const counted: Row[] = ['inserted', 'updated', 'deleted'].map((name) => [
    name,
    'info',
    undefined,
    undefined,
    '1',
    undefined,
  ]);
  return { exportId, rows: [...factRows(world.factsOf(lying)), ...counted, ...seam] };
}

/** Ids of the windows that a statement reads. */
function windowsIn(sql: string): string[] {
  const list = /export_id IN \(([^)]*)\)/.exec(sql)?.[1] ?? '';
  return [...list.matchAll(/'([^']*)'/g)].map(([, id = '']) => id);
}

/** Whether a window is registered as changes of the date that a statement reads, and its files are there and listed. */
function liesThere(world: World, sql: string, id: string): boolean {
  const date = /export_date = '([^']*)' AND export_id IN/.exec(sql)?.[1];
  const isOfWindow = ({ Values }: { readonly Values: readonly string[] }) => Values[0] === date && Values[1] === id;
  const changes = world.partitions('changes').find(isOfWindow);
  const copy = world.partitions('files').find(isOfWindow)?.StorageDescriptor?.Location;
  return world.lyingAt(changes?.StorageDescriptor?.Location) === id && world.lyingAt(copy) === id;
}
