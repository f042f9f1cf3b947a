import { resolve } from "node:path";
import { z } from "zod";
import type { ErrorCode } from "../src/core/errors.ts";
import { ConfigFileError } from "../src/main/config/config-file-error.ts";
import { type Configuration, loadConfiguration } from "../src/main/config/configuration.ts";
import { EXIT } from "../src/shared/command-line.ts";
import { configFaultWords } from "../src/shared/locales/config-fault-words.ts";
import type { Language } from "../src/shared/view.ts";
import type { Result } from "./report.ts";
import { languageOf, plain, wordsIn } from "./words.ts";
import type { World } from "./world.ts";

const policyPathSchema = z.string().min(1).max(4_096);

/** Policy, profile and settings as the client would read them, without the client. */
export function configurationFor(world: World): Promise<Configuration> {
  const policyPath = policyPathSchema.safeParse(world.env.STORAGE_DRIVE_POLICY).data ?? null;
  return loadConfiguration({
    dataDir: world.folders.roaming,
    localDir: world.folders.local,
    policyPath: policyPath === null ? null : resolve(policyPath),
    packaged: false,
    systemLanguage: languageOf(world.env),
  });
}

/** What to answer when policy or profile can't be read; null = they can. */
export function faultOf(configuration: Configuration, language: Language): Result<never> | null {
  const fault = configuration.problems.find(
    (code) => code === "POLICY_INVALID" || code === "POLICY_PROFILE_INVALID",
  );
  if (fault === undefined) return null;
  const detail = detailOf(configuration, fault, language);
  const note = detail === null ? {} : { note: `${wordsIn(language).policy.detail}: ${detail}` };
  return { exit: EXIT.refused, error: fault, ...note };
}

/** Which files and fields are wrong, for the administrator whose they are; null where that isn't known. */
export function detailOf({ causes }: Configuration, fault: ErrorCode, language: Language): string | null {
  const told = causes.flatMap(({ code, cause }) => {
    if (code !== fault || !(cause instanceof ConfigFileError)) return [];
    const words = configFaultWords(cause.fault, language);
    return [plain(cause.place === null ? words : `${cause.place}: ${words}`)];
  });
  return told.length === 0 ? null : told.join("\n");
}
