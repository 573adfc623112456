import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { inferTable, proposalJson, proposalReasons, type Query, type TableProposal } from '../infer';
import { allTextRows, Engine, type TableSource } from '../local/engine';
import { FileStore, importExport } from '../local/store';
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
async function inferExport(directory: string, options: InferOptions): Promise<TableProposal> {
  const root = mkdtempSync(join(tmpdir(), 'export-to-athena-infer-'));
  try {
    const store = new FileStore(root);
    const { layout, summary } = await importExport(store, directory, BUCKET);
    const files: string[] = [];
    for await (const { key } of store.list(BUCKET, layout.dataFolder)) files.push(store.pathOf(BUCKET, key));
    const source = summary?.tableArn.split('/').at(-1);
    return await withItems(root, files, (query) =>
      inferTable(query, source, {
        partitionKey: options.key,
        sortKey: options.sortKey,
      }),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Lets queries be asked about the items of data files, as the table `items`. */
async function withItems<T>(root: string, files: readonly string[], ask: (query: Query) => Promise<T>): Promise<T> {
  const items: TableSource = {
    kind: 'items',
    partitionKeys: [],
    partitions: [{ values: [], files }],
    ignoreMalformed: false,
  };
  const engine = await Engine.open({ root });
  try {
    return await ask(async (sql) => {
      const catalog = { find: () => items, names: () => ['items'] };
      return allTextRows(await engine.query(sql, { catalog, database: 'export' }));
    });
  } finally {
    engine.close();
  }
}
