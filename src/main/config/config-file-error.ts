import type { ConfigFault } from "../../shared/config-fault.ts";
import { configFaultWords } from "../../shared/locales/config-fault-words.ts";

/** Why an administrator's file can't be used. */
export class ConfigFileError extends Error {
  readonly fault: ConfigFault;
  /** The file, or the registry key; null where that isn't known yet. */
  readonly place: string | null;

  constructor(fault: ConfigFault, place: string | null = null) {
    super(configFaultWords(fault, "en"));
    this.name = "ConfigFileError";
    this.fault = fault;
    this.place = place;
  }
}

/** The same, of this place, unless it knows its own. */
export function placed(thrown: unknown, place: string): unknown {
  return thrown instanceof ConfigFileError && thrown.place === null
    ? new ConfigFileError(thrown.fault, place)
    : thrown;
}
