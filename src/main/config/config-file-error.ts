import type { ConfigFault } from "../../shared/config-fault.ts";
import { configFaultWords } from "../../shared/locales/config-fault-words.ts";

/** Why an administrator's file can't be used. */
export class ConfigFileError extends Error {
  readonly fault: ConfigFault;

  constructor(fault: ConfigFault) {
    super(configFaultWords(fault, "en"));
    this.name = "ConfigFileError";
    this.fault = fault;
  }
}
