import type { View } from "../shared/view.ts";
import type { Words } from "../shared/words.ts";
import { Notification } from "./electron.ts";

export type CallAnswers = {
  /** The person pressed the notification about a login that needs them. */
  readonly login: () => void;
  readonly showStatus: () => void;
};

/**
 * Calls a person by notification: one at a time, once for each thing that needs them, and never while they are at it
 * already. What is tried again in between (another attempt, a provider that was away) is the same thing.
 */
export class PersonCall {
  readonly #answers: CallAnswers;
  #calledFor: Need | null = null;
  #notification: Notification | null = null;

  constructor(answers: CallAnswers) {
    this.#answers = answers;
  }

  /** On the first run: where the icon is, as a desktop may hide it or have no tray at all. */
  tellWhereIconIs(view: View, { t }: Words): void {
    notify(view.service.name, t("status.firstRunTitle"), t("status.firstRun"), this.#answers.showStatus);
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
    this.#notification = notify(service, t(`notification.${need}.title`), body, this.#answers.login);
  }

  #withdraw(): void {
    this.#notification?.close();
    this.#notification = null;
  }
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

function notify(service: string, title: string, body: string, clicked: () => void): Notification | null {
  if (!Notification.isSupported()) return null;
  const notification = new Notification({
    title: body.includes(service) ? title : `${service}: ${title}`,
    body,
  });
  notification.on("click", clicked);
  notification.show();
  return notification;
}
