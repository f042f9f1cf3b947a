import type { DataFolders } from "../src/main/config/data-folder.ts";
import type { Environment } from "../src/shared/data-dir.ts";
import type { DoctorStart, StartedClient } from "./start-client.ts";

/** What a command needs of the process it runs in. */
export type World = {
  readonly env: Environment;
  /** Part of a package, one program with Node in it: not the repository's. */
  readonly installed: boolean;
  readonly folders: DataFolders;
  readonly out: Stream;
  readonly err: Stream;
  /** What is piped in, or at a terminal a line for each prompt (`lines`: to the end); null = not text, or too much. */
  readonly readInput: (kind: InputKind, prompts: readonly string[]) => Promise<string | null>;
  readonly startClient: (env: Environment) => Promise<StartedClient | null>;
  readonly startDoctor: (env: Environment, limitMs: number) => Promise<DoctorStart | null>;
};

export type InputKind = "text" | "lines" | "secret";

type Stream = { readonly write: (text: string) => unknown; readonly isTTY?: boolean };
