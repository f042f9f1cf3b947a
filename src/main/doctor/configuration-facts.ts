import type { Facts } from "../../core/doctor/report.ts";
import { ConfigFileError } from "../config/config-file-error.ts";
import type { Configuration } from "../config/configuration.ts";
import { readPolicyFile } from "../config/policy.ts";

/** What is wrong is told in a sentence; it isn't the place for a whole file. */
const MOST_FIELDS = 5;

/**
 * Which file the gravest problem is in, and which of its fields; never what is written there.
 * @param policyFile where the policy is looked for; null where this OS has no such place
 */
export async function configurationFacts(
  { causes, problems, service }: Pick<Configuration, "causes" | "problems" | "service">,
  policyFile: string | null,
): Promise<Facts> {
  const [gravest] = problems;
  if (gravest === undefined) return { service };
  if (gravest.startsWith("SETTINGS_")) return { service, file: "settings.json" };
  const behind = causes.find(({ code }) => code === gravest)?.cause;
  const fault = behind instanceof ConfigFileError ? behind.fault : null;
  const profileFile = gravest === "POLICY_PROFILE_INVALID" ? await profileIn(policyFile) : null;
  const fields = fault?.what === "fields" ? fault.fields.slice(0, MOST_FIELDS).map(({ at }) => at) : [];
  return {
    service,
    file: profileFile ?? policyFile,
    ...(fault === null ? {} : { fault: fault.what }),
    ...(fields.length === 0 ? {} : { fields: fields.join(", ") }),
    ...(fault !== null && "line" in fault ? { line: fault.line } : {}),
    ...(gravest === "POLICY_PROFILE_INCOMPLETE" ? { fields: "issuer, clientId" } : {}),
  };
}

/** The profile's file that the policy names. */
async function profileIn(policyFile: string | null): Promise<string | null> {
  if (policyFile === null) return null;
  const read = await readPolicyFile(policyFile, { rootOnly: false }).catch(() => null);
  return read?.policy.profile ?? null;
}
