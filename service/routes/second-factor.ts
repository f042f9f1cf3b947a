import { z } from "zod";
import { checkRecoveryCode } from "../../src/core/rules/recovery-code.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { challengePage, recoveryCodePage, recoveryPage } from "../pages/second-factor.ts";
import { clearTries, countTry, newRecoveryCode, record, sameText } from "../people/second-factor.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import type { Entry } from "../visit/route.ts";
import { goTo, show, showStale, type Visit } from "../visit/visit.ts";
import {
  codeFields,
  codeProblems,
  pass,
  pathOf,
  resend,
  stopTrying,
  underWay,
} from "./second-factor-steps.ts";

/** B9 to B11, on the login hosts. */
export const secondFactorRoutes: readonly Pick<Entry, "at" | "handle">[] = [
  { at: "/second-factor/code", handle: codeRoute },
  { at: "/second-factor/resend", handle: resendRoute },
  { at: "/second-factor/recovery", handle: recoveryRoute },
  { at: "/second-factor/recovery-code", handle: recoveryCodeRoute },
];

async function codeRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["code"]);
  const enrolled = at?.user.enrolled ?? null;
  if (at === null) return;
  if (enrolled === null) return showStale(visit); // reset meanwhile, e.g. by mail in another window
  if (stopTrying(at, "code")) return;
  const page = {
    kind: enrolled.kind,
    phoneEnd: enrolled.kind === "sms" ? enrolled.phone.slice(-4) : null,
    sentAgain: visit.url.searchParams.has("sent"),
  };
  await formRoute(visit, {
    fields: codeFields,
    page: (form) =>
      show(visit, "second-factor", challengePage(visit.service, form, page), 200, {
        kind: enrolled.kind,
        wrong: "form" in form.problems,
      }),
    async accept({ code, remember }) {
      const problems = codeProblems(at, enrolled, code);
      if (problems !== null) return stopTrying(at, "code") ? null : problems;
      record(visit, "accepted", at.user.sub);
      at.challenge.remember = remember === "yes";
      await pass(at);
      return null;
    },
  });
}

async function resendRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["code"]);
  if (at === null) return;
  const { enrolled } = at.user;
  if (visit.method !== "POST" || enrolled?.kind !== "sms") return goTo(visit, "/second-factor/code");
  await resend(at, enrolled.phone, "/second-factor/code?sent");
}

const recoveryFields = z.object({
  recovery: z.string("リカバリコードを入力してください。").max(100, "リカバリコードが長すぎます。"),
});

async function recoveryRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["code"]);
  if (at === null || stopTrying(at, "recovery")) return;
  const { challenge, user } = at;
  await formRoute(visit, {
    fields: recoveryFields,
    page: (form) => show(visit, "second-factor-recovery", recoveryPage(visit.service, form)),
    accept({ recovery }) {
      if (!fits(visit.service, recovery, user)) {
        record(visit, "recovery-wrong", user.sub);
        countTry(visit, "recovery", user.sub);
        return stopTrying(at, "recovery") ? null : { recovery: WRONG_RECOVERY };
      }
      // From here on the old one is dead everywhere, whatever becomes of this login (facts A32).
      user.recoveryCode = newRecoveryCode();
      challenge.recoveryCode = user.recoveryCode;
      challenge.step = "save-new";
      clearTries(visit, user.sub);
      record(visit, "recovery-used", user.sub);
      goTo(visit, pathOf(challenge));
      return null;
    },
  });
}

const WRONG_RECOVERY =
  "リカバリコードが正しくありません。空白や「-」も含めて、控えたとおりに入力してください。";

/** As copied (facts A31): what the core says is to be submitted, compared as it is. */
function fits(service: ServiceId, typed: string, user: User): boolean {
  const verdict = checkRecoveryCode(service, typed);
  return (
    verdict.outcome === "accepted" &&
    user.recoveryCode !== null &&
    sameText(verdict.value.submit, user.recoveryCode)
  );
}

const savedFields = z.object({
  saved: z.literal("yes", "保存したことを確かめて、チェックを入れてください。"),
});

/** B7 and B11: the code is shown until it is said to be saved; then an enrolment counts, or the login goes on. */
async function recoveryCodeRoute(visit: Visit): Promise<void> {
  const at = await underWay(visit, ["save", "save-new"]);
  if (at === null) return;
  const { challenge, user } = at;
  const code = challenge.recoveryCode ?? "";
  const again = challenge.step === "save-new";
  await formRoute(visit, {
    fields: savedFields,
    page: (form) =>
      show(visit, "second-factor-recovery-code", recoveryCodePage(visit.service, form, code, again), 200, {
        again,
      }),
    async accept() {
      if (again) {
        await pass(at);
        return null;
      }
      Object.assign(user, { enrolled: challenge.enrolling, recoveryCode: code });
      challenge.step = "done";
      record(visit, "enrolled", user.sub);
      goTo(visit, pathOf(challenge));
      return null;
    },
  });
}
