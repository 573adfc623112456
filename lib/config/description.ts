import * as z from 'zod';
import { declaredType } from './athena-type';
import { problemsOf } from './parse';
import type { SharedResources, TableResources } from './resource-names';
import { nameSharedResources, nameTableResources } from './resources';
import { configSchema, type Attribute, type Config, type Table } from './schema';

/** The parameter of a table's raw Glue table that has its {@link Description}, as JSON. */
export const DESCRIPTION_PARAMETER = 'export-to-athena';

/** The form of descriptions that is written here, and the newest one that is read. */
const VERSION = 1;

/** A system's shared settings as a person writes them, all of them, with the names of what the tables share. */
type WrittenSystem = Omit<z.input<typeof configSchema>, 'tables'> & { readonly names: SharedResources };

/** A table's settings as a person writes them, all of them, with the names of what the table has for itself. */
type WrittenTable = NonNullable<z.input<typeof configSchema>['tables']>[number] & { readonly names: TableResources };

/** What stands in the catalog of a table: enough to ask and operate it without its cdk.json. */
export interface Description {
  readonly version: typeof VERSION;
  readonly system: WrittenSystem;
  readonly table: WrittenTable;
}

/** A description that cannot be read; the message says whose, and what to do. */
export class DescriptionError extends Error {
  override readonly name = 'DescriptionError';
}

/** What the catalog is told of a table. Values may be tokens of CDK, which stay what they are. */
export function describeSystem(config: Config, table: Table): Description {
  const { tables, ...system } = config;
  return {
    version: VERSION,
    system: { ...system, names: nameSharedResources(config) },
    table: {
      ...table,
      attributes: table.attributes.map(writeAttribute),
      entities: table.entities.map((entity) => ({ ...entity, attributes: entity.attributes.map(writeAttribute) })),
      names: nameTableResources(config, table),
    },
  };
}

function writeAttribute({ type, path, ...rest }: Attribute) {
  return { ...rest, ...(path.length > 0 && { path }), type: declaredType(type) };
}

const names = z.record(z.string(), z.string());
const described = z.looseObject({
  version: z.literal(VERSION),
  system: z.looseObject({ names }),
  table: z.looseObject({ names }),
});

/**
 * Reads the descriptions of a system's tables. Where tables were deployed with different shared settings, those hold that
 * most of them have.
 *
 * @param texts the parameter's JSON by the name of the Glue table that has it
 * @returns the configuration, its tables in the order of their descriptions
 * @throws DescriptionError where one is of a newer version, or no description
 */
export function readDescriptions(texts: ReadonlyMap<string, string>): Config {
  const all = [...texts].map(([place, text]) => ({ place, ...read(place, text) }));
  const systems = all.map(({ system }) => JSON.stringify(system));
  const count = (one: string) => systems.filter((other) => other === one).length;
  const common = systems.reduce((most, one) => (count(one) > count(most) ? one : most), systems[0] ?? '');
  const chosen = all[systems.indexOf(common)];
  if (chosen === undefined) throw new DescriptionError('There is no table that describes itself.');
  const { names: shared, ...settings } = chosen.system;
  const tables = all.map(({ table: { names, ...table } }) => table);
  const result = configSchema.safeParse({ ...settings, tables }, { reportInput: true });
  if (!result.success)
    throw new DescriptionError(
      [
        `The descriptions in ${all.map(({ place }) => place).join(', ')} cannot be used; another version of export-to-athena wrote them:`,
        ...result.error.issues.flatMap(problemsOf).map((problem) => `  ${problem}`),
      ].join('\n'),
    );
  return {
    ...result.data,
    names: shared,
    tables: result.data.tables.map((table, index) => ({ ...table, names: all[index]?.table.names ?? {} })),
  };
}

function read(place: string, text: string) {
  const json = fromJson(text);
  const version = z.looseObject({ version: z.number() }).safeParse(json).data?.version;
  if (version !== undefined && version > VERSION)
    throw new DescriptionError(
      `${place} is described in version ${version}, and this export-to-athena reads up to version ${VERSION}. Install the newest: npm install export-to-athena@latest`,
    );
  const result = described.safeParse(json);
  if (!result.success)
    throw new DescriptionError(
      `The parameter ${DESCRIPTION_PARAMETER} of ${place} is no description of a table: ${text.slice(0, 80)}. Deploy the table's stack again.`,
    );
  return result.data;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
