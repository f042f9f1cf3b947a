import { ERRORS, type ErrorCode } from "../../core/errors.ts";
import { tokyoDate } from "../../shared/tokyo-time.ts";
import { calledOf, type NotificationsWanted, type View } from "../../shared/view.ts";
import type { Words } from "../../shared/words.ts";

export type Notify = (title: string, body: string, clicked: () => void) => { close(): void } | null;

export type PersonCallDeps = {
  readonly notify: Notify;
  /** Which of them the person, or IT, wants to have. */
  readonly wanted: () => NotificationsWanted;
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
    this.#tell(view.service.name, t("status.firstRunTitle"), t("status.firstRun"), this.#deps.showStatus);
  }

  /** What the end of the program, or of a service, has lost. */
  tellLost({ service }: View, code: ErrorCode, { t }: Words): void {
    const clicked = this.#deps.showGuide;
    this.#call(service.name, t(`error.${code}.title`), t(`error.${code}.next`), clicked);
  }

  /** What can be installed, once somebody wants it. */
  tellUpdate({ service }: View, version: string, { t }: Words): void {
    const title = t("notification.update.title", { version });
    this.#tell(service.name, title, t("notification.update.body"), this.#deps.showStatus);
  }

  /** Policy answered the line operator in the person's stead: by whose approval. */
  tellApproved({ service, consentApproved }: View, { t, language }: Words): void {
    if (consentApproved === null) return;
    const words = { ...consentApproved, at: tokyoDate(Date.parse(consentApproved.at), language) };
    const body = t("notification.consentApproved.body", words);
    this.#call(service.name, t("notification.consentApproved.title"), body, this.#deps.showStatus);
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
    const clicked = isWrong(view) ? this.#deps.showGuide : this.#deps.login;
    this.#notification = this.#call(service, t(`notification.${need}.title`), body, clicked);
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
      this.#tell(view.service.name, t("notification.loginFinished.title"), body, this.#deps.showStatus);
    }
    this.#seen = false;
  }

  /** For what nobody has to do anything about. */
  #tell(...told: Told): void {
    if (this.#deps.wanted() === "all") this.#notify(...told);
  }

  #call(...told: Told): ReturnType<Notify> {
    return this.#deps.wanted() === "none" ? null : this.#notify(...told);
  }

  #notify(...[service, title, body, clicked]: Told): ReturnType<Notify> {
    return this.#deps.notify(body.includes(service) ? title : `${service}: ${title}`, body, clicked);
  }

  #withdraw(): void {
    this.#notification?.close();
    this.#notification = null;
  }
}

type Told = readonly [service: string, title: string, body: string, clicked: () => void];

/** More than the login window says has to be done. */
function isWrong({ reason }: View): boolean {
  return reason !== null && ERRORS[reason].severity === "error" && ERRORS[reason].next !== "log-in";
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
