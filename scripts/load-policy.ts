// A thousand PCs take a policy change against the reference service: each with the client's own configuration, provider,
// tokens and machines; keychain and record in memory.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { clientProfileOverrides } from "../service/provider/client-policy.ts";
import type { Configuration } from "../src/main/config/configuration.ts";
import { replaceFile } from "../src/main/files/patient-files.ts";
import { type ServiceProcess, startServiceProcess } from "../tests/faults/service-process.ts";
import { until } from "../tests/support/wait.ts";
import {
  busiestSecond,
  closePcs,
  configurationOf,
  keptSessions,
  loggedInPc,
  type OfficePc,
  startAnew,
} from "./load-pcs.ts";

export type PolicyChange = {
  /** Token grants that the service gave in its busiest second. */
  readonly peak: number;
  /** From the change on until the last PC was online again by it, ms. */
  readonly lastMs: number;
  /** PCs that are online by the changed policy, with a refresh token that the service still takes. */
  readonly kept: number;
  /** Logins that people would have been asked for. */
  readonly asked: number;
};

type Pc = OfficePc & {
  readonly configuration: Configuration;
  renewed: boolean;
};

/** @param withinMs over which the PCs' looks at their policy are spread: a minute, as they have started at any time */
export async function measurePolicyChange(clients: number, withinMs: number): Promise<PolicyChange> {
  const service = await startServiceProcess(["--service", "omakase"]);
  const dir = mkdtempSync(join(tmpdir(), "load-policy-"));
  const policy = join(dir, "policy.json");
  const said = clientProfileOverrides(service.ready, "omakase", { door: "internet" });
  writeFileSync(policy, JSON.stringify(said));
  const pcs: Pc[] = [];
  try {
    for (let pc = 0; pc < clients; pc += 1) pcs.push(await loggedIn(service, policy, join(dir, String(pc))));
    const follows = pcs.map((pc, at) => followFrom(pc, (at / clients) * withinMs, withinMs));
    await wait(withinMs); // by then all of them look now and then
    const before = (await service.admin.events()).length;
    const changedAt = performance.now();
    await replaceFile(policy, JSON.stringify({ ...said, attemptTimeLimitMinutes: 5 }));
    const isOnline = (pc: Pc) => pc.renewed && pc.running.client.state().session.at === "online";
    await until("all are online by it", () => pcs.every(isOnline), 3 * withinMs + 60_000);
    const lastMs = performance.now() - changedAt;
    for (const end of follows) end();
    const grants = (await service.admin.events()).slice(before).filter(({ type }) => type === "token");
    return {
      peak: busiestSecond(grants.map(({ at }) => Date.parse(at))),
      lastMs,
      kept: await keptSessions(pcs),
      asked: pcs.filter(({ running }) => running.pages.length > 0).length,
    };
  } finally {
    await closePcs(pcs);
    await service.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function loggedIn(service: ServiceProcess, policy: string, dataDir: string): Promise<Pc> {
  const configuration = await configurationOf(policy, dataDir);
  return { configuration, renewed: false, ...(await loggedInPc(service, configuration)) };
}

/** As `Shell.policyChanged` begins the service anew. @returns ends that */
function followFrom(pc: Pc, startMs: number, everyMs: number): () => void {
  let end = () => {};
  const begun = wait(startMs).then(() => {
    end = pc.configuration.follow(
      (renew) => {
        if (renew) void renewed(pc);
      },
      () => false,
      everyMs,
    );
  });
  return () => void begun.then(() => end());
}

async function renewed(pc: Pc): Promise<void> {
  await startAnew(pc);
  pc.renewed = true;
}
