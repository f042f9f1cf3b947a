import { framedConsentPage, popupConsentPage } from "../pages/consent.ts";
import { checkLine } from "../provider/line-check.ts";
import { WEB_CLIENT } from "../provider/tenant.ts";
import type { Fault } from "../state/fault-schema.ts";
import type { LineFlow } from "../state/state-schema.ts";
import { goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { setCookie } from "../web/http.ts";
import { lookalikeOrigin } from "../web/origins.ts";
import { secret } from "../web/secret.ts";
import { finish, showLineError } from "./outcome.ts";

type ConsentFault = Extract<Fault, { kind: "consent" }>;

/** Sends the browser to the operator's page, as the waiting consent fault wants it. */
export function askConsent(
  visit: Visit,
  login: Pick<LineFlow, "sub" | "interaction" | "client" | "first">,
): void {
  const { state, service, origins } = visit;
  const id = secret();
  const notice = secret();
  const fault = state.takeFault(service, (candidate) => candidate.kind === "consent") as ConsentFault | null;
  const variant = fault?.variant ?? null;
  const { number } = state.line;
  state.flows.set(id, {
    service,
    ...login,
    number,
    notice,
    variant,
    delayMs: fault?.delayMs ?? 0,
    answer: null,
    checked: false,
  });
  setCookie(visit, "line_flow", id);
  state.record({ service, type: "consent", outcome: "asked", number, variant });
  const detail = new URLSearchParams({ notice });
  if (variant === "lookalike") {
    goTo(visit, `${lookalikeOrigin(service, origins)}/kaisen/notice?${detail}`);
    return;
  }
  if (variant === "redirects") {
    goTo(visit, `${origins.operator}/kaisen/hop/3?${detail}`);
    return;
  }
  const url = `${origins.operator}/kaisen/notice?${detail}`;
  if (variant === "popup") {
    show(visit, "consent-opener", popupConsentPage(url));
    return;
  }
  if (variant === "iframe") {
    show(visit, "consent-frame", framedConsentPage(url));
    return;
  }
  goTo(visit, url);
}

/** `/kaisen/return` on the line host: the operator has answered; the number is checked and the login goes on. */
export async function lineReturnRoute(visit: Visit): Promise<void> {
  const { state, service, origins } = visit;
  if (visit.role !== "line") return notFound(visit);
  const id = visit.cookies.get("line_flow");
  const flow = id === undefined ? undefined : state.flows.get(id);
  if (
    id === undefined ||
    flow === undefined ||
    flow.service !== service ||
    flow.answer === null ||
    flow.checked
  )
    return notFound(visit);
  if (visit.url.searchParams.get("notice") !== flow.notice) return notFound(visit);
  const refuse = (why: "not-notified" | "not-registered" | "not-a-line") => {
    state.flows.delete(id);
    showLineError(visit, why, flow.interaction);
  };
  if (!flow.answer.notify) return refuse("not-notified");
  const answer = checkLine({ ...state.line, number: flow.number }, state.contract(service), true);
  if (answer.kind !== "passed")
    return refuse(answer.kind === "refused" && answer.why === "not-a-line" ? "not-a-line" : "not-registered");
  if (flow.client === WEB_CLIENT) {
    // Method 2 (facts B): the login was the browser version's own, it simply goes on.
    state.flows.delete(id);
    return finish(visit, flow.interaction, { sub: flow.sub, first: flow.first, second: "line" });
  }
  // The broken return: the drive's own authorization is dead, the browser version starts one of its own.
  flow.checked = true;
  const interaction = await visit.tenant.provider.Interaction.find(flow.interaction);
  await interaction?.destroy();
  const fault = state.takeFault(service, (candidate) => candidate.kind === "duplicates") as Extract<
    Fault,
    { kind: "duplicates" }
  > | null;
  const count = fault?.count ?? 1;
  state.record({ service, type: "broken-return", outcome: "started", sub: flow.sub, duplicates: count });
  const detail = new URLSearchParams({
    door: "line",
    duplicates: String(count),
    delay: String(fault?.delayMs ?? 0),
  });
  goTo(visit, `${origins.web}/start?${detail}`);
}

/** The web version's own authorization after a consent: the line host knows who it is (facts B ③). */
export async function continueBrokenReturn(visit: Visit, uid: string): Promise<boolean> {
  const id = visit.cookies.get("line_flow") ?? "";
  const flow = visit.state.flows.get(id);
  if (flow === undefined || !flow.checked || flow.service !== visit.service) return false;
  visit.state.flows.delete(id);
  setCookie(visit, "line_flow", "", 0);
  await finish(visit, uid, { sub: flow.sub, first: flow.first, second: "line" });
  return true;
}
