import type { MailKind } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { PROFILES } from "../service/profiles.ts";
import { accepted, type Verdict } from "./verdict.ts";

/** The subject of a mail as it arrives, the service's name in 【】 before it; null = no such mail (facts A51). */
export function mailSubject(service: ServiceId, kind: MailKind): Verdict<string | null, never> {
  const subject = MANUALS[service].mails[kind];
  if (subject === undefined) return accepted(null, ["A51"], { certainty: "unknown" });
  return accepted(`【${PROFILES[service].name}】${subject}`, ["A51"]);
}

const fold = (text: string): string => text.normalize("NFKC").replace(/\s/gu, "");

/** Which mail has this subject; null = none of the manual's (facts A51). Blanks and width don't count. */
export function mailOfSubject(service: ServiceId, typed: string): Verdict<MailKind | null, never> {
  const subjects = Object.entries(MANUALS[service].mails) as [MailKind, string][];
  const found = subjects.find(([, subject]) => fold(typed).endsWith(fold(subject)));
  return accepted(found?.[0] ?? null, ["A51"], { certainty: found === undefined ? "unknown" : "stated" });
}
