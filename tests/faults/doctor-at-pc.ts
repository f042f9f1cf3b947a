import { afterAll, beforeAll, expect } from "vitest";
import { ask } from "../../cli/connection.ts";
import type { CheckId } from "../../src/core/doctor/checks.ts";
import type { DoctorReport } from "../../src/core/doctor/report.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { CHECK_LIMIT_MS } from "../../src/main/doctor/doctor.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import type { Finding } from "./fault.ts";
import { type NetworkPc, openNetworkPc } from "./network-pc.ts";
import { networkRefused } from "./network-world.ts";

const LIMIT_MS = 10_000;
/** What this desktop has none of, and what has nothing to do with the troubles. */
const OF_THE_DESKTOP: readonly CheckId[] = ["browser", "tray"];

/** What the doctor is to name; null: nothing. */
export type Named = readonly [CheckId, ErrorCode] | null;
export type Trouble = { readonly begin: () => unknown; readonly end: () => unknown; readonly first: Named };

/** Why such a PC can't be made here; null when it can. */
export const skip = () =>
  networkRefused() ?? (hasOpenssl ? null : "openssl isn't here") ?? (hasGnomeKeyring ? null : "no keyring");

/** The doctor at a PC of the test file's own, asked of the running client and of one that is started for the report alone. */
export class DoctorAtPc {
  #pc: NetworkPc | null = null;

  constructor() {
    beforeAll(async () => {
      if (skip() === null) this.#pc = await openNetworkPc();
    });
    afterAll(() => this.#pc?.close());
  }

  get pc(): NetworkPc {
    if (this.#pc === null) throw new Error("there is no PC");
    return this.#pc;
  }

  /** What it names while the client runs, and the same in this environment. */
  async names(first: Named, env: Readonly<Record<string, string>> = {}): Promise<Finding> {
    const running = await this.#byTheRunningClient();
    expectFirst(running, first);
    const alone = await this.pc.examined(env);
    expectFirst(alone, first);
    const shown = first === null ? "nothing" : first[1];
    const times = `${(running.ms / 1_000).toFixed(1)} s, ${(alone.ms / 1_000).toFixed(1)} s`;
    return { shown: `${shown} (${times})`, lost: "nothing", recovered: "–" };
  }

  /** In trouble that begins while the client is online. */
  async under({ begin, end, first }: Trouble): Promise<Finding> {
    await this.pc.online();
    try {
      await this.pc.world.answered();
      await begin();
      return await this.names(first);
    } finally {
      await end();
    }
  }

  async #byTheRunningClient(): Promise<DoctorReport> {
    const [dataDir = ""] = this.pc.folders();
    const answer = await ask(dataDir, { command: "doctor" }, 20_000);
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  }
}

/** The one that is named, and nothing beside it. */
export function expectFirst({ first, results, hosts, ms }: DoctorReport, named: Named): void {
  const findings = results.filter(({ result, id }) => result === "fail" && !OF_THE_DESKTOP.includes(id));
  const all = JSON.stringify(results.filter(({ result }) => result !== "ok"));
  expect(
    findings.map(({ id, cause }) => [id, cause]),
    all,
  ).toEqual(named === null ? [] : [named]);
  if (named !== null) expect([first?.id, first?.cause]).toEqual(named);
  // Each check ends within the doctor's own limit for it, and none was cut off there.
  expect(results.filter(({ cause }) => cause === "APP_CHECK_TIME_LIMIT")).toEqual([]);
  for (const one of results) expect(one.ms, one.id).toBeLessThanOrEqual(CHECK_LIMIT_MS);
  expect(ms).toBeLessThan(LIMIT_MS);
  for (const host of hosts) expect(host).toMatch(/\.drive-fault\.example$/u);
}
