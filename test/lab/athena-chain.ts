import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import {
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  GlueClient,
} from '@aws-sdk/client-glue';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { setTimeout as sleep } from 'node:timers/promises';
import { tableInputs } from '../../lib/catalog';
import { LaptopChain } from '../incremental/laptop-chain';

const [s3, glue, athena] = [new S3Client({ forcePathStyle: true }), new GlueClient(), new AthenaClient()];

/** The same nights on the lab: its Glue and S3, and Trino as Athena. */
export class AthenaChain extends LaptopChain {
  override async open(): Promise<this> {
    const { bucket, database } = this.names;
    const isThere = (error: unknown) => {
      if (!(error as Error).name.includes('Already')) throw error;
    };
    await s3.send(new CreateBucketCommand({ Bucket: bucket })).catch(isThere);
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } })).catch(isThere);
    for (const TableInput of tableInputs(this.table, this.names))
      await glue.send(new CreateTableCommand({ DatabaseName: database, TableInput }));
    return this;
  }

  override async run(statement: string): Promise<(string | undefined)[][]> {
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({
        QueryString: this.withNames(statement),
        QueryExecutionContext: { Database: this.names.database },
        ResultConfiguration: { OutputLocation: `s3://${this.names.bucket}/query-results/` },
      }),
    );
    for (;;) {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State, StateChangeReason = '' } = QueryExecution?.Status ?? {};
      if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${StateChangeReason}\n${statement}`);
      if (State === 'SUCCEEDED') break;
      await sleep(50);
    }
    const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: 1000 }));
    return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
  }

  protected override async register(kind: 'raw' | 'staged' | 'unloaded' | 'changes' | 'files', partition: object) {
    const table = { DatabaseName: this.names.database, TableName: this.names[kind] };
    const { Values } = partition as { Values: string[] };
    await glue.send(new DeletePartitionCommand({ ...table, PartitionValues: Values })).catch(() => undefined);
    await glue.send(new CreatePartitionCommand({ ...table, PartitionInput: partition }));
  }

  protected override async put(Bucket: string, Key: string, Body: string | Uint8Array): Promise<void> {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
}
