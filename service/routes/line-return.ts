import { framedConsentPage, popupConsentPage } from "../pages/consent.ts";
import { WEB_CLIENT } from "../provider/clients.ts";
import { checkLine, type LineRefusal } from "../provider/line-check.ts";
import type { LineFlow } from "../state/state-schema.ts";
import { goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { setCookie } from "../web/http.ts";
import { lookalikeOrigin } from "../web/origins.ts";
import { secret } from "../web/secret.ts";
import { finish, showLineError } from "./outcome.ts";

/** Sends the browser to the operator's page, as the waiting consent fault wants it. */
export function askConsent(
  visit: Visit,
  login: Pick<LineFlow, "sub" | "interaction" | "client" | "first">,
): void {
  const { state, service } = visit;
  const id = secret();
  const notice = secret();
  const fault = state.takeFault(service, (candidate) => candidate.kind === "consent");
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
  openOperatorsPage(visit, variant, new URLSearchParams({ notice }));
}

/** The operator's page, or what a misbehaving one has in its place. */
function openOperatorsPage(visit: Visit, variant: LineFlow["variant"], detail: URLSearchParams): void {
  const { service, origins } = visit;
  const url = `${origins.operator}/kaisen/notice?${detail}`;
  if (variant === "popup") show(visit, "consent-opener", popupConsentPage(url));
  else if (variant === "iframe") show(visit, "consent-frame", framedConsentPage(url));
  else if (variant === "redirects") goTo(visit, `${origins.operator}/kaisen/hop/3?${detail}`);
  else if (variant === "lookalike")
    goTo(visit, `${lookalikeOrigin(service, origins)}/kaisen/notice?${detail}`);
  else goTo(visit, url);
}

/** `/kaisen/return` on the line host: the operator has answered; the number is checked and the login goes on. */
export async function lineReturnRoute(visit: Visit): Promise<void> {
  const { state, service } = visit;
  const id = visit.cookies.get("line_flow") ?? "";
  const flow = visit.role === "line" ? state.flows.get(id) : undefined;
  if (flow === undefined || flow.service !== service || flow.answer === null || flow.checked)
    return notFound(visit);
  if (visit.url.searchParams.get("notice") !== flow.notice) return notFound(visit);
  const refusal = flow.answer.notify ? lineRefusal(visit, flow) : "not-notified";
  if (refusal !== null) {
    state.flows.delete(id);
    return showLineError(visit, refusal, flow.interaction);
  }
  if (flow.client !== WEB_CLIENT) return breakReturn(visit, flow);
  // Method 2 (facts B): the login was the browser version's own, it simply goes on.
  state.flows.delete(id);
  return finish(visit, flow.interaction, { sub: flow.sub, first: flow.first, second: "line" });
}

/** What is wrong with the line whose number the operator told; null = nothing. */
function lineRefusal({ state, service }: Visit, { number }: LineFlow): LineRefusal | null {
  const answer = checkLine({ ...state.line, number }, state.contract(service), true);
  if (answer.kind === "passed") return null;
  return answer.kind === "refused" && answer.why === "not-a-line" ? "not-a-line" : "not-registered";
}

/** The broken return: the drive's own authorization is dead, the browser version starts one of its own. */
async function breakReturn(visit: Visit, flow: LineFlow): Promise<void> {
  const { state, service, origins } = visit;
  flow.checked = true;
  const interaction = await visit.tenant.provider.Interaction.find(flow.interaction);
  await interaction?.destroy();
  const fault = state.takeFault(service, (candidate) => candidate.kind === "duplicates");
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
