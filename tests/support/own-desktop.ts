/** A PC for each file of tests: its display, its bus with an unlocked keychain, and on that, later, its desktop. */
import { afterAll } from "vitest";
import { startDisplay } from "../../scripts/display.mjs";
import { startKeyring } from "../../scripts/keyring.mjs";
import { closeDesktops } from "./desktop.ts";

const [display, keyring] = await Promise.all([startDisplay(), startKeyring({ isolated: true })]);
Object.assign(process.env, display.env, keyring.env);

afterAll(async () => {
  await closeDesktops();
  await Promise.all([display.stop(), keyring.stop()]);
});
