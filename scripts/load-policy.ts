// A thousand PCs take a policy change against the reference service: each with the client's own configuration, provider,
// tokens and machines; keychain and record in memory.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { clientProfileOverrides } from "../service/provider/client-policy.ts";
import { type Configuration, loadConfiguration } from "../src/main/config/configuration.ts";
import { policyFile } from "../src/main/config/policy-sources.ts";
import { replaceFile } from "../src/main/files/patient-files.ts";
import { type ServiceProcess, startServiceProcess } from "../tests/faults/service-process.ts";
import { Visitor } from "../tests/integration/service-visitor.ts";
import { type PlainClient, startPlainClient } from "../tests/support/plain-client.ts";
import { type PlainSession, refreshed, startPlainSession } from "../tests/support/plain-session.ts";
import { until } from "../tests/support/wait.ts";

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

type Pc = {
  readonly configuration: Configuration;
  session: PlainSession;
  running: PlainClient;
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
    let kept = 0;
    for (const { session } of pcs) if ((await refreshed(session)) === "refreshed") kept += 1;
    return {
      peak: busiest(grants.map(({ at }) => Date.parse(at))),
      lastMs,
      kept,
      asked: pcs.filter(({ running }) => running.pages.length > 0).length,
    };
  } finally {
    for (const { session, running } of pcs) {
      void running.client.dispose();
      await session.close();
    }
    await service.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function loggedIn(service: ServiceProcess, policy: string, dataDir: string): Promise<Pc> {
  const configuration = await loadConfiguration({
    dataDir,
    policyPath: null,
    packaged: true,
    system: [policyFile("machine-policy", policy, { rootOnly: false })],
    systemLanguage: "ja",
  });
  const { profile } = configuration.current();
  if (profile === null) throw new Error("the policy is incomplete");
  const session = startPlainSession(profile, { timeoutMs: 20_000 });
  const { url } = await session.authorization.prepare(1, 1);
  const person = new Visitor();
  const [account] = service.ready.accounts;
  const page = await person.open(url);
  const landing = await person.submit(page, { mail: account?.mail ?? "", password: account?.password ?? "" });
  const came = Promise.withResolvers<void>();
  session.authorization.onCallback(() => came.resolve());
  await fetch(landing.url);
  await came.promise;
  await session.authorization.exchange(1, 1);
  await session.authorization.release(1);
  return { configuration, session, running: startPlainClient(session), renewed: false };
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
  await pc.running.client.dispose();
  pc.session = pc.session.restarted();
  pc.running = startPlainClient(pc.session);
  pc.renewed = true;
}

/** @param times ms */
function busiest(times: readonly number[]): number {
  const seconds = Map.groupBy(times, (at) => Math.floor(at / 1_000));
  return Math.max(0, ...[...seconds.values()].map((all) => all.length));
}
