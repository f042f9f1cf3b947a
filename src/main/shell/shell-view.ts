import type { ErrorCode } from "../../core/errors.ts";
import { isLoopback } from "../../core/loopback-host.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { LoginEvent } from "../../core/support/login-events.ts";
import { osKind } from "../../shared/support.ts";
import type { Language, View } from "../../shared/view.ts";
import type { ClientState } from "../client/ports.ts";
import { type ClientView, projectClient } from "./project-view.ts";

/** What holds beside the two machines: policy, profile and the person's settings. */
export type ShellSettings = {
  readonly service: string;
  readonly startupLogin: boolean;
  readonly language: Language;
  readonly locked: View["locked"];
  readonly services: View["services"];
  readonly firstRun: boolean;
  readonly lastError: ErrorCode | null;
  /** Who has logged in on this PC: nobody yet, somebody, or somebody who left on purpose. */
  readonly presence: "new" | "known" | "left";
  /** What is wrong with policy, profile or settings; the gravest first. */
  readonly problem: ErrorCode | null;
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
  /** For a service that has no name. */
  readonly productName: string;
};

/** The whole view. */
export function projectShell({ settings, running, ...rest }: ShellState): View {
  const client = running === null ? unusable(settings.problem) : projectClient(running.state);
  const profile = running?.profile ?? null;
  const known = settings.services.find((service) => service.id === settings.service);
  return {
    ...client,
    reason: client.reason ?? (client.state === "online" ? null : settings.problem),
    version: rest.version,
    os: osKind(process.platform),
    service: {
      id: profile?.id ?? settings.service,
      name: profile?.name ?? known?.name ?? rest.productName,
    },
    simulation: isLoopback(URL.parse(profile?.issuer ?? "")?.hostname ?? ""),
    since: rest.since,
    disclaimer: (profile?.lineAuthentication?.disclaimerUrl ?? null) !== null,
    actions: client.actions.filter((action) => action !== "open-web" || (profile?.webUrl ?? null) !== null),
    language: settings.language,
    settings: { startupLogin: settings.startupLogin, service: settings.service },
    locked: settings.locked,
    services: settings.services,
    proxy: client.reason === "NET_PROXY_AUTH" ? rest.waitingProxy : null,
    dialog: client.reason === "STORE_DIALOG_WAITING" ? rest.waitingDialog : null,
    finding: rest.finding,
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
    actions: [],
  };
}
