// PCs for `npm run load`: each with the client's own provider, tokens and machines against the reference service;
// keychain and record in memory.
import { type Configuration, loadConfiguration } from "../src/main/config/configuration.ts";
import { policyFile } from "../src/main/config/policy-sources.ts";
import type { ServiceProcess } from "../tests/faults/service-process.ts";
import { Visitor } from "../tests/integration/service-visitor.ts";
import { type PlainClient, startPlainClient } from "../tests/support/plain-client.ts";
import { type PlainSession, refreshed, startPlainSession } from "../tests/support/plain-session.ts";

export type OfficePc = {
  session: PlainSession;
  running: PlainClient;
};

export function configurationOf(policy: string, dataDir: string): Promise<Configuration> {
  return loadConfiguration({
    folders: { roaming: dataDir, local: dataDir },
    policyPath: null,
    packaged: true,
    system: [policyFile("machine-policy", policy, { rootOnly: false })],
    systemLanguage: "ja",
  });
}

/** A PC whose person has logged in. */
export async function loggedInPc(
  service: ServiceProcess,
  configuration: Configuration,
  changed?: () => void,
): Promise<OfficePc> {
  const { profile } = configuration.current();
  if (profile === null) throw new Error("the policy is incomplete");
  const session = startPlainSession(profile, { timeoutMs: 20_000 });
  const { url } = await session.authorization.prepare(1, 1);
  const came = Promise.withResolvers<void>();
  session.authorization.onCallback(() => came.resolve());
  await typePassword(service, url);
  await came.promise;
  await session.authorization.exchange(1, 1);
  await session.authorization.release(1);
  return { session, running: startPlainClient(session, changed) };
}

/** What a person does at the login page, up to the return to the client. */
export async function typePassword(service: ServiceProcess, url: string): Promise<void> {
  const person = new Visitor();
  const [account] = service.ready.accounts;
  const page = await person.open(url);
  const landing = await person.submit(page, { mail: account?.mail ?? "", password: account?.password ?? "" });
  await fetch(landing.url);
}

/** The client ends, and another one starts with the session that was kept. */
export async function startAnew(pc: OfficePc, changed?: () => void): Promise<void> {
  const { session, running } = pc;
  await running.client.dispose();
  await session.authorization.close();
  await session.outbound.close();
  pc.session = session.restarted();
  pc.running = startPlainClient(pc.session, changed);
}

/** How many have a refresh token that the service still takes. */
export async function keptSessions(pcs: readonly OfficePc[]): Promise<number> {
  let kept = 0;
  for (const { session } of pcs) if ((await refreshed(session)) === "refreshed") kept += 1;
  return kept;
}

export async function closePcs(pcs: readonly OfficePc[]): Promise<void> {
  for (const { session, running } of pcs) {
    void running.client.dispose();
    await session.close();
  }
}

/** How many came in the busiest second. @param times ms */
export function busiestSecond(times: readonly number[]): number {
  const seconds = Map.groupBy(times, (at) => Math.floor(at / 1_000));
  return Math.max(0, ...[...seconds.values()].map((all) => all.length));
}
