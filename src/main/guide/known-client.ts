import type { Known } from "../../core/recovery/known.ts";
import { LINKS } from "../../core/service/links.ts";
import type { Profile, ServiceId } from "../../core/service/profile.ts";
import type { View } from "../../shared/view.ts";
import type { ClientState } from "../client/ports.ts";

/** What the client knows; what was found, and who the person is, the guide learns itself. */
export type ClientKnown = Omit<Known, "finding" | "role" | "plan">;

/** @param client null while the profile can't be logged in to */
export function knownOf(
  view: Pick<View, "reason" | "lastError" | "tokenStore">,
  client: Pick<ClientState, "session" | "attempt"> | null,
  profile: Profile | null,
): ClientKnown {
  const attempt = client === null || client.attempt.at === "idle" ? null : client.attempt;
  const service = serviceOf(profile);
  return {
    session: client?.session.at ?? "signed-out",
    page: attempt?.main ?? null,
    consent: CONSENT[attempt?.consent.at ?? "none"],
    restarts: attempt?.restarts ?? 0,
    browserOpened: attempt?.browserOpened ?? false,
    code: view.reason ?? view.lastError,
    tokenStore: view.tokenStore,
    service,
    line: (profile?.lineAuthentication ?? null) !== null,
    loginUrl: profile?.loginUrl ?? null,
    lineLogin: profile === null ? null : lineLoginOf(profile, service),
  };
}

const CONSENT = {
  none: "none",
  asking: "asking",
  "by-hand": "by-hand",
  pressing: "asking",
  pressed: "answered",
} as const;

function serviceOf(profile: Profile | null): ServiceId | null {
  return profile !== null && isBuiltIn(profile.id) ? profile.id : null;
}

function isBuiltIn(id: string): id is ServiceId {
  return Object.hasOwn(LINKS, id);
}

/** Where people log in by the line, where policy put it elsewhere than the manual (facts A2). */
function lineLoginOf({ origins, loginUrl }: Profile, service: ServiceId | null): string | null {
  const { line } = origins;
  if (line === undefined) return null;
  const manual = service === null ? null : new URL(LINKS[service].lineLogin);
  if (manual?.origin === line) return null;
  if (URL.parse(loginUrl ?? "")?.origin === line) return loginUrl;
  return new URL(manual?.pathname ?? "/", line).href;
}
