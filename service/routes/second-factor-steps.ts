import { z } from "zod";
import { checkCode, normaliseCode } from "../../src/core/rules/code-format.ts";
import { plainPage } from "../pages/layout.ts";
import {
  checkSmsCode,
  checkTotpCode,
  clearTries,
  countTry,
  isTriedTooOften,
  newChallenge,
  record,
  rememberDevice,
  sendCode,
  type Trying,
} from "../people/second-factor.ts";
import type { User } from "../state/organisation-schema.ts";
import type { Challenge } from "../state/state-schema.ts";
import { badForm, goTo, show, showStale, type Visit } from "../visit/visit.ts";
import type { Problems } from "../web/form.ts";
import { readForm, setCookie } from "../web/http.ts";
import { finish } from "./outcome.ts";

/** A second factor that this browser is in the middle of. */
export type UnderWay = { readonly visit: Visit; readonly challenge: Challenge; readonly user: User };

/** Where a login goes on that needs its second factor; a code by SMS is sent at once. */
export function startSecondFactor(visit: Visit, user: User, interaction: string): void {
  if (isTriedTooOften(visit, "code", user.sub)) {
    showTriedTooOften(visit, user.sub);
    return;
  }
  const challenge = newChallenge(visit, user, interaction);
  if (user.enrolled?.kind === "sms" && !isTriedTooOften(visit, "sms", user.sub))
    sendCode(visit, challenge, user, user.enrolled.phone);
  goTo(visit, `${visit.origins[visit.role === "line" ? "line" : "internet"]}${pathOf(challenge)}`);
}

export function pathOf({ step: at }: Challenge): string {
  const paths = {
    enrol: "/second-factor/start",
    save: "/second-factor/recovery-code",
    done: "/second-factor/done",
    code: "/second-factor/code",
    "save-new": "/second-factor/recovery-code",
  } as const;
  return paths[at];
}

/**
 * The login that this page belongs to, when it is at one of these steps; else answers: with the page of its own step,
 * or that it is over.
 */
export async function underWay(visit: Visit, steps: readonly Challenge["step"][]): Promise<UnderWay | null> {
  const { state, service } = visit;
  const challenge = state.challenges.get(visit.cookies.get("challenge") ?? "");
  const user = challenge?.service === service ? state.userBySub(service, challenge.sub) : undefined;
  const alive =
    challenge !== undefined &&
    user !== undefined &&
    (await visit.tenant.provider.Interaction.find(challenge.interaction)) !== undefined;
  if (!alive) {
    showStale(visit);
    return null;
  }
  if (steps.includes(challenge.step)) return { visit, challenge, user };
  goTo(visit, pathOf(challenge));
  return null;
}

/** The second factor is passed: the browser is remembered if that was ticked, and the login goes on. */
export async function pass({ visit, challenge, user }: UnderWay): Promise<void> {
  visit.state.challenges.delete(visit.cookies.get("challenge") ?? "");
  setCookie(visit, "challenge", "", 0);
  if (challenge.remember) rememberDevice(visit, user.sub);
  return finish(visit, challenge.interaction, { sub: user.sub, first: "pwd", second: "mfa" });
}

export const codeFields = z.object({
  code: z
    .string("パスコードを入力してください。")
    .min(1, "パスコードを入力してください。")
    .max(40, "パスコードが長すぎます。"),
  remember: z.literal("yes").optional(),
});

/** What a typed code is worth, with every wrong one counted; null = it is right. */
export function codeProblems(
  { visit, challenge, user }: UnderWay,
  enrolled: NonNullable<User["enrolled"]>,
  typed: string,
): Problems | null {
  const { service } = visit;
  if (checkCode(service, enrolled.kind, typed).outcome === "refused") return { code: FORMATS[enrolled.kind] };
  const code = normaliseCode(typed);
  const answer =
    enrolled.kind === "sms"
      ? checkSmsCode(challenge, code)
      : checkTotpCode(visit, user.sub, enrolled.secret, code);
  if (answer === "right") {
    clearTries(visit, user.sub);
    return null;
  }
  record(visit, answer, user.sub);
  if (answer === "expired") return { code: "パスコードの有効期限が切れています。もう一度お送りください。" };
  countTry(visit, "code", user.sub);
  return { form: "パスコードが正しくありません。" };
}

const FORMATS = {
  sms: "SMSで届いた6文字のパスコードを入力してください。",
  totp: "認証アプリに表示された6桁の数字を入力してください。",
} as const;

/** Ends the login when too much was tried. @returns whether it did */
export function stopTrying({ visit, user }: UnderWay, what: Trying): boolean {
  if (!isTriedTooOften(visit, what, user.sub)) return false;
  visit.state.challenges.delete(visit.cookies.get("challenge") ?? "");
  setCookie(visit, "challenge", "", 0);
  showTriedTooOften(visit, user.sub);
  return true;
}

function showTriedTooOften(visit: Visit, sub: string): void {
  record(visit, "limited", sub);
  const text =
    "続けて何度も試されたため、しばらく受け付けられません。10分ほどおいて、もう一度ログインしてください。";
  show(visit, "second-factor-limited", plainPage(visit.service, "2段階認証", [text]), 429);
}

/** Sends a code once more, unless it has been often already. */
export async function resend(at: UnderWay, phone: string, back: string): Promise<void> {
  const { visit } = at;
  if ((await readForm(visit)) === null) return badForm(visit);
  if (stopTrying(at, "sms")) return;
  sendCode(visit, at.challenge, at.user, phone);
  goTo(visit, back);
}
