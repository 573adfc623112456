import type { TableInput } from '@aws-sdk/client-glue';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';

/** Properties of {@link Catalog}. */
export interface CatalogProps {
  readonly catalogId: string;
  /** The database, or the reference to it. */
  readonly databaseName: string;
  /** The tables and views as Glue's CreateTable takes them. */
  readonly tables: readonly TableInput[];
}

/**
 * The Glue tables and views of a source table. They are made from Glue's own shapes, the same that the laptop's catalog
 * takes: the Glue L2 has no views and no SerDe parameters.
 */
export class Catalog extends Construct {
  constructor(scope: Construct, id: string, { catalogId, databaseName, tables }: CatalogProps) {
    super(scope, id);
    for (const table of tables) {
      new CfnTable(this, table.Name ?? '', {
        catalogId,
        databaseName,
        tableInput: camelCase(table) as CfnTable.TableInputProperty,
      });
    }
  }
}

/** Glue's fields as CDK's L1 spells them; the keys of `Parameters` are data and stay. */
function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      key === 'Parameters' ? (field as unknown) : camelCase(field),
    ]),
  );
}
