import { BatchGetNamedQueryCommand, paginateListNamedQueries, type NamedQuery } from '@aws-sdk/client-athena';
import { inParallel } from '../../in-parallel';
import type { AthenaContext } from './athena';

/** What ListNamedQueries gives, and BatchGetNamedQuery takes, at most. */
const PAGE = 50;

/** Few, as Athena takes five such calls a second (AWS: "Athena service quotas", per account API call quotas). */
const AT_ONCE = 2;

/** The statements of the workgroup's named queries that are about the database, in the order of their names. */
export async function savedStatements({ client, workgroup, database }: AthenaContext): Promise<string[]> {
  const pages: string[][] = [];
  for await (const { NamedQueryIds = [] } of paginateListNamedQueries(
    { client, pageSize: PAGE },
    { WorkGroup: workgroup },
  ))
    if (NamedQueryIds.length > 0) pages.push(NamedQueryIds);
  const found: NamedQuery[] = [];
  await inParallel(pages, AT_ONCE, async (NamedQueryIds) => {
    const { NamedQueries = [] } = await client.send(new BatchGetNamedQueryCommand({ NamedQueryIds }));
    found.push(...NamedQueries);
  });
  return found
    .filter(({ Database }) => Database === database)
    .sort((a, b) => ((a.Name ?? '') < (b.Name ?? '') ? -1 : 1))
    .map(({ QueryString = '' }) => QueryString);
}
