import { CHECK_IDS } from "../../core/doctor/checks.ts";
import { begin, transition } from "../../core/recovery/guide.ts";
import type {
  RecoveryEffect,
  RecoveryEvent,
  RecoveryState,
  RecoveryStep,
} from "../../core/recovery/guide-state.ts";
import { guideView } from "../../core/recovery/guide-view.ts";
import type { ClientAction, Known } from "../../core/recovery/known.ts";
import { isBranch } from "../../core/recovery/recognise.ts";
import { eventsBetween } from "../../core/recovery/seen.ts";
import type { GuideShown, GuideStand, LookShown } from "../../shared/guide.ts";
import type { Doctor, Progress } from "../doctor/doctor.ts";
import { findingOf } from "./finding.ts";
import type { ClientKnown } from "./known-client.ts";

/** The client as the guide sees it. */
export type Seen = {
  /** The profile's id: with another service the guide begins anew. */
  readonly service: string;
  readonly known: ClientKnown;
};

export type GuideDeps = {
  readonly look: () => Seen;
  /** As a press of the same name elsewhere. @returns whether the address, where there is one, could be opened */
  readonly perform: (action: ClientAction, address: string | null) => boolean;
  readonly examine: Doctor["examine"];
  /** What is shown has changed. */
  readonly changed: () => void;
  readonly log: (area: string, name: string, fields: Readonly<Record<string, unknown>>) => void;
};

/** What the person does in the window. */
export type Pressed = Extract<RecoveryEvent, { type: "answered" | "pressed" | "done-said" | "stuck-said" }>;

type Open = {
  readonly state: RecoveryState;
  readonly seen: Seen;
  readonly look: LookShown | null;
};

/** Runs the recovery guide's machine (docs/flows/recovery.md) while its window is open. */
export class Guide {
  readonly #deps: GuideDeps;
  #open: Open | null = null;
  #performing = false;
  /** Ends the look around that is under way. */
  #looking: AbortController | null = null;

  constructor(deps: GuideDeps) {
    this.#deps = deps;
  }

  /** Null while its window is closed. */
  shown(): GuideShown | null {
    return this.#open === null ? null : { guide: guideView(this.#open.state), look: this.#open.look };
  }

  /**
   * Begins, unless it is open: a code that somebody is reading out stays.
   * @param branch where somebody wants to be led: begins there; what isn't one counts for nothing
   */
  open(branch?: string): GuideStand {
    const wanted = branch !== undefined && isBranch(branch) ? branch : null;
    const open = wanted === null ? this.#open : null;
    const { state } = open ?? this.#begin((known) => begin(known, wanted));
    const { branch: led, at } = state;
    return { branch: led, at, item: itemOf(state), code: at === "helpdesk" ? state.code : null };
  }

  /** From what is known now. */
  restart(): void {
    if (this.#open !== null) this.#begin(begin);
  }

  /** Nobody looks at it any more. */
  close(): void {
    this.#open = null;
    this.#leaveLook();
  }

  /** The person doesn't want to wait for the look around. */
  stopLooking(): void {
    this.#looking?.abort();
  }

  /** What was pressed on something that is no longer shown does nothing. */
  press(event: Pressed): void {
    this.#take(event);
  }

  /** The person sent a name and a password for the proxy, which is tried with them now. */
  proxyLoginSent(): void {
    this.#take({ type: "noticed", sign: "proxy-login-sent" });
  }

  /** Something of the client has changed. */
  clientChanged(): void {
    if (this.#open === null || this.#performing) return;
    const seen = this.#deps.look();
    // An end that isn't true any more is none.
    const left = this.#open.state.at === "online" && seen.known.session !== "online";
    if (left || isLoginGone(this.#open, seen) || seen.service !== this.#open.seen.service) {
      this.restart();
      return;
    }
    const before = knownTo(this.#open);
    this.#open = { ...this.#open, seen };
    for (const event of eventsBetween(before, knownTo(this.#open))) this.#take(event);
  }

  #begin(first: (known: Known) => RecoveryStep): Open {
    this.#leaveLook();
    const seen = this.#deps.look();
    const { state, effects } = first({ ...seen.known, finding: null, role: null, plan: null });
    const open = { state, seen, look: null };
    this.#open = open;
    this.#deps.log("guide", "began", { branch: state.branch, at: state.at });
    this.#carryOut(effects);
    return open;
  }

  #take(event: RecoveryEvent): void {
    if (this.#open === null) return;
    const before = this.#open.state;
    const { state, effects } = transition(before, event);
    if (state === before && effects.length === 0) return;
    this.#open = { ...this.#open, state };
    this.#deps.log("guide", event.type, { branch: state.branch, at: state.at, item: itemOf(state) });
    this.#carryOut(effects);
  }

  #carryOut(effects: readonly RecoveryEffect[]): void {
    for (const effect of effects) this.#run(effect);
    this.#deps.changed();
  }

  #run(effect: RecoveryEffect): void {
    switch (effect.type) {
      case "perform": {
        // What the client goes through on the way there isn't what came of it.
        this.#performing = true;
        const done = this.#deps.perform(effect.action, effect.address);
        this.#performing = false;
        this.clientChanged();
        if (done && effect.action === "open-line-login")
          this.#take({ type: "noticed", sign: "line-login-opened" });
        return;
      }
      case "look-around":
      // The code for the phone is made of the view; with what the doctor found it says more.
      case "offer-support-code":
        if (this.#open?.look === null) void this.#lookAround();
        return;
    }
  }

  #leaveLook(): void {
    this.#looking?.abort();
    this.#looking = null;
  }

  async #lookAround(): Promise<void> {
    const looking = new AbortController();
    this.#looking = looking;
    const show = (look: LookShown) => {
      if (this.#open === null || this.#looking !== looking) return;
      this.#open = { ...this.#open, look };
      this.#deps.changed();
    };
    show({ is: "running", done: 0, of: CHECK_IDS.length });
    try {
      const progress = ({ done, of }: Progress) => show({ is: "running", done, of });
      const finding = findingOf(await this.#deps.examine({ signal: looking.signal, progress }));
      show({ is: finding === null ? "clear" : "found" });
      if (finding !== null && this.#looking === looking) this.#take({ type: "found", finding });
    } catch {
      // Stopped, or there is nothing to look with: the guide goes on without.
      show({ is: "stopped" });
    }
    if (this.#looking === looking) this.#looking = null;
  }
}

/** What was found, and who the person is, the guide has learnt itself. */
function knownTo({ seen, state }: Open): Known {
  const { finding, role, plan } = state.known;
  return { ...seen.known, finding, role, plan };
}

/** The plain login that it leads through was stopped, and nothing was wrong: there is no page any more to do anything at. */
function isLoginGone({ state, seen: before }: Open, { known }: Seen): boolean {
  const isAtPage = state.branch === "method-1" && state.at === "acting" && state.step !== "open-login";
  return (
    isAtPage && before.known.session !== "signed-out" && known.session === "signed-out" && known.code === null
  );
}

function itemOf(state: RecoveryState): GuideStand["item"] {
  if (state.at === "asking") return state.question;
  return state.at === "acting" ? state.step : null;
}
