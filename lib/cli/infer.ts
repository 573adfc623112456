import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { inferTable, proposalJson, proposalReasons, tableIdentity, type TableProposal } from '../infer';
import { FileStore, importExport } from '../local/store';
import { importedItems, withQueries } from './item-queries';
import { print } from './print';

interface InferOptions {
  readonly json?: boolean;
  readonly key?: string;
  readonly sortKey?: string;
}

const BUCKET = 'export';

/** `infer`: what a downloaded export says about its table, as a block for the configuration. */
export function inferCommand(): Command {
  return new Command('infer')
    .description('propose the configuration of a table from all items of a downloaded export')
    .argument('<export-folder>', 'an export, as it was downloaded')
    .option('--json', 'only the block for cdk.json, without reasons')
    .option(
      '--key <name>',
      'partition key; without it the one that tells all items apart. Its type is read from the items',
    )
    .option('--sort-key <name>', 'sort key')
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena infer ~/Downloads/01693467621041-039fcf72
  export-to-athena infer ~/Downloads/01693467621041-039fcf72 --key orderId --sort-key line
  export-to-athena infer ~/Downloads/01693467621041-039fcf72 --json > table.json

The block goes into cdk.json, under "context", "tables".

Exit code: 0 when a table is proposed, 2 when the folder is no export, has no items, or no attribute can be the key.`,
    )
    .action(async (folder: string, options: InferOptions) => {
      const proposal = await inferExport(folder, options);
      if (options.json !== true) print(`${proposalReasons(proposal)}\n\nFor cdk.json, under "context", "tables":`);
      print(proposalJson(proposal));
    });
}

/** @throws ImportError, InferError */
async function inferExport(directory: string, { key, sortKey }: InferOptions): Promise<TableProposal> {
  const root = mkdtempSync(join(tmpdir(), 'export-to-athena-infer-'));
  try {
    const store = new FileStore(root);
    const imported = await importExport(store, directory, BUCKET);
    return await withQueries(store, await importedItems(store, imported, false), (query) =>
      inferTable(query, tableIdentity(imported.summary?.tableArn.split('/').at(-1)), { partitionKey: key, sortKey }),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}
