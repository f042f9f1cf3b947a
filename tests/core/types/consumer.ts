// What somebody writes who has only the core's exports: neither DOM nor Node types, every setting strict. Compiled by
// exports.test.ts, and run by Node; a line that ought to be an error and isn't fails the compilation.
import { IDLE } from "storage-service-drive/core/login/attempt-state";
import { recognise } from "storage-service-drive/core/login/screen";
import { checkLineNumberList } from "storage-service-drive/core/rules/line-number-list";
import { checkMailLink, type LinkReason } from "storage-service-drive/core/rules/mail-link";
import { checkPassword, type PasswordReason } from "storage-service-drive/core/rules/password";
import { findings, type NextStep, type Verdict } from "storage-service-drive/core/rules/verdict";
import type { Profile, ServiceId } from "storage-service-drive/core/service/profile";
import { PROFILES } from "storage-service-drive/core/service/profiles";
import { accountOf, transition } from "storage-service-drive/core/session/session";
import { STARTING } from "storage-service-drive/core/session/session-state";

const service: ServiceId = "omakase";
const profile: Profile = PROFILES[service];

const password = checkPassword(service, "abcdefg1");
if (password.outcome === "refused") {
  const next: NextStep = password.next;
  const code: PasswordReason["code"] = password.code;
  const certainty: "stated" = password.certainty;
  // @ts-expect-error a refusal can't be an inference
  const inferred: "inferred" = password.certainty;
  void [next, code, certainty, inferred];
} else {
  const next: NextStep | null = password.next;
  // @ts-expect-error what is accepted has no code
  void password.code;
  void next;
}

for (const found of findings(password)) {
  // The reasons are told apart by their code, and each has its own data.
  if (found.code === "too-short") void (found.needed satisfies number);
  // @ts-expect-error of another code
  if (found.code === "beyond-ascii") void found.needed;
}

const link: Verdict<unknown, LinkReason> = checkMailLink(service, "reset", 0, 0);
const lines = checkLineNumberList(service, "CAF1234567890").value.lines;
const { screen } = recognise(
  {
    origin: "https://example.com",
    path: "/",
    title: "",
    headings: [],
    forms: [],
    controls: [],
    links: [],
    alerts: [],
    lines: [],
    unseenLines: [],
    opaque: 0,
    truncated: false,
  },
  profile,
);
const { state } = transition(STARTING, { type: "logout-asked" }, 1);

export const seen = {
  link: link.outcome,
  lines: lines.length,
  screen,
  account: accountOf(state),
  idle: IDLE.at,
};

/** Never called: what the compiler has to refuse. */
export function mistakes(): void {
  // @ts-expect-error a service that there isn't
  checkPassword("vx4", "x");
  // @ts-expect-error time is an argument
  checkMailLink(service, "reset", 0);
  // @ts-expect-error what a rule answers is not to be written to
  password.value.length.least = 8;
  // @ts-expect-error of a list not even the first entry is sure to be there
  lines[0].line;
}
