/**
 * Folder that stands for an empty part of a key: S3 takes `/x` and `a//b` as they are, and a file system has no empty name.
 * A key that has this very part itself is refused, so every path stands for one key.
 */
export const EMPTY_PART = '(empty part)';
