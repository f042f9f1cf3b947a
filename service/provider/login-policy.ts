import { interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { State } from "../state/state.ts";
import { checkLine } from "./line-check.ts";

/** Why a login is asked for: the contract lets in by its line alone, and a living session doesn't say so. */
export const LINE_ONLY = "line_only";

/** When the provider asks for a login, or goes on with a living session. */
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
 * 回線認証のみ refuses every other line (facts A14), also to who is logged in already: a session that was made over
 * the Internet, or by a line that isn't there any more, doesn't do.
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
