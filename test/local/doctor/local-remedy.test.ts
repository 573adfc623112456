import type { AbsoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { localizeRemedy } from '../../../lib/local/doctor/local-remedy';
import type { Finding } from '../../../lib/operations';

const FOLDER = '/nights' as AbsoluteFolder;

const remedyOf = (finding: Partial<Finding>) =>
  localizeRemedy({ check: '', severity: 'error', what: '', why: '', remedy: '', ...finding }, FOLDER).remedy;

describe('the remedy on this machine', () => {
  const changed = (location: string) => ({
    check: 'partitions',
    what: `The partition 2026-01-31 of d.t_raw has other files than were published in ${location}: 1 file of 3 bytes`,
    remedy: 'npx export-to-athena verify 01769882400000-0123abcd',
  });

  it('of Parquet that was changed is to put it back, as its export may be whole', () => {
    expect(remedyOf(changed('s3://b/columnar/t_raw/01769882400000-0123abcd/x/'))).toMatch(/^put its files back below /);
  });

  it('of an export that was changed is to verify it', () => {
    expect(remedyOf(changed('s3://b/export/t/AWSDynamoDB/01769882400000-0123abcd/data/'))).toMatch(
      /^npx export-to-athena verify 01769882400000-0123abcd --target local/,
    );
  });

  it.each([
    ['slots', /^npx export-to-athena night --target local/],
    ['lost-nights', /^put its partition's file back below /],
  ])('of %s with a night of changes is none of Glue, nor adopt, which leaves such nights', (check, remedy) => {
    expect(remedyOf({ check, remedy: 'aws glue create-partition --database-name d' })).toMatch(remedy);
  });

  it.each(['slots', 'lost-nights'])('of %s with another night is to adopt it', (check) => {
    const remedy = 'aws stepfunctions start-execution --state-machine-arn a';
    expect(remedyOf({ check, remedy })).toMatch(/^npx export-to-athena adopt --target local/);
  });
});
