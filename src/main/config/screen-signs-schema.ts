import { z } from "zod";
import { foldLabel } from "../../core/login/page.ts";
import type { ScreenSignChanges } from "../../core/service/screen-signs.ts";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";

/** A pattern of nothing but `*` would fit every page. */
const pattern = z
  .string()
  .max(300)
  .refine((written) => /[^*]/u.test(foldLabel(written)), { error: "screen-pattern" satisfies RuleName });
const patterns = z.array(pattern).min(1).max(30).exactOptional();

/** Where it may be read, each place with its patterns. */
const sign = z
  .strictObject({
    title: patterns,
    heading: patterns,
    field: patterns,
    radio: patterns,
    button: patterns,
    link: patterns,
    text: patterns,
    alert: patterns,
  })
  .refine((places) => Object.keys(places).length > 0, { error: "screen-sign" satisfies RuleName })
  .exactOptional();

/** The signs of screens that a profile changes; which of them it takes, and on which host, isn't its to say. */
export const screenSignChanges = z.strictObject({
  consent: z
    .strictObject({ title: sign, yes: sign, no: sign, button: sign, recipient: sign })
    .exactOptional(),
  "embedded-refused": z.strictObject({ code: sign }).exactOptional(),
  "line-error": z
    .strictObject({ title: sign, heading: sign, text: sign, "line-number": sign })
    .exactOptional(),
  "login-locked": z.strictObject({ "lock-text": sign }).exactOptional(),
  "login-wrong-password": z.strictObject({ alert: sign }).exactOptional(),
  "drive-login": z.strictObject({ "dialog-title": sign }).exactOptional(),
  login: z.strictObject({ title: sign, mail: sign, button: sign }).exactOptional(),
  "second-factor": z.strictObject({ title: sign, code: sign, text: sign }).exactOptional(),
  "password-reset": z.strictObject({ title: sign, form: sign }).exactOptional(),
  federated: z.strictObject({ title: sign }).exactOptional(),
  "web-main": z.strictObject({ "sign-out": sign }).exactOptional(),
}) satisfies z.ZodType<ScreenSignChanges>;
