import type { View } from "../shared/view.ts";
import type { Words } from "../shared/words.ts";
import { Notification } from "./electron.ts";

export type CallAnswers = {
  /** The person pressed the notification about a login that needs them. */
  readonly login: () => void;
  readonly showStatus: () => void;
};

/** Calls a person by notification: once for each thing that needs them, and never while they are at it already. */
export class PersonCall {
  readonly #answers: CallAnswers;
  #calledFor = "";
  #notification: Notification | null = null;

  constructor(answers: CallAnswers) {
    this.#answers = answers;
  }

  /** On the first run: where the icon is, as a desktop may hide it or have no tray at all. */
  tellWhereIconIs(view: View, { t }: Words): void {
    notify(view.service.name, t("status.firstRunTitle"), t("status.firstRun"), this.#answers.showStatus);
  }

  /**
   * @param attempt number of the attempt under way, null when there is none
   * @param isHere the person asked for the login by hand, or is at its window
   */
  update(view: View, { t }: Words, attempt: number | null, isHere: boolean): void {
    const kind = view.consent === null ? "loginNeeded" : "consentAsked";
    const need = view.state === "attention" && attempt !== null ? `${kind} ${attempt}` : "";
    if (need !== this.#calledFor || isHere) {
      this.#notification?.close();
      this.#notification = null;
    }
    if (need === this.#calledFor) return;
    this.#calledFor = need;
    if (need === "" || isHere) return;
    const service = view.service.name;
    const body = t(`notification.${kind}.body`, { service });
    this.#notification = notify(service, t(`notification.${kind}.title`), body, this.#answers.login);
  }
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
