import { checkTrial } from "../../src/core/rules/trial.ts";
import { type Operation, PERMISSIONS } from "../../src/core/service/permissions.ts";
import { credentialMenuPage, type MenuRow } from "../pages/credential-menu.ts";
import { obstacle } from "../people/membership.ts";
import type { User } from "../state/organisation-schema.ts";
import { show, type Visit } from "../visit/visit.ts";
import { loginUrl } from "./contract-login.ts";

/** Where each operation is on the contract host. */
export const OPERATION_PATHS: Readonly<Record<Operation, string>> = {
  "login-method": "/login-method",
  mail: "/mail",
  password: "/password",
  "access-path": "/access-path",
  "second-factor": "/second-factor",
  "active-directory": "/active-directory",
  contract: "/contract",
  plan: "/plan",
  cancel: "/cancel",
};

/** B16, B16′: rows that one may not use aren't shown, as its text says. */
export function credentialMenuRoute(visit: Visit, user: User): void {
  const { service } = visit;
  const operations = Object.keys(PERMISSIONS[service]) as Operation[];
  const byName = new Map<string, MenuRow>();
  for (const operation of operations) {
    const label = PERMISSIONS[service][operation].menu;
    if (label === null || obstacle(visit, user, operation) !== null) continue;
    // codec's row for path and plan stands at the later one's place and leads to the earlier one's screen (B25)
    const href = byName.get(label)?.href ?? OPERATION_PATHS[operation];
    byName.delete(label);
    byName.set(label, { operation, label, href });
  }
  const rows = [...byName.values()];
  const page = credentialMenuPage(service, {
    rows,
    who: user.mail,
    trial: trialNote(visit),
    top: loginUrl(visit),
  });
  show(visit, "credential-menu", page, 200, { rows: rows.map(({ operation }) => operation) });
}

/** Where the contract's trial stands (facts A37), null without one. */
function trialNote({ state, service }: Visit): string | null {
  const { plan, trialStarted } = state.contract(service);
  if (plan !== "trial") return null;
  if (trialStarted === null) return "無料トライアルをご利用中です。";
  const { phase, endsAt, planChangeUntil } = checkTrial(service, Date.parse(trialStarted), Date.now()).value;
  if (phase === "running") return `無料トライアルをご利用中です（${lastDay(endsAt)}まで）。`;
  if (phase === "plan-may-change")
    return `無料トライアルは終了しました。基本プランへの変更は${lastDay(planChangeUntil)}まで行えます。`;
  return phase === "over"
    ? "無料トライアルと、プラン変更の期間は終了しました。"
    : "無料トライアルをご利用中です。";
}

/** The day before an instant at midnight in Tokyo. */
function lastDay(end: number | null): string {
  const day = new Intl.DateTimeFormat("ja-JP", { dateStyle: "long", timeZone: "Asia/Tokyo" });
  return end === null ? "" : day.format(end - 1);
}
