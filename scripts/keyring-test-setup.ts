import { startKeyring } from "./keyring.mjs";

/** Gives the test processes started after this a private keychain; set once when `npm test` already did. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.STORAGE_DRIVE_TEST_KEYRING === "private") return undefined;
  const keyring = await startKeyring({ isolated: true });
  Object.assign(process.env, keyring.env, { STORAGE_DRIVE_TEST_KEYRING: "private" });
  return keyring.stop;
}
