import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestError, parseManifestSummary } from '../../lib/night';
import { Services } from '../workflow/services';

const FOLDER = join(__dirname, '../fixtures/manifests');

interface ManifestCase {
  readonly text?: string;
  readonly change?: Readonly<Record<string, unknown>>;
  readonly without?: readonly string[];
  readonly replace?: readonly [string, string];
  readonly verdict: string;
}

const CASES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const judged = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as ManifestCase;
    return [file.slice(0, -'.json'.length).replaceAll('-', ' '), judged.verdict, judged] as const;
  });

/** The text of a case, made from that of a good manifest. */
function changed(good: string, { text, change, without = [], replace }: ManifestCase): string {
  if (text !== undefined) return text;
  const members = Object.entries({ ...(JSON.parse(good) as object), ...change });
  const json = JSON.stringify(Object.fromEntries(members.filter(([name]) => !without.includes(name))));
  return replace ? json.replace(...replace) : json;
}

describe('a manifest', () => {
  it.each(CASES)('%s is %s to the workflow and to the laptop alike', async (_, verdict, judged) => {
    const services = new Services();
    const exportArn = services.exportByHand();
    let text = '';
    const summary = (good: string) => (text = changed(good, judged));
    services.changeSummary(exportArn, summary);
    await services.clock.sleep(3_600_000);
    const { status, error } = await services.night({ exportArn });
    const { tableArn } = services;
    const read = () => {
      try {
        parseManifestSummary(text, 'manifest-summary.json', { tableArn, exportArn, now: services.clock.now() });
        return 'usable';
      } catch (reason) {
        return reason instanceof ManifestError ? reason.name : String(reason);
      }
    };
    expect({ workflow: error ?? (status === 'SUCCEEDED' ? 'usable' : status), laptop: read() }).toEqual({
      workflow: verdict,
      laptop: verdict,
    });
  });
});
