import { interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { State } from "../state/state.ts";
import { checkLine } from "./line-check.ts";

/** Why a login is asked for: the contract admits its line alone, and the session came by another way. */
export const LINE_ONLY = "line_only";

/** When the provider asks for a login, and when it uses the session that is there. */
export function loginPolicy(state: State, service: ServiceId) {
  const prompts = interactionPolicy.base();
  prompts
    .get("login")
    ?.checks.add(
      new interactionPolicy.Check(LINE_ONLY, "the contract's line is needed", "login_required", (ctx) =>
        needsLineAgain(state, service, ctx),
      ),
    );
  // First-party native client with PKCE: no screen that asks what the grant already says.
  prompts.get("consent")?.checks.clear();
  return prompts;
}

/**
 * 回線認証のみ refuses every other line (facts A14), also for a session that is there already: one that began over the
 * Internet, or on a line that isn't registered any more, doesn't count.
 */
function needsLineAgain(state: State, service: ServiceId, { oidc }: KoaContextWithOIDC): boolean {
  const contract = state.contract(service);
  if (contract.accessPath !== "line-only") return false;
  if (oidc.params?.door !== "line") return true;
  if (oidc.result?.login !== undefined) return false; // the line was checked a moment ago
  // Whether the number may be told was answered when the session was made.
  const byLine = oidc.session?.amr?.includes("line") === true;
  return !byLine || checkLine(state.line, contract, true).kind !== "passed";
}
