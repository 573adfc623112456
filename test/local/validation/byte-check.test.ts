import { gzipSync } from 'node:zlib';
import { checkBytes } from '../../../lib/local/validation/byte-check';
import { DATA_FILE, EMPTY_FILE, localAthena, NAMES, VALIDATION } from '../athena/local-athena';

describe('the byte check of a statement', () => {
  const athena = localAthena();
  const check = async (sql = VALIDATION) => {
    const checked = await checkBytes({ sql, unloads: false, database: NAMES.database }, athena.catalog, athena.store);
    return { ...checked, unreadable: await checked.unreadable };
  };
  const uri = (key: string) => `s3://${NAMES.bucket}/${key}`;

  it('finds nothing in a night that is as DynamoDB wrote it, and names its files', async () => {
    await athena.stage('good');
    const { findings, unreadable, intactFiles } = await check();
    expect({ findings, unreadable }).toEqual({ findings: [], unreadable: undefined });
    expect(intactFiles).toHaveLength(4);
    expect(intactFiles).toContain(athena.store.pathOf(NAMES.bucket, DATA_FILE));
  });

  it('finds a file that is gzip, and another than the manifest says', async () => {
    await athena.stage('good');
    await athena.store.put(NAMES.bucket, DATA_FILE, gzipSync('{"Item":{}}\n'));
    expect(await check()).toMatchObject({
      findings: [{ check: 'file_changed', file: DATA_FILE, expected: 'md5 CvlydTMLSoCngA5k50MmtA==' }],
      unreadable: undefined,
      intactFiles: [],
    });
  });

  it('tells the first file that cannot be inflated', async () => {
    await athena.stage('good');
    await athena.store.put(NAMES.bucket, EMPTY_FILE, 'no gzip');
    await athena.store.put(NAMES.bucket, DATA_FILE, 'no gzip');
    const { findings, unreadable } = await check();
    expect(findings.map(({ file }) => file)).toEqual([EMPTY_FILE, DATA_FILE]);
    expect(unreadable).toEqual({ uri: uri(EMPTY_FILE), reason: 'incorrect header check' });
  });

  it('goes on after a changed file that can be inflated', async () => {
    await athena.stage('good');
    await athena.store.put(NAMES.bucket, EMPTY_FILE, gzipSync('\n'));
    await athena.store.put(NAMES.bucket, DATA_FILE, 'no gzip');
    expect((await check()).unreadable).toMatchObject({ uri: uri(DATA_FILE) });
  });

  it('tells a file that was cut off in its last byte before its manifest was written', async () => {
    await athena.stage('good');
    await athena.list(gzipSync('{"Item":{}}\n').subarray(0, -1));
    expect(await check()).toMatchObject({
      findings: [],
      unreadable: { uri: uri(DATA_FILE), reason: 'unexpected end of file' },
    });
  });

  it('looks only at nights that the statement names, and whose lines and list of files it reads', async () => {
    await athena.stage('file-with-a-flipped-bit');
    const nothing = { findings: [], unreadable: undefined, intactFiles: [] };
    expect(await check(`SELECT count(*) FROM ${NAMES.staged}`)).toEqual(nothing);
    expect(await check(VALIDATION.replaceAll('01769799600000-19999999', '01769799600000-20000000'))).toEqual(nothing);
    expect((await check()).findings).toHaveLength(1);
  });

  it('takes a night for named where its key is compared, not where a text is like it', async () => {
    await athena.stage('file-with-a-flipped-bit');
    const other = VALIDATION.replace("export_id = '01769799600000-19999999'", "export_id = '01769799600000-20000000'");
    expect(other).toContain("'01769799600000-19999999'");
    expect((await check(other)).findings).toEqual([]);
    const flipped = VALIDATION.replace(
      "WHERE export_id = '01769799600000-19999999'",
      "AS s WHERE '01769799600000-19999999'=s.EXPORT_ID",
    );
    expect((await check(flipped)).findings).toHaveLength(1);
  });
});
