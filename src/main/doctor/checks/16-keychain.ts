import { keychainFinding } from "../../../core/doctor/pc-findings.ts";
import { errorCode } from "../../../core/errors.ts";
import type { Check } from "../check.ts";

/** Shorter than the client waits for a call: a report doesn't wait for somebody at a dialog. */
const LIMIT_MS = 8_000;

/** Whether the keychain takes an entry and gives it back. One that is locked isn't asked: that would open its dialog. */
export const keychain: Check = async ({ keychain: { isLocked, probe, program } }, signal) => {
  const late = new Promise<"STORE_TIMEOUT">((resolve) => {
    const timer = setTimeout(() => resolve("STORE_TIMEOUT"), LIMIT_MS);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
  const [locked, name] = await Promise.all([isLocked(), program()]);
  if (locked === true) return keychainFinding("locked", name);
  return keychainFinding(await Promise.race([probe().catch(errorCode), late]), name);
};
