// dynalite has no types of its own; this is the part of its interface that is used here.
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Milliseconds that a table stays CREATING. */
    readonly createTableMs?: number;
  }

  /** A server that keeps its tables in memory. */
  function dynalite(options?: DynaliteOptions): Server;
  export = dynalite;
}
