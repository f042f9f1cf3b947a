// What the reference service can take: a process of its own, asked by as many at once as keep it busy.
import { loopbackRequest } from "../service/web/loopback-request.ts";
import { type ServiceProcess, startServiceProcess } from "../tests/faults/service-process.ts";
import { driveRequest, redeem, refresh, Visitor } from "../tests/integration/service-visitor.ts";

export type Capacity = {
  /** Refresh grants. */
  readonly grantsPerSecond: number;
  /** What a PC asks for when it resumes a session: discovery, a refresh, the key set. */
  readonly resumedPerSecond: number;
  /** Authorization request, login page, password, code, tokens. */
  readonly loginsPerSecond: number;
};

const AT_ONCE = 16;

/** @param ms how long each is measured, after a second to warm up */
export async function measureCapacity(ms: number): Promise<Capacity> {
  const service = await startServiceProcess(["--service", "omakase"]);
  try {
    const { issuer = "", internet = "" } = service.ready.origins.omakase ?? {};
    const tokens = await Promise.all(Array.from({ length: AT_ONCE }, () => logIn(service, issuer, internet)));
    const grant = async (who: number): Promise<void> => {
      const { status, body } = await refresh(issuer, tokens[who]);
      if (status !== 200) throw new Error(`refresh: ${status}`);
      tokens[who] = String(body.refresh_token);
    };
    const get = async (path: string): Promise<void> => {
      const { status } = await loopbackRequest(`${issuer}${path}`, { method: "GET" });
      if (status !== 200) throw new Error(`${path}: ${status}`);
    };
    const grantsPerSecond = await perSecond(grant, ms);
    const resumedPerSecond = await perSecond(async (who) => {
      await get("/.well-known/openid-configuration");
      await grant(who);
      await get("/jwks");
    }, ms);
    const loginsPerSecond = await perSecond(async () => {
      await logIn(service, issuer, internet);
    }, ms);
    return { grantsPerSecond, resumedPerSecond, loginsPerSecond };
  } finally {
    await service.close();
  }
}

/** A first login over the Internet. @returns its refresh token */
export async function logIn(service: ServiceProcess, issuer: string, internet: string): Promise<string> {
  const [account] = service.ready.accounts;
  const { mail = "", password = "" } = account ?? {};
  const person = new Visitor();
  const request = driveRequest();
  const page = await person.open(`${internet}/VX4?${request.query}`);
  const landing = await person.submit(page, { mail, password });
  const { status, body } = await redeem(issuer, landing, request);
  if (status !== 200) throw new Error(`login: ${status} at ${landing.url.href}`);
  return String(body.refresh_token);
}

/** Does it over and over, sixteen at once, and counts what ended in time. */
export async function perSecond(work: (who: number) => Promise<void>, ms: number): Promise<number> {
  const begin = performance.now() + 1_000;
  let done = 0;
  const worker = async (_: unknown, who: number) => {
    while (performance.now() < begin + ms) {
      await work(who);
      const now = performance.now();
      if (now >= begin && now < begin + ms) done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done / (ms / 1_000);
}
