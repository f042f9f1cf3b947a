import { CHECK_IDS, type CheckId } from "../../core/doctor/checks.ts";
import { NOT_HERE } from "../../core/doctor/network-findings.ts";
import type { DoctorReport } from "../../core/doctor/report.ts";
import type { ProxyTried } from "../../shared/proxy-choice.ts";
import type { NamesProxy, ProxyLogins } from "../network/proxy-logins.ts";
import { ALL_CHECKS } from "./all-checks.ts";
import type { Check } from "./check.ts";
import { createDoctor, type DoctorDeps } from "./doctor.ts";

/** What lies on the way to the service; the rest of the PC isn't asked about. */
const WAY: readonly CheckId[] = ["network", "proxy", "dns", "portal", "clock", "tls", "service"];

const notAsked: Check = async () => NOT_HERE;
// One for each: `CHECK_IDS` has them all.
const CHECKS = Object.fromEntries(
  CHECK_IDS.map((id) => [id, WAY.includes(id) ? ALL_CHECKS[id] : notAsked]),
) as Readonly<Record<CheckId, Check>>;

/** The doctor's own checks of the way, once. Rejects with the signal's reason. */
export async function tryWay(
  open: DoctorDeps["open"],
  failed: DoctorDeps["failed"],
  signal: AbortSignal,
): Promise<ProxyTried> {
  return triedBy(await createDoctor({ checks: CHECKS, open, failed }).examine({ signal }));
}

/** These logins for a proxy that isn't saved yet: whether a person may be asked who they are there is said by `named`. */
export function loginsOfTrial(logins: ProxyLogins, named: NamesProxy): ProxyLogins {
  let waiting: string | null = null;
  return {
    ...logins,
    async of(proxy) {
      const known = await logins.of(proxy);
      waiting = known === null && (await named(proxy)) ? proxy : null;
      return known;
    },
    waiting: () => waiting,
  };
}

function triedBy({ first, results }: DoctorReport): ProxyTried {
  const route = results.find(({ id }) => id === "proxy")?.facts.route;
  // As Chromium tells it: `DIRECT`, or `PROXY host:port` and others like it.
  const via = /^(?!DIRECT)\w+ (\S+?)(?:;|$)/u.exec(String(route ?? ""))?.[1] ?? null;
  return first === null ? { is: "works", via } : { is: "failed", cause: first.cause, via };
}
