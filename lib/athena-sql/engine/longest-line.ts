/**
 * The most bytes of a line that is read. An item of 400 KB has a line of 2.5 MB when every character is escaped, so what is
 * longer is no item.
 */
export const LONGEST_LINE = 16 * 1024 * 1024;
