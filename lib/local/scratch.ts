/** The database of tables and views that people make of the nights. It is always there. */
export const SCRATCH = 'scratch';
