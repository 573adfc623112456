import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

/** What Trino answers: rows in its own JSON (decimals and times are texts), or the name of an error. */
export interface TrinoAnswer {
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly error?: { readonly errorName: string; readonly message: string };
}

/** Where names that a statement does not qualify are looked up. */
export interface TrinoSession {
  readonly catalog: string;
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly errorName: string; readonly message: string };
}

/**
 * Runs a statement by Trino's client protocol (Trino documentation: "Trino client REST API").
 *
 * @throws Error when Trino cannot be reached
 */
export async function ask(port: number, sql: string, session?: TrinoSession): Promise<TrinoAnswer> {
  const headers = {
    'X-Trino-User': 'lab',
    'X-Trino-Time-Zone': 'UTC',
    // Without it every timestamp is cut to milliseconds.
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
    ...(session && { 'X-Trino-Catalog': session.catalog }),
  };
  let [names, types]: [readonly string[], readonly string[]] = [[], []];
  const rows: (readonly unknown[])[] = [];
  let response = await fetch(`http://127.0.0.1:${port}/v1/statement`, { method: 'POST', headers, body: sql });
  for (;;) {
    if (!response.ok) throw new Error(`Trino answered ${response.status}: ${await response.text()}`);
    const page = (await response.json()) as Page;
    if (page.error) return { names, types, rows, error: page.error };
    names = page.columns?.map(({ name }) => name) ?? names;
    types = page.columns?.map(({ type }) => type) ?? types;
    rows.push(...(page.data ?? []));
    if (page.nextUri === undefined) return { names, types, rows };
    await sleep(POLL_MS);
    response = await fetch(page.nextUri, { headers });
  }
}
