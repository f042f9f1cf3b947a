import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceId } from "../src/core/service/profile.ts";
import { SERVICE_IDS } from "../src/core/service/profiles.ts";
import { AdminClient } from "./admin/client.ts";
import type { AdminRoom } from "./admin/routes.ts";
import type { ReadyLine } from "./admin/schema.ts";
import { Tenant } from "./provider/tenant.ts";
import { serve } from "./server.ts";
import { shiftClock } from "./state/clock.ts";
import { DataFile, DataFileError, type Kept, readDataFile } from "./state/data-file.ts";
import type { Seed } from "./state/organisation-schema.ts";
import { State } from "./state/state.ts";
import { type Certificate, isFresh, issueCertificate } from "./web/certificate.ts";
import { closeServer, listen } from "./web/listen.ts";
import { adminOrigin, type Listening, originsOf } from "./web/origins.ts";

export type ReferenceService = {
  readonly ready: ReadyLine;
  readonly admin: AdminClient;
  close(): Promise<void>;
};

export type StartOptions = {
  /** 0 = a free one; absent = the data file's, else a free one. */
  readonly port?: number;
  /** Absent = all four. */
  readonly services?: readonly ServiceId[];
  /** The organisation to start with, and to go back to. */
  readonly seed?: Seed;
  /** A file that keeps everything over a restart. */
  readonly data?: string;
  /** https, under a test CA of its own. */
  readonly tls?: boolean;
};

/**
 * Starts the reference service, on loopback only. One a process: its clock is the process's.
 * @throws Node's `EADDRINUSE` when the port is taken; DataFileError for a data file that isn't one
 */
export async function startReferenceService(options: StartOptions = {}): Promise<ReferenceService> {
  const services = options.services ?? SERVICE_IDS;
  const kept = options.data === undefined ? null : readDataFile(options.data);
  const certificate = options.tls === true ? certificateFor(services, kept) : null;
  let room: AdminRoom | null = null;
  let file: DataFile | null = null;
  const { servers, port } = await listen(options.port ?? kept?.port ?? 0, certificate, (req, res) => {
    if (room === null) {
      res.writeHead(503).end();
      return;
    }
    res.once("close", () => file?.touch());
    void serve(room, req, res);
  });
  try {
    const opened = await open(options, services, { port, secure: certificate !== null }, certificate, kept);
    ({ room, file } = opened);
    return {
      ready: opened.ready,
      admin: new AdminClient(opened.ready.admin, certificate?.ca),
      close: async () => {
        await Promise.all(servers.map(closeServer));
        await file?.save();
        await opened.trust.remove();
        shiftClock(0);
      },
    };
  } catch (error) {
    await Promise.all(servers.map(closeServer));
    throw error;
  }
}

/** Everything behind the door, once the port is known. */
async function open(
  options: StartOptions,
  services: readonly ServiceId[],
  at: Listening,
  certificate: Certificate | null,
  kept: Kept | null,
) {
  const state = new State(services, options.seed);
  const tenants = new Map(
    services.map((id) => [id, new Tenant(id, originsOf(id, at), state, certificate?.ca ?? null)]),
  );
  const { data } = options;
  const content = { port: at.port, certificate, state, tenants };
  const file = data === undefined ? null : new DataFile(data, content, kept);
  await file?.save().catch((error: NodeJS.ErrnoException) => {
    throw new DataFileError(`${data}: can't be written (${error.code}). Name a file that may be written.`);
  });
  const trust = await trustFile(certificate, data);
  const reset = () => {
    shiftClock(0);
    state.reset();
    for (const tenant of tenants.values()) tenant.reset();
  };
  return { room: { state, tenants, reset }, file, trust, ready: readyLine(state, tenants, at, trust.path) };
}

/** The kept one as long as it is good: who trusts it need not do so again. */
function certificateFor(services: readonly ServiceId[], kept: Kept | null): Certificate {
  const known = kept?.certificate ?? null;
  if (known !== null && isFresh(known, Date.now())) return known;
  return issueCertificate(services, Date.now());
}

/** The file that browsers and clients are told to trust: beside the data file, else for this run only. */
async function trustFile(
  certificate: Certificate | null,
  data: string | undefined,
): Promise<{ readonly path: string | null; remove(): Promise<void> }> {
  if (certificate === null) return { path: null, remove: async () => {} };
  if (data !== undefined) {
    await writeFile(`${data}.ca.pem`, certificate.ca);
    return { path: `${data}.ca.pem`, remove: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), "storage-service-"));
  const path = join(folder, "ca.pem");
  await writeFile(path, certificate.ca);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

function readyLine(
  state: State,
  tenants: ReadonlyMap<ServiceId, Tenant>,
  at: Listening,
  ca: string | null,
): ReadyLine {
  return {
    origins: Object.fromEntries([...tenants].map(([service, { origins }]) => [service, { ...origins }])),
    admin: `${adminOrigin(at)}/__admin/`,
    ...(ca === null ? {} : { ca }),
    accounts: state.users.flatMap(({ service, mail, password, role, method, invited, locked }) =>
      !tenants.has(service) || password === null || method !== "password" || invited || locked
        ? []
        : [{ service, mail, password, role }],
    ),
  };
}
