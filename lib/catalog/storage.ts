import type { StorageDescriptor } from '@aws-sdk/client-glue';

/** The format with which a Glue table reads its folders. */
export type Format = 'items' | 'items-checked' | 'files' | 'changes';

/**
 * The storage descriptor of a table, or of a partition with its location: AWS reads a partition by its own, so a partition
 * gets all of it.
 *
 * `items`: the lines of an export. Without the SerDe's `case.insensitive=FALSE` the attributes `orderId` and `orderid`
 * become one at every depth, and then `Item` is found only through `mapping.item` (measured on Trino's OpenX reader).
 * `items-checked`: the same, and a line that is no JSON gives a row of NULL, which a validation can count.
 * `changes`: the lines of an incremental export, read as those of `items-checked` are.
 */
export function storage(format: Format, location: string): StorageDescriptor {
  return {
    Columns: COLUMNS[format],
    Location: location,
    InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe', Parameters: SERDE[format] },
  };
}

const ITEM_TYPE = 'map<string,map<string,string>>';

const ITEM = [{ Name: 'item', Type: ITEM_TYPE, Comment: 'attribute -> DynamoDB type -> value' }];

const COLUMNS = {
  items: ITEM,
  'items-checked': ITEM,
  files: [
    { Name: 'itemcount', Type: 'bigint', Comment: 'items in the file' },
    { Name: 'md5checksum', Type: 'string', Comment: 'MD5 of the gzip file, base64' },
    { Name: 'etag', Type: 'string', Comment: 'ETag of the object' },
    { Name: 'datafiles3key', Type: 'string', Comment: 'key of the object, prefix included' },
  ],
  changes: [
    { Name: 'metadata', Type: ITEM_TYPE, Comment: 'WriteTimestampMicros -> N -> time of the write' },
    { Name: 'keys', Type: ITEM_TYPE, Comment: 'key attributes of the item' },
    { Name: 'oldimage', Type: ITEM_TYPE, Comment: 'the item before the window; NULL where there was none' },
    { Name: 'newimage', Type: ITEM_TYPE, Comment: 'the item after it; NULL where there is none' },
  ],
} satisfies Record<Format, StorageDescriptor['Columns']>;

const EXACT_NAMES = { 'case.insensitive': 'FALSE', 'mapping.item': 'Item' };

const SERDE = {
  items: EXACT_NAMES,
  'items-checked': { ...EXACT_NAMES, 'ignore.malformed.json': 'TRUE' },
  files: {
    'case.insensitive': 'FALSE',
    'mapping.itemcount': 'itemCount',
    'mapping.md5checksum': 'md5Checksum',
    'mapping.datafiles3key': 'dataFileS3Key',
  },
  changes: {
    'case.insensitive': 'FALSE',
    'ignore.malformed.json': 'TRUE',
    'mapping.metadata': 'Metadata',
    'mapping.keys': 'Keys',
    'mapping.oldimage': 'OldImage',
    'mapping.newimage': 'NewImage',
  },
} satisfies Record<Format, Record<string, string>>;
