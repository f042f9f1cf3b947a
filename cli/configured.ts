import { z } from "zod";
import type { ErrorCode } from "../src/core/errors.ts";
import { ConfigFileError } from "../src/main/config/config-file-error.ts";
import { type Configuration, loadConfiguration } from "../src/main/config/configuration.ts";
import { EXIT } from "../src/shared/command-line.ts";
import { configFaultWords } from "../src/shared/locales/config-fault-words.ts";
import { plain } from "../src/shared/plain.ts";
import type { Language } from "../src/shared/view.ts";
import { absolutePath } from "./absolute-path.ts";
import type { Result } from "./report.ts";
import { systemLanguage, wordsIn } from "./words.ts";
import type { World } from "./world.ts";

const policyPathSchema = z.string().min(1).max(4_096);

/** Policy, profile and settings as the client would read them, without the client. */
export function configurationFor(world: World): Promise<Configuration> {
  const policyPath = policyPathSchema.safeParse(world.env.STORAGE_DRIVE_POLICY).data ?? null;
  return loadConfiguration({
    folders: world.folders,
    policyPath: policyPath === null ? null : absolutePath(policyPath),
    packaged: world.installed,
    systemLanguage: systemLanguage(world.env),
  });
}

/** What to answer when policy or profile can't be read; null = they can. */
export function faultOf(configuration: Configuration, language: Language): Result<never> | null {
  const fault = configuration.problems.find(
    (code) => code === "POLICY_INVALID" || code === "POLICY_PROFILE_INVALID",
  );
  if (fault === undefined) return null;
  const [detail] = detailsOf(configuration, fault, language);
  const { policy: words } = wordsIn(language);
  const said = detail === undefined ? {} : { note: `${words.detail}: ${detail}`, next: words.mend };
  return { exit: EXIT.refused, error: fault, ...said };
}

/** Which fields are wrong, for the administrator whose file it is. */
export function detailsOf(
  { causes }: Pick<Configuration, "causes">,
  fault: ErrorCode,
  language: Language,
): readonly string[] {
  return causes.flatMap(({ code, cause }) =>
    code === fault && cause instanceof ConfigFileError
      ? [plain((cause.place === null ? "" : `${cause.place}: `) + configFaultWords(cause.fault, language))]
      : [],
  );
}
