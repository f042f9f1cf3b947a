import type { ErrorCode } from "../../core/errors.ts";
import { isLoopback } from "../../core/loopback-host.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { LoginEvent } from "../../core/support/login-events.ts";
import type { ProxyChoice } from "../../shared/proxy-choice.ts";
import { osKind } from "../../shared/support.ts";
import type { Language, NotificationsWanted, SupportContact, View } from "../../shared/view.ts";
import type { ClientState } from "../client/ports.ts";
import type { AutostartState } from "./autostart-keeper.ts";
import { type ClientView, projectClient } from "./project-view.ts";

/** What holds beside the two machines: policy, profile and the person's settings. */
export type ShellSettings = {
  readonly service: string;
  readonly startupLogin: boolean;
  readonly language: Language;
  readonly proxy: ProxyChoice;
  readonly notifications: NotificationsWanted;
  readonly hiddenMenuItems: View["hidden"];
  readonly supportContact: SupportContact | null;
  readonly locked: View["locked"];
  readonly services: View["services"];
  readonly firstRun: boolean;
  readonly lastError: ErrorCode | null;
  /** Who has logged in on this PC: nobody yet, somebody, or somebody who left on purpose. */
  readonly presence: "new" | "known" | "left";
  /** What is wrong with policy, profile or settings; the gravest first. */
  readonly problem: ErrorCode | null;
};

/** The client as one that others keep new. */
export const MANAGED: View["updates"] = {
  by: "administrator",
  on: false,
  looking: false,
  lookedAt: null,
  problem: null,
  offer: null,
};

export type ShellState = {
  readonly settings: ShellSettings;
  /** Null while the profile can't be logged in to. */
  readonly running: { readonly profile: Profile; readonly state: ClientState } | null;
  readonly version: string;
  readonly since: string;
  readonly question: View["question"];
  readonly events: readonly LoginEvent[];
  /** The proxy that asked last and got no answer. */
  readonly waitingProxy: string | null;
  /** Whose dialog the keychain waits for. */
  readonly waitingDialog: string | null;
  readonly finding: View["finding"];
  readonly autostart: AutostartState | null;
  readonly updates: View["updates"];
  /** A part of the settings doesn't hold yet. */
  readonly waiting: boolean;
  /** For a service that has no name. */
  readonly productName: string;
};

/** The whole view. */
export function projectShell({ settings, running, ...rest }: ShellState): View {
  const client = running === null ? unusable(settings.problem) : projectClient(running.state);
  const profile = running?.profile ?? null;
  const hidden: readonly string[] = settings.hiddenMenuItems;
  const known = settings.services.find((service) => service.id === settings.service);
  return {
    ...client,
    // Who is logged in, or logs in, goes on with the settings of before.
    reason: client.reason ?? (client.state === "online" || client.attempt !== null ? null : settings.problem),
    version: rest.version,
    os: osKind(process.platform),
    service: {
      id: profile?.id ?? settings.service,
      name: profile?.name ?? known?.name ?? rest.productName,
    },
    simulation: isLoopback(URL.parse(profile?.issuer ?? "")?.hostname ?? ""),
    since: rest.since,
    disclaimer: (profile?.lineAuthentication?.disclaimerUrl ?? null) !== null,
    actions: client.actions
      .filter((action) => action !== "open-web" || (profile?.webUrl ?? null) !== null)
      .filter((action) => !hidden.includes(action)),
    language: settings.language,
    settings: {
      startupLogin: settings.startupLogin,
      service: settings.service,
      proxy: settings.proxy,
      notifications: settings.notifications,
      autostart: rest.autostart?.on ?? null,
      waiting: rest.waiting,
    },
    locked:
      rest.autostart?.byPerson === false ? { autostart: "installed", ...settings.locked } : settings.locked,
    hidden: settings.hiddenMenuItems,
    supportContact: settings.supportContact,
    services: settings.services,
    proxy: client.reason === "NET_PROXY_AUTH" ? rest.waitingProxy : null,
    dialog: client.reason === "STORE_DIALOG_WAITING" ? rest.waitingDialog : null,
    finding: rest.finding,
    updates: rest.updates,
    question: rest.question,
    events: rest.events,
    firstRun: settings.firstRun,
  };
}

/** No profile to log in with: IT has to mend that, and nothing is offered that couldn't work. */
function unusable(problem: ErrorCode | null): ClientView {
  return {
    state: "attention",
    doing: "signed-out",
    reason: problem,
    said: null,
    nextAction: "ask-administrator",
    account: null,
    accessTokenExpiresAt: null,
    lastError: problem,
    tokenStore: "ok",
    attempt: null,
    consent: null,
    doubt: null,
    consentApproved: null,
    actions: [],
  };
}
