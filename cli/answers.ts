import { z } from "zod";
import { CHECK_IDS } from "../src/core/doctor/checks.ts";
import type { DoctorReport } from "../src/core/doctor/report.ts";
import { isErrorCode, isNextAction } from "../src/core/errors.ts";
import { PROVIDER_WORDS } from "../src/core/provider-words.ts";
import { LOGIN_EVENTS } from "../src/core/support/login-events.ts";
import type { CommandFile, CommandValues, SettingsTold, StatusAnswer } from "../src/shared/command.ts";
import type { ClientCommand } from "../src/shared/command-line.ts";
import type { GuideStand } from "../src/shared/guide.ts";
import { CLI_WORDS } from "../src/shared/locales/cli-words.ts";
import { RECOVERY_WORDS } from "../src/shared/locales/recovery-text.ts";
import { LOCKABLE } from "../src/shared/locked.ts";

/** What the client leaves for us and answers must look like; what it holds beyond that isn't shown. */

export const commandFileSchema: z.ZodType<CommandFile> = z.object({
  path: z.string().min(1).max(512),
  token: z.string().min(32).max(256),
  pid: z.number().int(),
});

const code = z.string().refine(isErrorCode);
const time = z.iso.datetime();

const status: z.ZodType<StatusAnswer> = z.object({
  version: z.string(),
  service: z.string(),
  state: z.enum(["signed-out", "working", "attention", "online", "offline"]),
  reason: code.nullable(),
  account: z.object({ sub: z.string(), mail: z.string().nullable() }).nullable(),
  since: time,
  accessTokenExpiresAt: time.nullable(),
  lastError: code.nullable(),
  tokenStore: z.enum(["ok", "locked", "missing", "denied", "corrupt", "session-only"]),
  windows: z.array(
    z.object({
      kind: z.enum(["login", "consent", "status", "guide", "settings", "bundle"]),
      visible: z.boolean(),
    }),
  ),
  shown: z
    .object({
      said: z.object({ word: z.enum(PROVIDER_WORDS).nullable(), place: z.string().nullable() }).nullable(),
      service: z.string(),
      account: z.string().nullable(),
      events: z.array(z.object({ at: time, what: z.enum(LOGIN_EVENTS), code: code.nullable() })),
    })
    .optional()
    .catch(undefined),
});

const finding = z.object({
  number: z.int(),
  id: z.enum(CHECK_IDS),
  result: z.enum(["ok", "warn", "fail", "skipped"]),
  cause: code.nullable(),
  next: z.string().refine(isNextAction).nullable(),
  because: z.int().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ms: z.number(),
});

/** Of a running client, or of one that was started for it. */
export const doctorSchema: z.ZodType<DoctorReport> = z.object({
  first: z.object({ number: z.int(), id: z.enum(CHECK_IDS), cause: code }).nullable(),
  results: z.array(finding),
  hosts: z.array(z.string()),
  ms: z.number(),
});

const { branch, question, step } = RECOVERY_WORDS.ja;
const guideSchema: z.ZodType<GuideStand> = z.object({
  branch: z.enum(namesOf(branch)),
  at: z.enum(["asking", "acting", "online", "helpdesk"]),
  item: z.enum([...namesOf(question), ...namesOf(step)]).nullable(),
  code: code.nullable(),
});

/** These tables have no other keys than their types say. */
function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}

const settings: z.ZodType<SettingsTold> = z.object({
  settings: z.array(
    z.object({
      name: z.enum(LOCKABLE),
      value: z.union([
        z.string(),
        z.boolean(),
        z.object({ server: z.string(), bypass: z.array(z.string()).optional() }),
        z.object({ pac: z.string() }),
        z.null(),
      ]),
      origin: z.enum(namesOf(CLI_WORDS.ja.policy.layer)),
      locked: z
        .enum(["user-policy", "machine-policy", "policy-unread", "installed", "not-installed"])
        .nullable(),
    }),
  ),
  waiting: z.boolean(),
});

const answerSchemas = {
  status,
  login: z.object({
    outcome: z.enum(["online", "offline", "refused", "cancelled", "time-limit"]),
    status,
  }),
  logout: status,
  "support-code": z.object({ code: z.string() }),
  guide: guideSchema,
  doctor: doctorSchema,
  settings,
  "settings-set": settings,
  "settings-reset": settings,
  quit: z.null(),
} satisfies { readonly [C in ClientCommand]: z.ZodType<CommandValues[C]> };

/** The line that comes back. */
export function answerSchema(command: ClientCommand) {
  return z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value: answerSchemas[command] }),
    z.object({ ok: z.literal(false), error: code }),
  ]);
}
