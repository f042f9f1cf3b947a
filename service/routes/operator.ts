import { z } from "zod";
import { consentAboutPage, consentPage, consentSettingsPage } from "../pages/consent.ts";
import { plainPage } from "../pages/layout.ts";
import { now } from "../state/clock.ts";
import { consentKey } from "../state/consent-key.ts";
import type { LineFlow } from "../state/state-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import type { Entry } from "../visit/route.ts";
import { badForm, goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { formToken, guard, readForm, sendPage } from "../web/http.ts";

const noticeQuery = z.object({
  notice: z.string().max(64),
  step: z.enum(["1", "2"]).default("1"),
});

const noticeForm = z.object({
  notice: z.string().max(64),
  notify: z.enum(["yes", "no"]),
  always: z.literal("yes").optional(),
  step: z.enum(["1", "2"]),
});

/** The line operator's host: B14 at `/kaisen/notice`, hops to it, and the explanation. */
export const operatorRoutes: readonly Entry[] = [
  { at: "/kaisen/notice", fault: "consent", handle: noticeRoute },
  { at: "/kaisen/hop/*", fault: "consent", handle: hopRoute },
  {
    at: "/kaisen/about",
    fault: "consent",
    handle: (visit) => show(visit, "consent-about", consentAboutPage()),
  },
  { at: "/kaisen/settings", fault: "consent", handle: settingsRoute },
  { at: "/*", fault: "consent", handle: notFound },
];

function hopRoute(visit: Visit): void {
  const hop = /^\/kaisen\/hop\/([1-3])$/u.exec(visit.url.pathname);
  if (hop === null) {
    notFound(visit);
    return;
  }
  const left = Number(hop[1]) - 1;
  const next = left === 0 ? "/kaisen/notice" : `/kaisen/hop/${left}`;
  goTo(visit, `${next}${visit.url.search}`);
}

function noticeRoute(visit: Visit): Promise<void> | void {
  return visit.method === "POST" ? answerNotice(visit) : showNotice(visit);
}

function flowOf(visit: Visit, notice: string): LineFlow | null {
  for (const flow of visit.state.flows.values()) {
    if (flow.notice === notice && flow.service === visit.service) return flow;
  }
  return null;
}

function showNotice(visit: Visit): void {
  const query = noticeQuery.safeParse(Object.fromEntries(visit.url.searchParams));
  const flow = query.success ? flowOf(visit, query.data.notice) : null;
  if (!query.success || flow === null || flow.answer !== null) {
    expired(visit);
    return;
  }
  const { variant, delayMs } = flow;
  const { step } = query.data;
  const page = consentPage({
    notice: flow.notice,
    formToken: formToken(visit),
    number: flow.number,
    variant,
    delayMs,
    step: step === "2" ? 2 : 1,
  });
  visit.state.record({
    service: visit.service,
    type: "page",
    outcome: "shown",
    screen: "consent",
    host: visit.role,
    variant,
    step: Number(step),
  });
  guard(visit.res, variant === "iframe" ? visit.origins.line : null);
  sendPage(visit, page);
}

async function answerNotice(visit: Visit): Promise<void> {
  const form = await readForm(visit);
  if (form === null) return badForm(visit);
  const flow = flowOf(visit, form.notice ?? "");
  if (flow === null || flow.answer !== null) return expired(visit);
  const answer = noticeForm.safeParse(form);
  if (!answer.success) return badForm(visit); // the page itself asks for a choice: nothing of a browser's looks like that
  const { state, service } = visit;
  const { notify, always, step } = answer.data;
  const yes = notify === "yes";
  state.record({
    service,
    type: "consent",
    outcome: yes ? "notified" : "refused",
    number: flow.number,
    remembered: yes && always === "yes",
    step: Number(step),
  });
  if (yes && step === "1" && flow.variant === "second-page") {
    return goTo(visit, `/kaisen/notice?${new URLSearchParams({ notice: flow.notice, step: "2" })}`);
  }
  flow.answer = { notify: yes, always: always === "yes" };
  if (yes && always === "yes") state.consents.set(consentKey(service, flow.number), now().toISOString());
  goTo(visit, `${visit.origins.line}/kaisen/return?${new URLSearchParams({ notice: flow.notice })}`);
}

/** Where a remembered consent is taken back (facts A46 names the operator's pages for it, and nobody has captured them). */
async function settingsRoute(visit: Visit): Promise<void> {
  const { state, service } = visit;
  const key = consentKey(service, state.line.number);
  await formRoute(visit, {
    fields: z.object({}),
    page(form) {
      const number = state.consents.has(key) ? state.line.number : null;
      show(visit, "consent-settings", consentSettingsPage(form, number));
    },
    accept() {
      if (state.consents.delete(key))
        state.record({ service, type: "consent", outcome: "withdrawn", number: state.line.number });
      goTo(visit, "/kaisen/settings");
      return null;
    },
  });
}

function expired(visit: Visit): void {
  show(
    visit,
    "consent-expired",
    plainPage(null, "この画面は終了しました", ["もう一度ログインからお試しください。"]),
    410,
  );
}

/** A stranger's page that looks like the operator's; pressing anything there tells the test that it was pressed. */
export function lookalikeRoute(visit: Visit): void {
  if (visit.method === "POST") {
    visit.state.record({ service: visit.service, type: "consent", outcome: "lookalike-pressed" });
    const page = plainPage(null, "偽の画面です", ["このホストは回線事業者のものではありません。"]);
    show(visit, "lookalike", page);
    return;
  }
  const page = consentPage({
    notice: "none",
    formToken: formToken(visit),
    number: visit.state.line.number,
    variant: null,
    delayMs: 0,
    step: 1,
  });
  show(visit, "lookalike", page);
}
