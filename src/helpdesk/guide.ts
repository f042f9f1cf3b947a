import { begin, isArrival, transition } from "../core/recovery/guide.ts";
import type { RecoveryEvent, RecoveryState } from "../core/recovery/guide-state.ts";
import { guideView } from "../core/recovery/guide-view.ts";
import type { Known } from "../core/recovery/known.ts";
import { PROFILES } from "../core/service/profiles.ts";
import type { DoingName } from "../core/support/numbers.ts";
import type { SupportFacts } from "../core/support/support-code.ts";
import { guideText, type NowText } from "../shared/locales/recovery-text.ts";
import { button, element } from "./element.ts";

// The recovery guide once more, for whoever sits at the phone: the same machine, begun from what the support code says.
// Nobody here sees the client, so the caller says what happened.

const SESSION: Readonly<Record<DoingName, Known["session"]>> = {
  starting: "starting",
  "signed-out": "signed-out",
  resting: "signed-out",
  resuming: "resuming",
  connecting: "logging-in",
  "your-turn": "logging-in",
  "in-browser": "logging-in",
  "consent-asked": "logging-in",
  "consent-driven": "logging-in",
  finishing: "logging-in",
  online: "online",
  "online-retrying": "online",
  offline: "offline",
  "waiting-for-provider": "waiting",
  "store-closed": "store-closed",
  leaving: "leaving",
};

/** What the guide knows from a support code alone. */
export function knownFrom({ service, doing, error }: SupportFacts): Known {
  return {
    session: SESSION[doing],
    page: null,
    consent: doing === "consent-asked" ? "asking" : "none",
    restarts: 0,
    // It may still wait for the person to open it; once more does no harm.
    browserOpened: false,
    code: error,
    finding: null,
    tokenStore: "ok",
    service,
    line: service !== null && PROFILES[service].lineAuthentication !== null,
    loginUrl: null,
    lineLogin: null,
    role: null,
    plan: null,
  };
}

/** The guide for a call: one question or one step at a time, and what the caller says to it. */
export function phoneGuide(facts: SupportFacts, own: string): HTMLElement {
  const shown = document.createElement("section");
  shown.setAttribute("aria-label", "ご案内");
  const name = facts.service === null ? own : PROFILES[facts.service].name;
  let { state } = begin(knownFrom(facts));
  const draw = (): void => shown.replaceChildren(...drawn(state, name, tell));
  const tell = (event: RecoveryEvent): void => {
    ({ state } = transition(state, event));
    draw();
    // Whoever uses the keyboard or a screen reader goes on where something new stands.
    shown.querySelector<HTMLElement>(".say")?.focus();
  };
  draw();
  return shown;
}

type Tell = (event: RecoveryEvent) => void;

function drawn(state: RecoveryState, name: string, tell: Tell): readonly HTMLElement[] {
  const { title, so, now } = guideText(guideView(state), name, "ja");
  const heading = [element("h2", `ご案内: ${title}`), element("p", so)];
  return [
    ...heading,
    ...(now.at === "helpdesk" ? [say("このPCでできることは、これで全部です。")] : sayings(now)),
    answers(state, now, tell),
  ];
}

function sayings(now: Exclude<NowText, { at: "helpdesk" }>): readonly HTMLElement[] {
  switch (now.at) {
    case "asking":
      return [say(now.ask)];
    case "acting": {
      const { what, who, where, address, notes } = now;
      const more = [where, address, ...notes].filter((line) => line !== null);
      return [say(what), element("p", `行う方: ${who}`), ...more.map((line) => element("p", line))];
    }
    case "online":
      return [say(now.said)];
  }
}

function say(text: string): HTMLElement {
  const made = element("p", text, "say");
  made.tabIndex = -1;
  return made;
}

/** What the caller may say to it, as buttons. */
function answers(state: RecoveryState, now: NowText, tell: Tell): HTMLElement {
  const row = document.createElement("div");
  row.className = "answers";
  if (state.at === "asking" && now.at === "asking") {
    const { question } = state;
    for (const { answer, text } of now.answers)
      row.append(button(text, () => tell({ type: "answered", question, answer })));
    if (now.stuck !== null) row.append(button(now.stuck, () => tell({ type: "stuck-said", item: question })));
  }
  if (state.at === "acting" && now.at === "acting") {
    const { step } = state;
    if (!isArrival(step)) row.append(button("済みました", () => tell({ type: "told", step })));
    row.append(button(now.stuck, () => tell({ type: "stuck-said", item: step })));
  }
  if (state.at !== "online") row.append(button("ログインできました", () => tell({ type: "went-online" })));
  return row;
}
