import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { md5Base64, multipartEtag } from '../../lib/export/checksum';
import { manifestFileLines } from '../../lib/export/manifest-files';

/**
 * Writes the checksums of an export anew that was changed by hand: those of its data files in manifest-files.json, and those of
 * both manifests. Counts, and the checksum of a listed file that is not there, stay as they are.
 *
 * @param folder what `aws s3 sync` downloaded; data files have the keys that the manifest says below it, without the prefix
 */
export function signExport(folder: string): void {
  const lists = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\bmanifest-files\.json$/.test(file),
  );
  for (const list of lists.map((file) => join(folder, file))) {
    const lines = [...manifestFileLines(readFileSync(list, 'utf8'))].map(({ text }) => signLine(text, folder));
    writeFileSync(list, lines.map((line) => `${line}\n`).join(''));
    for (const name of ['manifest-files', 'manifest-summary']) {
      const file = join(dirname(list), name);
      writeFileSync(`${file}.md5`, md5Base64(readFileSync(`${file}.json`)));
    }
  }
}

function signLine(text: string, folder: string): string {
  const line = JSON.parse(text) as { readonly dataFileS3Key: string };
  const file = join(folder, line.dataFileS3Key.replace(/^.*?(?=AWSDynamoDB\/)/, ''));
  if (!existsSync(file)) return text;
  const md5Checksum = md5Base64(readFileSync(file));
  return JSON.stringify({ ...line, md5Checksum, etag: multipartEtag([md5Checksum]) });
}

/* tsx test/verdicts/sign-export.ts FOLDER...: of test/fixtures/exports, the folder `export` of a case. */
if (require.main === module) for (const folder of process.argv.slice(2)) signExport(folder);
