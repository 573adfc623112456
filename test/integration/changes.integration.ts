import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../lib/export';
import { ask } from './athena';
import { cliOf } from './cli';
import { night, type Night } from './execution';
import { change, nightItems, put } from './items';
import { setFault } from './lab-faults';
import { gluePartitions } from './partitions';
import { FAULTS_FOLDER, tableUnderTest } from './system';
import { timePasses } from './time-passes';

const table = tableUnderTest('Changing');
const cli = cliOf('Changing');

const COUNT = 30;
const DAY_SECONDS = 86_400;

/** Every night is of this instant; a day passes before each, so the night before is of a day earlier. */
const scheduledTime = `${new Date(Date.now() - 600_000).toISOString().slice(0, 19)}Z`;

/** What the table has, by id: the number of the night that put it. */
const items = new Map<string, number>();
let days = 0;

const idOf = ({ id }: Item) => id?.S ?? '';

/** Some items are updated, one is deleted and one is inserted. */
async function changeItems(number: number): Promise<void> {
  const changed = nightItems(number, COUNT).filter((_, index) => index % 7 === number % 7);
  const [deleted, ...updated] = changed.filter((item) => items.has(idOf(item)));
  const inserted: Item = { id: { S: `of-night-${number}` }, night: { N: String(number) } };
  await change(table, [
    ...[...updated, inserted].map((item) => ({ kind: 'put' as const, item })),
    ...(deleted ? [{ kind: 'delete' as const, key: { id: { S: idOf(deleted) } } }] : []),
  ]);
  for (const item of [...updated, inserted]) items.set(idOf(item), number);
  if (deleted) items.delete(idOf(deleted));
}

/** Lets a day pass for the table: what was written lies a day further back, and so do its nights. */
async function passDay(): Promise<void> {
  days += 1;
  if (FAULTS_FOLDER !== undefined)
    writeFileSync(join(FAULTS_FOLDER, `${table.sourceTable}.passed`), String(days * DAY_SECONDS));
  await timePasses(table, 1);
}

const runNight = () => night(table, { scheduledTime });

/** The items of the newest night as Athena has them. */
async function readNewest(): Promise<Map<string, number>> {
  const { rows } = await ask(table, `SELECT id, night FROM ${table.newest}`);
  return new Map(rows.map(([id = '', number = '']) => [id, Number(number)]));
}

async function newestParameters(): Promise<Readonly<Record<string, string>>> {
  const slots = await gluePartitions(table, 'latest');
  return slots.find(({ Values }) => Values?.[0] === 'newest')?.Parameters ?? {};
}

const endOf = ({ status, error, cause }: Night) => [error ?? status, error === undefined ? cause : undefined];

const sortEntries = (map: ReadonlyMap<string, number>) => [...map].sort();

// no clock of an account can be set
const onLab = FAULTS_FOLDER === undefined ? describe.skip : describe;

onLab('Nights that are made of changes', () => {
  it('begin with a full export', async () => {
    await put(table, nightItems(0, COUNT));
    for (const item of nightItems(0, COUNT)) items.set(idOf(item), 0);
    await passDay();
    expect(endOf(await runNight())).toEqual(['SUCCEEDED', undefined]);
    expect(sortEntries(await readNewest())).toEqual(sortEntries(items));
    expect(await newestParameters()).toMatchObject({ night_kind: 'full', chain_depth: '0' });
  });

  it.each([
    ['gap', 'Manifest.OtherWindow'],
    ['duplicate_key', 'Changes.Failed'],
    ['wrong_old_image', 'Changes.SeamBroken'],
    ['record_outside', 'Changes.Failed'],
    ['missing_file', 'Changes.Failed'],
  ])('are refused with the fault %s, and made without it', async (fault, error) => {
    await changeItems(days);
    await passDay();
    const before = await readNewest();
    setFault(table, fault);
    expect((await runNight()).error).toBe(error);
    expect(sortEntries(await readNewest())).toEqual(sortEntries(before));
    setFault(table, '');
    expect(endOf(await runNight())).toEqual(['SUCCEEDED', undefined]);
    expect(sortEntries(await readNewest())).toEqual(sortEntries(items));
    expect(await newestParameters()).toMatchObject({ night_kind: 'changes', chain_depth: String(days - 1) });
  });

  it('take the newest of two records of a key, and warn', async () => {
    await changeItems(days);
    await passDay();
    setFault(table, 'stale_record');
    const { output } = await runNight();
    setFault(table, '');
    expect(output?.warnings.map(({ check }) => check)).toEqual(['change_repeated']);
    expect(sortEntries(await readNewest())).toEqual(sortEntries(items));
  });

  it('are compared with a full export after a week, which says so where they are equal', async () => {
    await changeItems(days);
    await passDay();
    const proven = await runNight();
    expect(endOf(proven)).toEqual(['SUCCEEDED', undefined]);
    expect(proven.states.filter((state) => state === 'callWindow' || state === 'callExport')).toEqual([
      'callWindow',
      'callExport',
    ]);
    expect(sortEntries(await readNewest())).toEqual(sortEntries(items));
    const { night_kind, reconciled_at, export_date } = await newestParameters();
    expect([night_kind, reconciled_at]).toEqual(['changes', export_date]);
  });

  it('are replaced by the full export that refutes them: DynamoDB had left out a change', async () => {
    await changeItems(days);
    await passDay();
    setFault(table, 'lost_record');
    expect(endOf(await runNight())).toEqual(['SUCCEEDED', undefined]);
    setFault(table, '');
    expect(sortEntries(await readNewest())).not.toEqual(sortEntries(items));
    for (let day = 0; day < 6; day++) await passDay();
    const refuted = await runNight();
    expect(refuted.error).toBe('Reconcile.Different');
    expect(JSON.parse(refuted.cause ?? '{}')).toMatchObject({
      found: expect.stringMatching(/^1 key differs: ./) as string,
    });
    expect(sortEntries(await readNewest())).toEqual(sortEntries(items));
    expect(await newestParameters()).toMatchObject({ night_kind: 'full', chain_depth: '0' });
  });

  it('are made of a full export where a person asks for one, and status and doctor say what each is made of', async () => {
    await changeItems(days);
    await passDay();
    const full = await cli('night', '--target', 'aws', '--full');
    expect([full.exitCode, full.stderr]).toEqual([0, '']);
    expect(full.stdout).toContain('made of a full export: the input asks for it');
    expect(sortEntries(await readNewest())).toEqual(sortEntries(items));
    const status = await cli('status', '--nights', '1');
    expect(status.stdout).toContain('full export');
    const doctor = await cli('doctor');
    expect(doctor.stdout).toMatch(
      /is made of a full export: the input asks for it; a full export has proven the chain on/,
    );
  });
});
