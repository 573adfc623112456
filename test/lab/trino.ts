import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from './server';
import { ask } from './trino-statement';

/** What Trino is started with. */
export interface TrinoOptions {
  /** Where Trino is installed. */
  readonly home: string;
  readonly javaHome: string;
  readonly port: number;
  /** Folder of its configuration, data and log. */
  readonly folder: string;
  /** Where Glue and S3 answer; without it there is no catalog of tables. */
  readonly aws?: { readonly endpoint: string; readonly region: string };
  /** Without AWS: a folder for tables that statements make, in a catalog of Athena's name. */
  readonly tables?: string;
}

/** Trino with the one catalog that Athena has, which reads Glue and S3 at the emulator. */
export function startTrino({ home, javaHome, port, folder, aws, tables }: TrinoOptions): Server {
  const [etc, plugins] = [join(folder, 'etc'), join(folder, 'plugins')];
  mkdirSync(join(etc, 'catalog'), { recursive: true });
  mkdirSync(plugins);
  symlinkSync(join(home, 'plugin/hive'), join(plugins, 'hive'));
  const write = (name: string, lines: readonly string[]) => {
    writeFileSync(join(etc, name), `${lines.join('\n')}\n`);
  };
  write('node.properties', [
    'node.environment=lab',
    'node.id=lab',
    `node.data-dir=${join(folder, 'data')}`,
    `plugin.dir=${plugins}`,
  ]);
  write('config.properties', [
    'coordinator=true',
    'node-scheduler.include-coordinator=true',
    `http-server.http.port=${port}`,
    `discovery.uri=http://127.0.0.1:${port}`,
  ]);
  write('jvm.config', [
    '-server',
    '-Xmx2G',
    // a few minutes of short queries: what optimises code, and collects garbage beside it, costs more than it saves
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-Djdk.attach.allowAttachSelf=true',
    '--enable-native-access=ALL-UNNAMED',
    '--sun-misc-unsafe-memory-access=allow',
  ]);
  if (aws !== undefined) {
    write('catalog/awsdatacatalog.properties', catalog(aws.endpoint, aws.region, 'test'));
    // The same for the queries of state machines, so that the emulator knows what is asked for them.
    write('catalog/nights.properties', catalog(aws.endpoint, aws.region, 'nights'));
  }
  if (aws === undefined && tables !== undefined) write('catalog/awsdatacatalog.properties', ownCatalog(tables));
  const schemata = `${aws === undefined ? 'system' : 'awsdatacatalog'}.information_schema.schemata`;
  return new Server({
    name: 'Trino',
    command: join(home, 'bin/launcher'),
    args: ['run', '--etc-dir', etc],
    env: { JAVA_HOME: javaHome },
    folder,
    logFile: join(folder, '../trino.log'),
    // It says that it has started before it has a node that runs queries.
    ready: async () => (await ask(port, `SELECT count(*) FROM ${schemata}`)).error === undefined,
  });
}

/** Hive on files: what tables a statement makes lie in the folder, and so does what is known of them. */
function ownCatalog(folder: string): string[] {
  return [
    'connector.name=hive',
    'hive.metastore=file',
    'hive.metastore.catalog.dir=local:///metastore',
    'fs.native-local.enabled=true',
    `local.location=${folder}`,
  ];
}

function catalog(endpoint: string, region: string, accessKey: string): string[] {
  const glue = 'hive.metastore.glue';
  return [
    'connector.name=hive',
    'hive.metastore=glue',
    `${glue}.region=${region}`,
    `${glue}.endpoint-url=${endpoint}`,
    `${glue}.aws-access-key=${accessKey}`,
    `${glue}.aws-secret-key=test`,
    // No partition may be answered from memory: the workflow changes them under Trino's eyes.
    'hive.metastore-cache-ttl=0s',
    'hive.hive-views.enabled=true',
    // An UNLOAD is a CTAS here, to a folder that the statement names.
    'hive.non-managed-table-writes-enabled=true',
    'fs.native-s3.enabled=true',
    `s3.region=${region}`,
    `s3.endpoint=${endpoint}`,
    `s3.aws-access-key=${accessKey}`,
    's3.aws-secret-key=test',
    's3.path-style-access=true',
  ];
}
