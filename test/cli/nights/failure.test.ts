import { failureText, problemLines } from '../../../lib/cli/nights/failure';

describe('why a night was not published', () => {
  it('is what was found, what was expected, and what to do', () => {
    const cause = { what: 'The export failed.', found: 'S3AccessDenied', expected: 'COMPLETED', remedy: 'Mend it.' };
    expect(failureText({ status: 'FAILED', error: 'Export.Failed', cause: JSON.stringify(cause) })).toBe(
      [
        '  Export.Failed: The export failed.',
        '    found     S3AccessDenied',
        '    expected  COMPLETED',
        '    to do     Mend it.',
      ].join('\n'),
    );
  });

  it('is a line for every problem of a validation', () => {
    const found = [{ check: 'item_count', expected: '3', found: '2' }];
    const cause = JSON.stringify({ what: 'The night is not whole.', found, remedy: 'Start again.' });
    expect(failureText({ status: 'FAILED', error: 'Validation.Failed', cause })).toBe(
      [
        '  Validation.Failed: The night is not whole.',
        '    item_count: expected 3, found 2',
        '    to do     Start again.',
      ].join('\n'),
    );
  });

  it('is the cause as it is where AWS wrote it', () => {
    const cause = 'Rate exceeded (Service: Glue, Status Code: 400)';
    expect(failureText({ status: 'FAILED', error: 'Glue.GlueException', cause })).toBe(
      `  FAILED Glue.GlueException: ${cause}`,
    );
  });

  it('is the status where there is no more', () => {
    expect(failureText({ status: 'TIMED_OUT' })).toBe('  TIMED_OUT : ');
  });
});

describe('a problem of a validation', () => {
  it('names its file and an example where it has them', () => {
    expect(
      problemLines([
        { check: 'file_items', severity: 'error', file: 'a.json.gz', expected: '3', found: '2', example: '{"N":"x"}' },
      ]),
    ).toEqual(['    file_items in a.json.gz: expected 3, found 2, such as {"N":"x"}']);
  });
});
