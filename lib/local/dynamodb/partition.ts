import { exportLine, type Item } from '../../export';

/**
 * Distributes items over data files by a hash (FNV-1a) of their partition key, as DynamoDB distributes them over its
 * partitions: items with the same key are in the same file.
 */
export function partitionBy(partitionKey: string, files: number): (item: Readonly<Item>) => number {
  return (item) => {
    const value = item[partitionKey];
    const text = value === undefined ? '' : exportLine({ [partitionKey]: value });
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return hash % files;
  };
}
