import { readFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { type Certificate, certificate } from "../web/certificate.ts";
import { serviceId } from "./organisation-schema.ts";
import type { State } from "./state.ts";
import { snapshot, type TenantSnapshot, tenantSnapshot } from "./state-schema.ts";

const FORMAT = 1;

const contents = z.strictObject({
  format: z.literal(FORMAT),
  port: z.int().min(1).max(65_535).describe("kept, because the port is a part of every origin"),
  certificate: certificate.nullable(),
  state: snapshot,
  tenants: z.partialRecord(serviceId, tenantSnapshot),
});
export type Kept = z.infer<typeof contents>;

/** Each service's OpenID provider, as far as a file keeps it. */
type Tenants = ReadonlyMap<
  ServiceId,
  {
    snapshot(): TenantSnapshot;
    /** @throws for what isn't a snapshot */
    restore(kept: TenantSnapshot): void;
  }
>;

/** A file that can't be used as it is; its message says what to do. Nothing has been changed. */
export class DataFileError extends Error {}

/** @returns null when there is no such file yet. @throws DataFileError for a file of something else, or of a newer version */
export function readDataFile(path: string): Kept | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new DataFileError(`${path}: can't be read. Name a file that may be read and written.`);
  }
  try {
    return contents.parse(JSON.parse(text));
  } catch {
    throw notOurs(path);
  }
}

function restore(path: string, kept: Kept, state: State, tenants: Tenants): void {
  try {
    state.restore(kept.state);
    for (const [service, tenant] of tenants) {
      const own = kept.tenants[service];
      if (own !== undefined) tenant.restore(own);
    }
  } catch {
    throw notOurs(path);
  }
}

const notOurs = (path: string) =>
  new DataFileError(`${path}: isn't a data file of this version. Move it away, or name another file.`);

/**
 * Keeps the service's state in a file: a while after a change, and when it ends. Each time the file is written whole
 * under another name and put in its place, readable by its owner alone (it holds keys and tokens of the simulation).
 */
export class DataFile {
  readonly #path: string;
  readonly #contents: () => Kept;
  #written = "";
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** @param kept what the file holds; it is put in the place of everything in `state` and `tenants` */
  constructor(
    path: string,
    {
      port,
      certificate,
      state,
      tenants,
    }: {
      readonly port: number;
      readonly certificate: Certificate | null;
      readonly state: State;
      readonly tenants: Tenants;
    },
    kept: Kept | null,
  ) {
    this.#path = path;
    if (kept !== null) restore(path, kept, state, tenants);
    this.#contents = () => ({
      format: FORMAT,
      port,
      certificate: certificate ?? kept?.certificate ?? null,
      state: state.snapshot(),
      tenants: {
        ...kept?.tenants, // of services that aren't served this time
        ...Object.fromEntries([...tenants].map(([service, tenant]) => [service, tenant.snapshot()])),
      },
    });
  }

  /** Something may have changed: writes it soon, once for many changes. */
  touch(): void {
    this.#timer ??= setTimeout(() => void this.save().catch(say), 200).unref();
  }

  /** Writes now, if there is something to write. @throws the file system's error */
  async save(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing
      .catch(() => {})
      .then(async () => {
        const text = JSON.stringify(this.#contents());
        if (text === this.#written) return;
        await writeFileAtomic(this.#path, text, { mode: 0o600 });
        this.#written = text;
      });
    return this.#writing;
  }
}

/** What can't be written now is written with the next change; the service goes on. */
function say(error: Error): void {
  process.stderr.write(`the data file can't be written now: ${(error as NodeJS.ErrnoException).code}\n`);
}
