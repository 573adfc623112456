import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, VirtualClock, type Json, type JsonObject } from '../../lib/asl';
import {
  formatWindowManifest,
  isWindowManifest,
  JUDGED_WINDOW,
  ManifestError,
  NOT_AN_OBJECT,
  parseManifestSummary,
  parseWindowManifest,
  windowManifestRules,
} from '../../lib/night';
import { changeManifest, type ManifestCase } from './manifest-case';

const FOLDER = join(__dirname, '../fixtures/manifests/windows');
const TABLE = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/orders';
const EXPORT = `${TABLE}/export/01769800000000-1a2b3c4d`;
const NOW = Date.parse('2026-01-31T00:00:00Z');

// Field by field as in a recorded manifest of an incremental export.
const GOOD =
  `{"version":"2023-08-01","exportArn":"${EXPORT}","startTime":"2026-01-30T19:06:40.000Z","endTime":"2026-01-30T19:26:24.780Z",` +
  `"tableArn":"${TABLE}","tableId":"b116b490-6460-4d4a-9a6b-5d360abf4fb3","exportFromTime":"2026-01-29T19:00:00.000Z",` +
  '"exportToTime":"2026-01-30T19:00:00.000Z","s3Bucket":"bucket","s3Prefix":"export","s3SseAlgorithm":"AES256","s3SseKmsKeyId":null,' +
  '"manifestFilesS3Key":"export/AWSDynamoDB/01769800000000-1a2b3c4d/manifest-files.json","billedSizeBytes":20901239349,' +
  '"itemCount":169928274,"outputFormat":"DYNAMODB_JSON","outputView":"NEW_AND_OLD_IMAGES","exportType":"INCREMENTAL_EXPORT"}';

const CASES = readdirSync(FOLDER).map((file) => {
  const judged = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as ManifestCase;
  return [file.slice(0, -'.json'.length).replaceAll('-', ' '), judged.verdict, judged] as const;
});

/** What the rules say in JSONata, asked as the workflow asks them: a task reads the text, a choice judges it. */
async function askWorkflow(text: string): Promise<Json | undefined> {
  const rules = windowManifestRules(`'${TABLE}'`, `'${EXPORT}'`, '$toMillis($states.context.State.EnteredTime)');
  const end = (verdict: string): JsonObject => ({ Next: 'end', Assign: { verdict } });
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'read',
    States: {
      read: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
        Assign: { manifest: `{% ${JUDGED_WINDOW} %}` },
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'end', Assign: { verdict: 'Manifest.NotJson' } }],
        Next: 'judge',
      },
      judge: {
        Type: 'Choice',
        Choices: [
          { Condition: `{% ${NOT_AN_OBJECT} %}`, ...end('Manifest.NotJson') },
          ...rules.map(({ condition, error, found }) => ({
            Condition: `{% ${condition} %}`,
            Next: 'end',
            Assign: { verdict: error, found: `{% ${found} %}` },
          })),
        ],
        Default: 'end',
        Assign: { verdict: 'usable' },
      },
      end: { Type: 'Pass', Output: '{% $verdict %}', End: true },
    },
  };
  const result = await run({
    definition,
    input: {},
    adapters: { 'arn:aws:states:::aws-sdk:s3:getObject': async (): Promise<Json> => ({ Body: text }) },
    clock: new VirtualClock(NOW),
    random: () => 0.5,
    execution: { name: 'night' },
  });
  return result.status === 'SUCCEEDED' ? result.output : result.error;
}

function askReader(text: string): string {
  try {
    parseWindowManifest(text, 'manifest-summary.json', { tableArn: TABLE, exportArn: EXPORT, now: NOW });
    return 'usable';
  } catch (error) {
    return error instanceof ManifestError ? error.name : String(error);
  }
}

describe('the manifest of a window', () => {
  it.each(CASES)('%s is %s to the workflow and to the laptop alike', async (_, verdict, judged) => {
    const text = changeManifest(GOOD, judged);
    expect({ workflow: await askWorkflow(text), laptop: askReader(text) }).toEqual({
      workflow: verdict,
      laptop: verdict,
    });
  });

  it('is read and written as AWS writes it', () => {
    expect(formatWindowManifest(parseWindowManifest(GOOD, 'f'))).toBe(GOOD);
  });

  it('is refused by the reader of full exports, which is told apart before', () => {
    expect(() => parseManifestSummary(GOOD, 'f')).toThrow(
      expect.objectContaining({ name: 'Manifest.Incremental' }) as Error,
    );
    expect(isWindowManifest(GOOD)).toBe(true);
    expect(isWindowManifest(GOOD.replace('INCREMENTAL_EXPORT', 'FULL_EXPORT'))).toBe(false);
    expect(isWindowManifest('{')).toBe(false);
  });

  it('that is missing says so', () => {
    expect(() => parseWindowManifest(undefined, 'f')).toThrow(
      expect.objectContaining({ name: 'Manifest.Missing' }) as Error,
    );
  });
});
