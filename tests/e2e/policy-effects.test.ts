import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { type Office, openOffice, seesLoginWindows } from "../support/office.ts";
import { openGuide } from "../support/open-guide.ts";

// What policy fixes and no other test shows: it is really so in the client that runs.

let office: Office;
let keyring: Keyring | null = null;
afterEach(async () => {
  await office.close();
  await keyring?.stop();
  keyring = null;
});

test.skipIf(!hasGnomeKeyring)(
  "a keychain that is required and isn't there: nobody is asked to type, and whom to ask is said",
  async () => {
    const supportContact = { name: "情報システム部", phone: "内線 1234", hours: "平日 9:00~17:00" };
    office = await openOffice({ policy: { requireKeychain: true, supportContact, startupLogin: false } });
    keyring = await startKeyring({ isolated: true });
    await keyring.stopDaemon();
    const client = await office.startPc(keyring.env as Record<string, string>);
    await client.command("login", "--timeout", "15");
    await client.statusWhere("it is refused", ({ reason }) => reason === "STORE_MISSING");
    await seesLoginWindows(client, 0);
    expect(await office.events({ type: "authorize" })).toEqual([]);
    const guide = await openGuide(client);
    await guide.getByRole("button", { name: "うまくいきません" }).click();
    for (const said of Object.values(supportContact)) await guide.getByText(said, { exact: true }).waitFor();
  },
);

test("the log holds what went wrong alone, and nothing older than policy says", async () => {
  office = await openOffice({ policy: { logLevel: "error", logDays: 2, startupLogin: false } });
  const logs = join(office.dataDir, "logs");
  mkdirSync(logs);
  const line = (days: number) =>
    `{"at":"${new Date(Date.now() - days * 86_400_000).toISOString()}","level":"info","event":"day-${days}"}\n`;
  const young = line(1);
  writeFileSync(join(logs, "client.log"), line(3) + young);
  const client = await office.startPc();
  await client.statusWhere("signed out", ({ state }) => state === "signed-out");
  await client.quit();
  const text = readFileSync(join(logs, "client.log"), "utf8");
  expect(text).not.toContain("day-3");
  expect(text.split("\n").filter((one) => one.includes('"level":"info"'))).toEqual([young.trim()]);
});
