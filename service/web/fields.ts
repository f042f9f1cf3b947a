import { z } from "zod";
import { checkPassword, type PasswordChangeReason } from "../../src/core/rules/password.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { Problems } from "./form.ts";

// Fields that more than one form has; the messages are what people read.

/** A mail address, blanks around it taken off. */
export const mailField = z
  .string("メールアドレスを入力してください。")
  .trim()
  .min(1, "メールアドレスを入力してください。")
  .max(254, "メールアドレスが長すぎます。")
  .pipe(z.email("メールアドレスの形をご確認ください。"));

/** Something that has to be typed, taken as it is. */
export function secretField(name: string): z.ZodString {
  return z
    .string(`${name}を入力してください。`)
    .min(1, `${name}を入力してください。`)
    .max(200, `${name}は200文字までです。`);
}

/** A new mail address, typed twice. */
export const newMailFields = z
  .object({
    mail: mailField,
    confirmation: z.string().trim().max(254, "メールアドレスが長すぎます。").default(""),
  })
  .refine(({ mail, confirmation }) => mail === confirmation, {
    path: ["confirmation"],
    message: "確認用のメールアドレスが一致しません。",
  });

export const newPasswordFields = z.object({
  password: secretField("パスワード"),
  confirmation: secretField("確認用のパスワード"),
});

/** What the rules of the manuals have against a new password (facts A8, A9), by field. */
export function passwordProblems(
  service: ServiceId,
  { password, confirmation }: z.infer<typeof newPasswordFields>,
): Problems | null {
  const verdict = checkPassword(service, password, confirmation);
  return verdict.outcome === "accepted" ? null : passwordReasonProblems(verdict.reasons);
}

/** Reasons of the core in words, by field. */
export function passwordReasonProblems(reasons: readonly PasswordChangeReason[]): Problems {
  const problems: Record<string, string> = {};
  for (const reason of reasons) {
    const [field, text] = passwordReasonText(reason);
    problems[field] ??= text;
  }
  return problems;
}

function passwordReasonText(reason: PasswordChangeReason): readonly [field: string, text: string] {
  switch (reason.code) {
    case "too-short":
      return ["password", `パスワードは${reason.needed}文字以上にしてください。`];
    case "too-few-classes":
      return ["password", `英大文字・英小文字・数字・記号のうち${reason.needed}種類以上を使ってください。`];
    case "confirmation-differs":
      return ["confirmation", "確認用のパスワードが一致しません。"];
    default:
      return ["password", "このパスワードは登録できません。"];
  }
}
