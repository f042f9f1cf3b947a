import type { ConfigFault } from "../../shared/config-fault.ts";
import { configFaultWords } from "../../shared/locales/config-fault-words.ts";

/** Why an administrator's file can't be used. */
export class ConfigFileError extends Error {
  readonly fault: ConfigFault;
  /** The file, or the registry key; null where that isn't known yet. */
  readonly place: string | null;

  constructor(fault: ConfigFault, place: string | null = null, options?: ErrorOptions) {
    super(configFaultWords(fault, "en"), options);
    this.name = "ConfigFileError";
    this.fault = fault;
    this.place = place;
  }
}

/** The same, of this place, unless it knows its own: whatever went wrong there, an administrator learns where. */
export function placed(thrown: unknown, place: string): ConfigFileError {
  const fault: ConfigFault =
    thrown instanceof ConfigFileError ? thrown.fault : { what: "unreadable", code: nodeCode(thrown) ?? "?" };
  const own = thrown instanceof ConfigFileError ? thrown.place : null;
  return new ConfigFileError(fault, own ?? place, { cause: thrown });
}

/** Node's code, such as EACCES. */
export function nodeCode(thrown: unknown): string | null {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : null;
}
