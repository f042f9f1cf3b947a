import { randomInt } from "node:crypto";
import { z } from "zod";
import { afterRightPassword, afterWrongPassword } from "../../src/core/rules/lockout.ts";
import type { User } from "../admin-schema.ts";
import { formToken, readForm, setCookie } from "../http.ts";
import { checkLine } from "../line-check.ts";
import { mailLink } from "../links.ts";
import { type LoginMessage, loginPage } from "../pages/login.ts";
import { secret } from "../state.ts";
import { WEB_CLIENT } from "../tenant.ts";
import { badForm, goTo, notFound, show, type Visit } from "../visit.ts";
import { askConsent, consentKey } from "./line-return.ts";
import { finish, showLineError, showStale } from "./outcome.ts";

const credentials = z.object({
  mail: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(200),
});

/** B1/B3 of an authorization request under way: `/login/<interaction>`. */
export async function loginRoute(visit: Visit): Promise<void> {
  const uid = visit.url.pathname.slice("/login/".length);
  const interaction = await visit.tenant.provider.Interaction.find(uid);
  if (interaction === undefined) return showStale(visit);
  if (visit.method === "POST") return answerLogin(visit, uid, String(interaction.params.client_id));
  if (interaction.prompt.name === "consent") {
    // prompt=consent was asked for in so many words: the grant is the service's own, nothing is to be asked.
    interaction.result = { ...interaction.lastSubmission, consent: {} };
    await interaction.persist();
    return goTo(visit, interaction.returnTo);
  }
  if (await continueBrokenReturn(visit, uid, String(interaction.params.client_id))) return;
  setCookie(visit, "last_login", uid);
  showLogin(visit, uid, null);
}

/** The web version's own authorization after a consent: the line host knows who it is (facts B ③). */
async function continueBrokenReturn(visit: Visit, uid: string, client: string): Promise<boolean> {
  const id = visit.cookies.get("line_flow");
  const flow = id === undefined ? undefined : visit.state.flows.get(id);
  if (
    id === undefined ||
    flow === undefined ||
    !flow.checked ||
    flow.service !== visit.service ||
    client !== WEB_CLIENT
  )
    return false;
  visit.state.flows.delete(id);
  setCookie(visit, "line_flow", "", 0);
  await finish(visit, uid, flow.sub, "line");
  return true;
}

async function answerLogin(visit: Visit, uid: string, client: string): Promise<void> {
  const form = await readForm(visit);
  if (form === null) return badForm(visit);
  const typed = credentials.safeParse(form);
  if (!typed.success) return showLogin(visit, uid, "empty", form.mail);
  const user = checkPassword(visit, typed.data.mail, typed.data.password);
  if (user === "locked" || user === "wrong") return showLogin(visit, uid, user, typed.data.mail);
  if (visit.role === "line") return lineLogin(visit, uid, client, user);
  return internetLogin(visit, uid, user);
}

/** Counts wrong passwords and locks (facts A34); the mail with the way out goes once. */
function checkPassword(visit: Visit, mail: string, password: string): User | "wrong" | "locked" {
  const { state, service } = visit;
  const user = state.user(service, mail);
  const record = (outcome: string) =>
    state.record({ service, type: "login", outcome, host: visit.role, sub: user?.sub ?? null });
  if (user === undefined) {
    record("wrong");
    return "wrong";
  }
  if (user.locked) {
    record("locked");
    return "locked";
  }
  if (user.method === "password" && !user.invited && user.password === password) {
    Object.assign(user, afterRightPassword(user));
    record("password-accepted");
    return user;
  }
  Object.assign(user, afterWrongPassword(user));
  record("wrong");
  if (!user.locked) return "wrong";
  state.record({ service, type: "lock", outcome: "locked", sub: user.sub });
  mailLink(visit, "unblock", user);
  return "locked";
}

async function internetLogin(visit: Visit, uid: string, user: User): Promise<void> {
  const { state, service } = visit;
  // 回線認証のみ refuses every other way (facts A14).
  if (state.contract(service).accessPath === "line-only") return showLineError(visit, "line-only", uid);
  const device = state.devices.get(visit.cookies.get("device") ?? "");
  const known = device?.sub === user.sub && Date.now() - device.seen < 30 * 86_400_000; // facts A22
  if (!user.secondFactor || !state.contract(service).secondFactor || known)
    return finish(visit, uid, user.sub, "pwd");
  const id = secret();
  const code = newCode();
  state.challenges.set(id, { service, sub: user.sub, interaction: uid, code, tries: 0 });
  state.text({ service, mail: user.mail, code });
  state.record({ service, type: "second-factor", outcome: "asked", sub: user.sub });
  setCookie(visit, "challenge", id);
  goTo(visit, `${visit.origins.internet}/second-factor`);
}

export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** Line authentication runs in place of the second factor (facts A25). */
async function lineLogin(visit: Visit, uid: string, client: string, user: User): Promise<void> {
  const { state, service } = visit;
  const agreed = state.consents.has(consentKey(service, state.line.number));
  const answer = checkLine(state.line, state.contract(service), agreed);
  if (answer.kind === "refused") return showLineError(visit, answer.why, uid);
  if (answer.kind === "passed") return finish(visit, uid, user.sub, "line");
  askConsent(visit, { sub: user.sub, interaction: uid, client });
}

function showLogin(visit: Visit, uid: string, message: LoginMessage, mail?: string): void {
  const { service, origins } = visit;
  const page = loginPage({
    service,
    action: `/login/${uid}`,
    formToken: formToken(visit),
    message,
    contractUrl: `${origins.contract}/`,
    ...(mail === undefined ? {} : { mail }),
  });
  show(visit, message === "locked" ? "login-locked" : "login", page, 200, { message });
}

/** 図2 (B42): a duplicate of the drive's login dialog that belongs to no authorization request. */
export async function driveLoginRoute(visit: Visit): Promise<void> {
  if (visit.method === "POST") return showStale(visit);
  if (visit.method !== "GET") return notFound(visit);
  const { service, origins } = visit;
  const page = loginPage({
    service,
    action: "/drive-login",
    formToken: formToken(visit),
    message: null,
    driveDialog: true,
    contractUrl: `${origins.contract}/`,
  });
  show(visit, "drive-login", page);
}
