import { ERRORS } from "../../core/errors.ts";
import type { View } from "../../shared/view.ts";
import type { Words } from "../../shared/words.ts";

export type Notify = (title: string, body: string, clicked: () => void) => { close(): void } | null;

export type PersonCallDeps = {
  readonly notify: Notify;
  /** The person pressed the notification about a login that needs them. */
  readonly login: () => void;
  readonly showStatus: () => void;
  readonly showGuide: () => void;
};

/**
 * Calls a person by notification: one at a time, once for each thing that needs them, and never while they are at it
 * already. What is tried again in between (another attempt, a provider that was away) is the same thing.
 */
export class PersonCall {
  readonly #deps: PersonCallDeps;
  #calledFor: Need | null = null;
  #notification: ReturnType<Notify> = null;

  constructor(deps: PersonCallDeps) {
    this.#deps = deps;
  }

  /** On the first run: where the icon is, as a desktop may hide it or have no tray at all. */
  tellWhereIconIs(view: View, { t }: Words): void {
    this.#notify(view.service.name, t("status.firstRunTitle"), t("status.firstRun"), this.#deps.showStatus);
  }

  /** @param isHere the person asked for the login by hand, or is at its window */
  update(view: View, { t }: Words, isHere: boolean): void {
    if (isHere || !isUnderWay(view)) this.#withdraw();
    if (!isUnderWay(view)) this.#calledFor = null;
    const need = needOf(view);
    if (need === null || need === this.#calledFor) return;
    this.#withdraw();
    this.#calledFor = need;
    if (isHere) return;
    const service = view.service.name;
    const body = t(`notification.${need}.body`, { service });
    // Where something is wrong, the login window alone says too little.
    const clicked = isWrong(view) ? this.#deps.showGuide : this.#deps.login;
    this.#notification = this.#notify(service, t(`notification.${need}.title`), body, clicked);
  }

  #notify(service: string, title: string, body: string, clicked: () => void): ReturnType<Notify> {
    return this.#deps.notify(body.includes(service) ? title : `${service}: ${title}`, body, clicked);
  }

  #withdraw(): void {
    this.#notification?.close();
    this.#notification = null;
  }
}

function isWrong({ reason }: View): boolean {
  return reason !== null && ERRORS[reason].severity !== "info";
}

type Need = "loginNeeded" | "consentAsked";

function needOf(view: View): Need | null {
  if (view.attempt === null || view.state !== "attention") return null;
  return view.consent === null ? "loginNeeded" : "consentAsked";
}

/** A login that ran out of time unseen still needs its person: the notification stays. */
function isUnderWay(view: View): boolean {
  return view.attempt !== null || view.doing === "waiting-for-provider" || view.reason === "AUTH_TIME_LIMIT";
}
