import type { Seen } from "../../core/login/attempt-state.ts";
import { approvalDoubt, type ConsentApproval } from "../../core/login/consent-approval.ts";
import { loginIdField } from "../../core/login/login-id-field.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import type { ClientDeps } from "./ports.ts";

/** What policy saves the person: saying who logs in, and answering the line operator. */
export class SavedSteps {
  readonly #deps: ClientDeps;
  #asSomebodyElse = false;
  #approved: ConsentApproval | null = null;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
  }

  /** Whose login it is (`login_hint`); null = nobody says. */
  get loginHint(): string | null {
    return this.#asSomebodyElse ? null : this.#deps.loginHint;
  }

  /** By which approval the line operator was told in this run; null = by none. */
  get approved(): ConsentApproval | null {
    return this.#approved;
  }

  /** Until somebody is logged in, whom policy names isn't whom the person wants. */
  asSomebodyElse(): void {
    this.#asSomebodyElse = true;
  }

  loggedIn(): void {
    this.#asSomebodyElse = false;
  }

  /** Whose login the approval was used for is gone. */
  forget(): void {
    this.#approved = null;
  }

  /** Fills in the login window's page where it is the login page. @param page as it was just seen */
  async fill(page: PageSnapshot, attempt: number): Promise<void> {
    const { profile, windows, log } = this.#deps;
    const hint = this.loginHint;
    const find = (shown: PageSnapshot) => loginIdField(shown, profile);
    if (hint === null || find(page) === null) return;
    if (await windows.fill("main", find, hint)) log("login", "login-id-filled", { attempt });
  }

  /** What was seen, with whether policy answers it in the person's stead. */
  judge(seen: Seen, attempt: number): Seen {
    const { consentApproval: approval, now, log } = this.#deps;
    if (approval === null || seen.screen !== "consent" || !("plan" in seen.reading)) return seen;
    const doubt = approvalDoubt(approval, seen.reading.details, now());
    log("login", "consent-approval", { attempt, doubt });
    return doubt === null ? { ...seen, approved: true } : seen;
  }

  /** Policy's answer is out, whatever becomes of the login: whose it was is for the person to know. */
  answered(): void {
    this.#approved = this.#deps.consentApproval;
    this.#deps.consentPanel.tellApproved();
  }
}
