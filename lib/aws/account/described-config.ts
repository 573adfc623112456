import { GetDatabasesCommand, GlueClient, type Table } from '@aws-sdk/client-glue';
import { DESCRIPTION_PARAMETER, readDescriptions, type Config } from '../../config';
import { didYouMean } from '../../nearest-name';
import { NoCatalogError } from '../../target/errors';
import { glueTables } from '../glue/glue';
import { isFailure } from './failure';

/**
 * The region that is asked where none was given: that of AWS_REGION, AWS_DEFAULT_REGION or the profile.
 *
 * @throws Error where none of them has one
 */
export async function findUsualRegion(profile: string | undefined): Promise<string> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const named = AWS_REGION ?? AWS_DEFAULT_REGION;
  if (named !== undefined && named !== '') return named;
  try {
    return await new GlueClient(profile === undefined ? {} : { profile }).config.region();
  } catch (error) {
    throw new Error(
      `No region is known: give --region, set AWS_REGION, or give ${profile === undefined ? 'your profile' : `the profile ${profile}`} a region in ~/.aws/config`,
      { cause: error },
    );
  }
}

/**
 * The configuration of the system that publishes to a database, as its own Glue tables describe it.
 *
 * @throws NoCatalogError where the region has no such database, or it is none of this program's
 * @throws DescriptionError where it was deployed by a newer version
 */
export async function readDescribedConfig(glue: GlueClient, database: string, region: string): Promise<Config> {
  const tables = await tablesOf(glue, database, region);
  const texts = tables.flatMap(({ Name = '', Parameters }): [string, string][] => {
    const text = Parameters?.[DESCRIPTION_PARAMETER];
    return text === undefined ? [] : [[`${database}.${Name}`, text]];
  });
  if (texts.length === 0) throw new NoCatalogError(explainUndescribed(database, region, tables));
  return readDescriptions(new Map(texts));
}

async function tablesOf(glue: GlueClient, database: string, region: string): Promise<Table[]> {
  try {
    return await glueTables(glue, database);
  } catch (error) {
    if (!isFailure(error, 'EntityNotFoundException')) throw error;
    throw new NoCatalogError(
      `There is no database ${database} in ${region}.${didYouMean(database, await databases(glue))} Of another region give --region, of another account --profile`,
      { cause: error },
    );
  }
}

/** The databases of the account; none where they may not be listed, as they only help with a name. */
async function databases(glue: GlueClient): Promise<string[]> {
  const names: string[] = [];
  try {
    let token: string | undefined;
    do {
      const page = await glue.send(new GetDatabasesCommand({ NextToken: token }));
      names.push(...(page.DatabaseList ?? []).flatMap(({ Name }) => Name ?? []));
      token = page.NextToken;
    } while (token !== undefined);
  } catch {
    // That the database is not there is the failure to tell, whatever became of this.
  }
  return names;
}

function explainUndescribed(database: string, region: string, tables: readonly Table[]): string {
  const about = `The database ${database} in ${region}`;
  if (tables.length === 0)
    return `${about} has no table that you may see: deploy the stacks of its tables, or have yourself granted glue:GetTables and, where Lake Formation governs it, DESCRIBE of its tables`;
  return `${about} is none of export-to-athena's: none of its tables has the parameter ${DESCRIPTION_PARAMETER}, as ${tables[0]?.Name ?? ''} has not. If an earlier version deployed it, deploy it again with this one`;
}
