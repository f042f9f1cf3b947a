import { z } from "zod";
import { enrolment } from "../../src/core/rules/second-factor.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { authenticatorPage, enrolledPage, phoneCodePage, phonePage } from "../pages/enrolment.ts";
import { newRecoveryCode, record, sendCode } from "../people/second-factor.ts";
import { keyUri, newSecret } from "../people/totp.ts";
import { formRoute } from "../visit/form-route.ts";
import type { Entry } from "../visit/route.ts";
import { goTo, show, type Visit } from "../visit/visit.ts";
import {
  codeFields,
  codeProblems,
  pass,
  resend,
  stopTrying,
  type UnderWay,
  underWay,
} from "./second-factor-steps.ts";

/** B4 to B6 and B8. Nothing counts until the recovery code is saved (B7). */
export const enrolmentRoutes: readonly Pick<Entry, "at" | "handle">[] = [
  { at: "/second-factor/start", handle: startRoute },
  { at: "/second-factor/phone", handle: phoneRoute },
  { at: "/second-factor/phone-code", handle: phoneCodeRoute },
  { at: "/second-factor/phone-resend", handle: phoneResendRoute },
  { at: "/second-factor/authenticator", handle: authenticatorRoute },
  { at: "/second-factor/done", handle: doneRoute },
];

/** Which way comes first is the service's (facts A27). */
function startRoute(visit: Visit): void {
  const { first } = enrolment(visit.service).value;
  goTo(visit, first === "sms" ? "/second-factor/phone" : "/second-factor/authenticator");
}

/** Ten or eleven digits of a Japanese number, or an international one; blanks and hyphens don't count. */
const phoneFields = z.object({
  phone: z
    .string("電話番号を入力してください。")
    .max(40, "電話番号が長すぎます。")
    .transform((typed) => typed.normalize("NFKC").replace(/[\s\u2010-\u2015\u2212\u30fc()-]/gu, ""))
    .pipe(
      z
        .string()
        .min(1, "電話番号を入力してください。")
        .regex(/^(0\d{9,10}|\+\d{8,15})$/u, "電話番号の形をご確認ください。"),
    ),
});

async function phoneRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["enrol"]);
  if (at === null) return;
  await formRoute(visit, {
    fields: phoneFields,
    page: (form) => show(visit, "second-factor-phone", phonePage(visit.service, form)),
    accept({ phone }) {
      if (stopTrying(at, "sms")) return null;
      at.challenge.phone = phone;
      sendCode(visit, at.challenge, at.user, phone);
      goTo(visit, "/second-factor/phone-code");
      return null;
    },
  });
}

async function phoneCodeRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["enrol"]);
  if (at === null) return;
  const { phone } = at.challenge;
  if (phone === null) return goTo(visit, "/second-factor/phone");
  if (stopTrying(at, "code")) return;
  await formRoute(visit, {
    fields: codeFields,
    page: (form) => show(visit, "second-factor-phone-code", phoneCodePage(visit.service, form, phone)),
    accept: ({ code, remember }) => enrol(at, { kind: "sms", phone }, code, remember === "yes"),
  });
}

async function phoneResendRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["enrol"]);
  if (at === null) return;
  const { phone } = at.challenge;
  if (visit.method !== "POST" || phone === null) return goTo(visit, "/second-factor/phone");
  await resend(at, phone, "/second-factor/phone-code");
}

async function authenticatorRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["enrol"]);
  if (at === null || stopTrying(at, "code")) return;
  at.challenge.secret ??= newSecret();
  const { secret } = at.challenge;
  const uri = keyUri(secret, `${PROFILES[visit.service].name}（模擬）`, at.user.mail);
  await formRoute(visit, {
    fields: codeFields,
    page: (form) =>
      show(visit, "second-factor-authenticator", authenticatorPage(visit.service, form, { uri, secret })),
    // Its screen has no tick: the next login of this browser is asked again, and can be remembered then.
    accept: ({ code }) => enrol(at, { kind: "totp", secret }, code, false),
  });
}

function enrol(
  at: UnderWay,
  enrolling: NonNullable<UnderWay["challenge"]["enrolling"]>,
  code: string,
  remember: boolean,
) {
  const problems = codeProblems(at, enrolling, code);
  if (problems !== null) return stopTrying(at, "code") ? null : problems;
  Object.assign(at.challenge, { step: "save", enrolling, remember, recoveryCode: newRecoveryCode() });
  record(at.visit, "accepted", at.user.sub);
  goTo(at.visit, "/second-factor/recovery-code");
  return null;
}

async function doneRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["done"]);
  if (at === null) return;
  await formRoute(visit, {
    fields: z.object({}),
    page: (form) => show(visit, "second-factor-done", enrolledPage(visit.service, form)),
    async accept() {
      await pass(at);
      return null;
    },
  });
}
