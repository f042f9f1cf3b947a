import { z } from "zod";
import { afterRightPassword, afterWrongPassword, UNLOCKED } from "../../src/core/rules/lockout.ts";
import { type LoginMessage, loginMessage, loginPage } from "../pages/login.ts";
import { mailLink } from "../people/links.ts";
import { WEB_CLIENT } from "../provider/clients.ts";
import { LINE_ONLY } from "../provider/login-policy.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { goTo, show, showStale, type Visit } from "../visit/visit.ts";
import { mailField, secretField } from "../web/fields.ts";
import type { FormState } from "../web/form.ts";
import { formToken } from "../web/http.ts";
import { continueBrokenReturn } from "./line-return.ts";
import { showLineError } from "./outcome.ts";
import { passed } from "./passed.ts";

const credentials = z.object({ mail: mailField, password: secretField("パスワード") });

/** What a federated login that led nowhere sends its person back with. */
const note = z.enum(["denied", "unlinked", "not-reached"]);

/** B1/B3 of an authorization request under way: `/login/<interaction>`. */
export async function loginRoute(visit: Visit): Promise<void> {
  const uid = visit.url.pathname.slice("/login/".length);
  const interaction = await visit.tenant.provider.Interaction.find(uid);
  if (interaction === undefined) return showStale(visit);
  const client = String(interaction.params.client_id);
  if (visit.method !== "POST") {
    if (interaction.prompt.name === "consent") {
      // prompt=consent was asked for in so many words: the grant is the service's own, nothing is to be asked.
      interaction.result = { ...interaction.lastSubmission, consent: {} };
      await interaction.persist();
      return goTo(visit, interaction.returnTo);
    }
    const { reasons } = interaction.prompt;
    // Who it is, is known; what isn't right is the way in.
    if (visit.role !== "line" && reasons.length === 1 && reasons[0] === LINE_ONLY)
      return showLineError(visit, "line-only", null);
    const { connection } = interaction.params;
    if (typeof connection === "string" && !visit.url.searchParams.has("note"))
      return goTo(visit, `/federated/active-directory?${new URLSearchParams({ login: uid, connection })}`);
    if (client === WEB_CLIENT && (await continueBrokenReturn(visit, uid))) return;
  }
  const told = note.safeParse(visit.url.searchParams.get("note"));
  let message: LoginMessage | null = told.success && visit.method !== "POST" ? told.data : null;
  await formRoute(visit, {
    fields: credentials,
    page: (form) => showLogin(visit, uid, form, message),
    async accept({ mail, password }) {
      const user = checkPassword(visit, mail, password);
      if (user === "locked" || user === "wrong") {
        message = user;
        return { form: loginMessage(visit.service, user) };
      }
      await passed(visit, { uid, client, user, first: "pwd" });
      return null;
    },
  });
}

/**
 * Counts wrong passwords and locks (facts A34), those of B15 too; the mail with the way out goes once. What has no password (nobody of
 * that address, another login method, not registered yet) is counted and answered alike, without an effect.
 */
export function checkPassword(visit: Visit, mail: string, password: string): User | "wrong" | "locked" {
  const { state, service } = visit;
  const user = state.user(service, mail);
  const account = user?.method === "password" && !user.invited ? user : undefined;
  const shadow = `${service} ${mail.toLowerCase()}`;
  const before = account ?? state.shadowLocks.get(shadow) ?? UNLOCKED;
  const record = (outcome: string) =>
    state.record({ service, type: "login", outcome, host: visit.role, sub: user?.sub ?? null });
  if (before.locked) {
    record("locked");
    return "locked";
  }
  if (account !== undefined && account.password === password) {
    Object.assign(account, afterRightPassword(account));
    record("password-accepted");
    return account;
  }
  const { failures, locked } = afterWrongPassword(before);
  if (account !== undefined) Object.assign(account, { failures, locked });
  else state.shadowLocks.set(shadow, { failures, locked });
  record("wrong");
  if (!locked) return "wrong";
  if (account !== undefined) {
    state.record({ service, type: "lock", outcome: "locked", sub: account.sub });
    mailLink(visit, "unblock", account);
  }
  return "locked";
}

function showLogin(visit: Visit, uid: string, form: FormState, message: LoginMessage | null): void {
  const { service, origins } = visit;
  const problems = message === null ? form.problems : { form: loginMessage(service, message) };
  const page = loginPage({ service, form: { ...form, problems }, uid, contractUrl: `${origins.contract}/` });
  show(visit, message === "locked" ? "login-locked" : "login", page, 200, { message });
}

const duplicateDelay = z.coerce.number().int().min(1).max(120_000);

/** 図2 (B42): a duplicate of the drive's login dialog that belongs to no authorization request. */
export async function driveLoginRoute(visit: Visit): Promise<void> {
  if (visit.method === "POST") return showStale(visit);
  // A dialog that opens at once and shows late: by then the login may be over.
  const delay = duplicateDelay.safeParse(visit.url.searchParams.get("delay"));
  if (delay.success) await new Promise((resolve) => setTimeout(resolve, delay.data).unref());
  const { service, origins } = visit;
  const form = { token: formToken(visit), problems: {}, typed: {} };
  show(visit, "drive-login", loginPage({ service, form, uid: null, contractUrl: `${origins.contract}/` }));
}
