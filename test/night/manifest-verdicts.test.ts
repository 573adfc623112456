import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestError, parseManifestSummary } from '../../lib/night';
import { Services } from '../workflow/services';
import { changeManifest, type ManifestCase } from './manifest-case';

const FOLDER = join(__dirname, '../fixtures/manifests');

const CASES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const judged = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as ManifestCase;
    return [file.slice(0, -'.json'.length).replaceAll('-', ' '), judged.verdict, judged] as const;
  });

describe('a manifest', () => {
  it.each(CASES)('%s is %s to the workflow and to the laptop alike', async (_, verdict, judged) => {
    const services = new Services();
    const exportArn = services.exportByHand();
    let text = '';
    const summary = (good: string) => (text = changeManifest(good, judged));
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
