import { readConsent } from "../../core/login/consent.ts";
import type { ConsentDoubt } from "../../core/login/consent-rules.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import {
  type Candidate,
  candidatesOf,
  loginForm,
  type Recognition,
  recognise,
} from "../../core/login/screen.ts";
import type { Profile } from "../../core/service/profile.ts";
import { readJsonFile } from "../config/config-file.ts";
import { ConfigFileError } from "../config/config-file-error.ts";
import { pageSnapshotSchema } from "./snapshot-schema.ts";

/** What a page is to the client with a profile, and what speaks for each screen. */
export type TriedPage = Recognition & {
  /** The login form's own signs. */
  readonly form: Pick<Candidate, "signs" | "need">;
  readonly candidates: readonly Candidate[];
  /** Why the consent page would be left to the person; null = it would be asked about, or it isn't that page. */
  readonly doubt: ConsentDoubt | null;
};

/**
 * Looks at the captured structure of a page as a login window would.
 * @param path a file that holds a `PageSnapshot` as JSON
 * @throws ConfigFileError when it doesn't
 */
export async function tryProfile(path: string, profile: Profile): Promise<TriedPage> {
  const page = await readJsonFile(path, pageSnapshotSchema, { rootOnly: false });
  if (page === null) throw new ConfigFileError({ what: "absent" });
  const recognition = recognise(page, profile);
  return {
    ...recognition,
    form: loginForm(page, profile),
    candidates: candidatesOf(page, profile),
    doubt: doubtOf(page, recognition, profile),
  };
}

function doubtOf(page: PageSnapshot, { screen, sure }: Recognition, profile: Profile): ConsentDoubt | null {
  const line = profile.lineAuthentication;
  if (screen !== "consent" || sure !== "certain" || line === null) return null;
  const reading = readConsent(page, line.words);
  return "doubt" in reading ? reading.doubt : null;
}
