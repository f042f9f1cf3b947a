import type { Facts } from "../../core/doctor/report.ts";
import { ConfigFileError } from "../config/config-file-error.ts";
import type { Configuration } from "../config/configuration.ts";

/** What is wrong is told in a sentence; it isn't the place for a whole file. */
const MOST_FIELDS = 5;

/** Which file or registry key the gravest problem is in, and which of its fields; never what is written there. */
export function configurationFacts({
  causes,
  problems,
  service,
  policyPlace,
}: Pick<Configuration, "causes" | "problems" | "service" | "policyPlace">): Facts {
  const [gravest] = problems;
  if (gravest === undefined) return { service };
  if (gravest.startsWith("SETTINGS_")) return { service, file: "settings.json" };
  const behind = causes.find(({ code }) => code === gravest)?.cause;
  const { fault = null, place = null } = behind instanceof ConfigFileError ? behind : {};
  const fields = fault?.what === "fields" ? fault.fields.slice(0, MOST_FIELDS).map(({ at }) => at) : [];
  return {
    service,
    file: place ?? policyPlace,
    ...(fault === null ? {} : { fault: fault.what }),
    ...(fields.length === 0 ? {} : { fields: fields.join(", ") }),
    ...(fault !== null && "line" in fault ? { line: fault.line } : {}),
  };
}
