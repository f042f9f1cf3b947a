import { ERRORS } from "../../core/errors.ts";
import { tokyoDate } from "../../shared/tokyo-time.ts";
import { calledOf, type View } from "../../shared/view.ts";
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
  /** Somebody saw the login that is under way. */
  #seen = false;

  constructor(deps: PersonCallDeps) {
    this.#deps = deps;
  }

  /** On the first run: where the icon is, as a desktop may hide it or have no tray at all. */
  tellWhereIconIs(view: View, { t }: Words): void {
    this.#notify(view.service.name, t("status.firstRunTitle"), t("status.firstRun"), this.#deps.showStatus);
  }

  /** Policy answered the line operator in the person's stead: by whose approval. */
  tellApproved({ service, consentApproved }: View, { t, language }: Words): void {
    if (consentApproved === null) return;
    const words = { ...consentApproved, at: tokyoDate(Date.parse(consentApproved.at), language) };
    const body = t("notification.consentApproved.body", words);
    this.#notify(service.name, t("notification.consentApproved.title"), body, this.#deps.showStatus);
  }

  /**
   * @param isHere the person asked for the login by hand, or is at its window
   * @param sees it is on their screen
   */
  update(view: View, words: Words, { isHere, sees }: { isHere: boolean; sees: boolean }): void {
    const { t } = words;
    this.#tellFinished(view, words, sees);
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

  /** A login that somebody saw has ended well: its window is gone, and the icon is where to find it again. */
  #tellFinished(view: View, { t }: Words, sees: boolean): void {
    if (view.attempt !== null) {
      this.#seen ||= sees;
      return;
    }
    if (this.#seen && view.state === "online" && view.account !== null) {
      const body = t("notification.loginFinished.body", {
        account: calledOf(view.account),
        service: view.service.name,
        where: t(view.os === "macos" ? "notification.iconOnMac" : "notification.icon"),
      });
      this.#notify(view.service.name, t("notification.loginFinished.title"), body, this.#deps.showStatus);
    }
    this.#seen = false;
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
