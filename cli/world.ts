import type { Environment } from "../src/shared/data-dir.ts";
import type { StartedClient } from "./start-client.ts";

/** What a command needs of the process it runs in. */
export type World = {
  readonly env: Environment;
  /** Absolute folder of the per-user files. */
  readonly dataDir: string;
  readonly out: Stream;
  readonly err: Stream;
  readonly startClient: (dataDir: string, env: Environment) => Promise<StartedClient | null>;
};

type Stream = { readonly write: (text: string) => unknown; readonly isTTY?: boolean };
