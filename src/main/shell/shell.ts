import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import type { StatusValue } from "../../shared/command.ts";
import type { GuideStand } from "../../shared/guide.ts";
import { GUIDE_CHANGED, VIEW_CHANGED } from "../../shared/ipc.ts";
import { isSameProxy } from "../../shared/proxy-choice.ts";
import type { View } from "../../shared/view.ts";
import { createWords, type Words } from "../../shared/words.ts";
import type { Client } from "../client/client.ts";
import type { ClientState } from "../client/ports.ts";
import type { Guide, Seen } from "../guide/guide.ts";
import { knownOf } from "../guide/known-client.ts";
import type { OwnKind, StatusView } from "../windows/own-windows.ts";
import { guideAction } from "./guide-action.ts";
import { PersonCall } from "./person-call.ts";
import type { ServiceParts, ShellDeps, UpdatesPort } from "./ports.ts";
import { runCommand } from "./run-command.ts";
import { RunningService } from "./running-service.ts";
import { MANAGED, projectShell, type ShellSettings } from "./shell-view.ts";
import { StateDates } from "./state-dates.ts";
import type { TrayCommand } from "./tray-menu.ts";
import { type WantedSettings, wantedSettings } from "./wanted-settings.ts";

/** The resident program: holds the one view, draws it everywhere, and hands what people ask for to the client. */
export class Shell {
  readonly #deps: ShellDeps;
  readonly #windows: ReturnType<ShellDeps["ownWindows"]>;
  readonly #listeners = new Set<() => void>();
  readonly #service: RunningService;
  #words: Words;
  readonly #dates: StateDates;
  #question: "forget" | null = null;
  #savedError: ErrorCode | null;
  readonly #call: PersonCall;
  readonly guide: Guide;
  readonly #updates: UpdatesPort | null;
  #closing = false;
  #bundleClosed: () => void = () => {};
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(deps: ShellDeps) {
    this.#deps = deps;
    const settings = deps.settings();
    this.#words = createWords(settings.language);
    this.#dates = new StateDates(deps.now, (fields) => deps.log("client", "state", fields));
    this.#savedError = settings.lastError;
    this.#call = new PersonCall({
      notify: deps.notify,
      wanted: () => deps.settings().notifications,
      login: () => this.client()?.login("notification"),
      showStatus: () => this.showStatus("status"),
      showGuide: () => {
        if (!this.#closing) this.showGuide();
      },
    });
    this.#service = new RunningService({
      begin: (goOn) => this.#begun(goOn),
      chosen: () => deps.settings().service,
      lost: (code) => this.#lost(code),
      ended: () => this.#windows.close("consent"),
      changed: () => this.#changed(),
    });
    this.guide = deps.guide({
      look: () => this.#seen(),
      perform: (action, address) => guideAction(this, action, address),
      changed: () => this.#windows.send(GUIDE_CHANGED, this.guide.shown()),
    });
    this.#updates = deps.updates({
      isIdle: () => this.isIdle(),
      changed: () => this.#changed(),
      tell: (version) => this.#call.tellUpdate(this.view(), version, this.#words),
    });
    this.#windows = deps.ownWindows({
      closed: (kind) => this.#ownWindowClosed(kind),
      title: (kind) => this.#words.t(`window.${kind}`, { service: this.view().service.name }),
      copyLabel: () => this.#words.t("common.copy"),
    });
  }

  start(): void {
    this.#service.start();
    void this.lookAtSettings();
    this.#updates?.look();
    const { firstRun, startupLogin } = this.#deps.settings();
    // Where a login begins by itself, its own call is the one notification, and the status window tells of the icon.
    if (firstRun && !startupLogin) this.#call.tellWhereIconIs(this.view(), this.#words);
  }

  view(): View {
    const { parts } = this.#service;
    return projectShell({
      settings: this.#deps.settings(),
      running: parts === null ? null : { profile: parts.profile, state: parts.client.state() },
      version: this.#deps.version,
      since: this.#dates.since,
      question: this.#question,
      events: parts?.events.list() ?? [],
      waitingProxy: this.#deps.waitingProxy(),
      waitingDialog: this.#deps.waitingDialog(),
      finding: this.#deps.finding(),
      autostart: this.#deps.autostart.now(),
      updates: this.#updates?.view() ?? MANAGED,
      waiting: this.#service.isToRenew,
      productName: this.#words.t("product.name"),
    });
  }

  status(): StatusValue["windows"] {
    const login =
      this.#service.parts?.loginWindows.visible().map((visible) => ({ kind: "login" as const, visible })) ??
      [];
    return [...login, ...this.#windows.list()];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  showStatus(view: StatusView): void {
    this.client()?.personIsThere();
    this.#windows.show("status", view, true);
    this.#changed();
  }

  /** Opens the recovery guide, or brings it forward. @param step the branch that a link leads to; any other counts for nothing */
  showGuide(step?: string): GuideStand {
    this.client()?.personIsThere();
    const stand = this.guide.open(step);
    this.#windows.show("guide", "guide", true);
    this.#changed();
    return stand;
  }

  /** A second start joins what is under way and shows where the client is. */
  secondInstance(): void {
    if (this.view().attempt !== null) this.client()?.login("second-instance");
    this.showStatus("status");
  }

  /** What the helpdesk would get, for the person to look at. */
  showBundle(): void {
    this.#windows.show("bundle", "bundle", true);
  }

  onBundleClosed(work: () => void): void {
    this.#bundleClosed = work;
  }

  /** For what isn't part of the view. */
  tellWindows(channel: string, value: unknown): void {
    this.#windows.send(channel, value);
  }

  unrecognisedPage(): PageSnapshot | null {
    return this.#service.parts?.unrecognisedPage() ?? null;
  }

  surroundingsChanged(): void {
    this.client()?.surroundingsChanged();
  }

  /** Somebody has closed the dialog that it waited for. */
  keychainAnswered(): void {
    this.client()?.keychainAnswered();
  }

  /**
   * What IT fixes is another. Texts follow at once; where more than texts changed, the service is begun anew with the
   * session that it keeps, once nobody is logging in.
   */
  policyChanged(renew: boolean): void {
    this.#words = createWords(this.#deps.settings().language);
    this.#windows.retitle();
    if (renew) this.#service.renewLater();
    this.#updates?.look();
    this.#changed();
    void this.lookAtSettings();
  }

  /** The person wants to know whether there is a new version. */
  lookForUpdate(): void {
    this.#updates?.lookNow();
  }

  /** The person wants the new version, now or as soon as nobody logs in. */
  installUpdate(): void {
    this.#updates?.install();
  }

  /** Icons follow the taskbar's colours. */
  redraw(): void {
    this.#changed();
  }

  client(): Client | null {
    return this.#service.client();
  }

  run(command: TrayCommand): void {
    this.client()?.personIsThere();
    runCommand(this, command, this.#deps.quit);
  }

  /** Puts a question to the person in the status window, or withdraws it. */
  ask(question: View["question"]): void {
    this.#question = question;
    this.#changed();
  }

  /** What the person presses in one of our windows closes it; `sender` is its page's id. */
  closeOwnWindow(sender: number): void {
    const kind = this.#windows.kindOf({ id: sender });
    if (kind === null) return;
    this.#windows.close(kind);
    this.#ownWindowClosed(kind);
  }

  /** Runs once, after the client and its windows are closed. */
  onClose(work: () => Promise<void>): void {
    this.#closers.push(work);
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#updates?.close();
    this.#windows.close("status");
    this.#windows.close("consent");
    this.#windows.close("bundle");
    this.#bundleClosed();
    this.#windows.close("guide");
    this.guide.close();
    await this.#service.close();
    for (const listener of this.#listeners) listener();
    this.#deps.tray.destroy();
    for (const work of this.#closers) await work();
  }

  /**
   * Holds at once. Rejects with `IPC_REJECTED` for a service that isn't there, and with `APP_…` or `SETTINGS_…` where it
   * can't be kept; what IT fixed stays as it is.
   */
  async setSettings(change: WantedSettings): Promise<void> {
    const { autostart, ...wanted } = wantedSettings(this.view(), change);
    const before = this.#deps.settings();
    if (autostart !== undefined) await this.#deps.autostart.set(autostart).finally(() => this.#changed());
    const unkept = Object.keys(wanted).length === 0 ? null : await this.#deps.saveSettings(wanted);
    const { language, service, proxy } = this.#deps.settings();
    this.#words = createWords(language);
    if (service !== before.service) await this.#service.change();
    else if (!isSameProxy(proxy, before.proxy)) await this.#changeWay();
    this.#windows.retitle();
    this.#changed();
    if (unkept !== null) throw new AppError(unkept);
  }

  /** Looks at what others may have changed, and does what a policy fixes of it. */
  async lookAtSettings(): Promise<void> {
    await this.#deps.autostart.look();
    this.#changed();
  }

  /** A login under way begins again: it is for its sake, mostly, that somebody chooses another way. */
  async #changeWay(): Promise<void> {
    const isLoggingIn = this.view().attempt !== null;
    if (!(await this.#service.renew())) return;
    this.client()?.personIsThere();
    if (isLoggingIn) this.client()?.login("status-window");
  }

  /** What is lost with a service is told, and stands there at the next start. */
  async #lost(code: ErrorCode): Promise<void> {
    this.#savedError = code;
    this.#deps.log("client", "lost", { code });
    this.#call.tellLost(this.view(), code, this.#words);
    await this.#deps.saveSettings({ lastError: code });
  }

  #begun(goOn: boolean): ServiceParts | null {
    const hands = {
      changed: () => this.#changed(),
      showConsent: () => this.#showConsent(),
      closeConsent: () => this.#windows.close("consent"),
      tellApproved: () => this.#call.tellApproved(this.view(), this.#words),
      showStatus: () => this.showStatus("status"),
    };
    return this.#deps.service(hands, this.#savedError, goOn);
  }

  /** A question that nobody is there for waits behind its notification. */
  #showConsent(): void {
    const here = this.#personIsHere();
    if (here || this.#service.parts?.loginWindows.visible().includes(true) === true)
      this.#windows.show("consent", "consent", here);
  }

  /** @returns false where the profile has no such address */
  openLink(link: "web" | "disclaimer" | "reset-password"): boolean {
    const profile = this.#service.parts?.profile;
    if (profile === undefined) return false;
    const url = {
      web: profile.webUrl,
      disclaimer: profile.lineAuthentication?.disclaimerUrl ?? null,
      "reset-password": this.#deps.resetPasswordUrl(profile),
    }[link];
    return url !== null && this.#deps.openExternal(url, profile);
  }

  /** Opens one of the profile's own addresses in the person's browser. @returns false where it isn't one */
  openAddress(url: string): boolean {
    const profile = this.#service.parts?.profile;
    return profile !== undefined && this.#deps.openExternal(url, profile);
  }

  #seen(): Seen {
    const view = this.view();
    const { client, profile } = this.#service.parts ?? {};
    return { service: view.service.id, known: knownOf(view, client?.state() ?? null, profile ?? null) };
  }

  #ownWindowClosed(kind: OwnKind): void {
    if (kind === "guide") this.guide.close();
    if (kind === "bundle") this.#bundleClosed();
    if (kind === "status") {
      this.#question = null;
      if (this.#deps.settings().firstRun) void this.#deps.saveSettings({ firstRun: false });
    } else if (kind === "consent") {
      // × on the panel is no yes: the page is the person's.
      const { client } = this.#service.parts ?? {};
      client?.attempt.answerConsent("by-hand", client.state().consentQuestion);
    }
    this.#changed();
  }

  #changed(): void {
    if (this.#closing) return;
    this.#service.parts?.events.saw(this.view());
    const view = this.#dates.dated(this.view());
    this.#deps.tray.draw(view, this.#words);
    this.#windows.send(VIEW_CHANGED, view);
    for (const listener of this.#listeners) listener();
    this.guide.clientChanged();
    if (view.lastError !== this.#savedError) {
      this.#savedError = view.lastError;
      void this.#deps.saveSettings({ lastError: view.lastError });
    }
    this.#notePresence();
    this.#service.renewWhenIdle();
    this.#updates?.clientChanged();
    this.#call.update(view, this.#words, { isHere: this.#personIsHere(), sees: this.#personSees(view) });
  }

  /**
   * The client may be replaced. A login that a person asked for is theirs until it has come to its end or they cancel it,
   * also while it waits for its next try: nothing would begin it again where no login begins at the start. One that began
   * by itself may be cut between two tries: nobody has typed anything, and the next start begins it again.
   */
  isIdle(): boolean {
    return this.#service.isIdle() && !this.#service.isAwaited();
  }

  /** Kept over a restart: after a deliberate logout nothing opens by itself. */
  #notePresence(): void {
    const { presence: before } = this.#deps.settings();
    const presence = presenceAfter(this.client()?.state().session, before);
    if (presence !== before) void this.#deps.saveSettings({ presence });
  }

  /** A login window is there to be seen, or their browser was sent to the login. */
  #personSees(view: View): boolean {
    const shown = this.#service.parts?.loginWindows.visible().includes(true) ?? false;
    return view.attempt !== null && (shown || view.attempt.address !== null);
  }

  /** They asked for the login by hand, or are at its window: the question may take the focus. */
  #personIsHere(): boolean {
    const attempt = this.client()?.state().attempt;
    const asked = attempt !== undefined && attempt.at !== "idle" && attempt.reveal;
    return asked || (this.#service.parts?.loginWindows.focused() ?? false);
  }
}

function presenceAfter(
  session: ClientState["session"] | undefined,
  before: ShellSettings["presence"],
): ShellSettings["presence"] {
  if (session?.at === "leaving" && session.thenLogin === null) return "left";
  return session?.at === "online" ? "known" : before;
}
