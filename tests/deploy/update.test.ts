import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { NAME } from "../../scripts/package/linux.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";
import { UpdateServer } from "../support/update-server.ts";
import { until } from "../support/wait.ts";
import * as pc from "./installed.ts";

// The packaged client keeps itself new, on Electron, from a server on loopback. The harness is its AppImage: a script that
// starts what would be inside, as the runtime that makes a real one isn't to be had here. All else is what is shipped.

const { FIRST, NEXT } = pc;
let office: Office;
let server: UpdateServer;
let client: RunningClient;
let appImage: string;

/** As large as what a release is made of comes in several pieces. */
const PADDING = `\n# ${"x".repeat(650_000)}\n`;

beforeAll(async () => {
  office = await openOffice();
  server = new UpdateServer();
  const { url, keys } = await server.start();
  const dir = mkdtempSync(join(tmpdir(), "self-updating-"));
  const program = (version: string) => {
    const folder = join(dir, version);
    pc.said("dpkg", "-x", pc.debOf(version), folder);
    const resources = join(folder, pc.HOME, "resources");
    writeFileSync(join(resources, "package-type"), "appimage\n");
    const setup = { provider: "custom", updaterCacheDirName: NAME, keys };
    writeFileSync(join(resources, "app-update.yml"), JSON.stringify(setup));
    return `#!/bin/sh\nAPPIMAGE="$0" exec ${join(folder, pc.HOME, NAME)} "$@"${PADDING}`;
  };
  pc.said("chmod", "755", dir);
  mkdirSync(join(dir, "own"));
  appImage = join(dir, "own", "drive.AppImage");
  writeFileSync(appImage, program(FIRST), { mode: 0o755 });
  giveToOrdinaryUser(join(dir, "own"));
  await server.publish(NEXT, "appimage", program(NEXT));
  pc.writePolicy({ ...office.policy, updateServer: url });
});

afterAll(async () => {
  await client.quit().catch(() => {});
  pc.removePolicy();
  await office.close();
  await server.close();
});

test("a new version is found, shown with what is new, installed during nobody's login, and goes on with the session", async () => {
  client = await startClient({ dataDir: office.dataDir, policy: {}, program: [appImage] });
  const person = new Person(client);
  await person.loginPage();
  await client.menu("このアプリについて");
  const window = await client.page("the about view", (page) => page.url().endsWith("#/about"));
  await window.getByRole("button", { name: "今すぐ確認" }).click();
  const ready = `バージョン${NEXT}に更新できます`;
  await window.getByText(ready).waitFor({ timeout: 30_000 });
  expect(server.asked.map((one) => one.split(" ")[0])).toEqual([
    "stable.jws",
    ...Array(3).fill(`drive-${NEXT}-x64.AppImage`),
  ]);
  await client.notification(`おまかせクラウドストレージ: 新しいバージョン${NEXT}があります`);
  await client.menu("新しいバージョンがあります…");
  await window.getByText("ログインが速くなりました。").waitFor();
  await window.getByRole("button", { name: "更新する" }).click();
  await window.getByText("ログインが終わると、自動で更新します。").waitFor();
  expect(await client.status()).toMatchObject({ version: FIRST });
  await office.mark();
  await person.typeAndLogIn(office.account);
  await person.consentPanel();
  expect(readFileSync(appImage, "utf8")).toContain(`/${FIRST}/`);
  await person.consent();
  await client.statusWhere("the new version", ({ version }) => version === NEXT, 60_000);
  const { tokenStore, windows } = await client.statusWhere("online", ({ state }) => state === "online");
  expect({ tokenStore, seen: windows.filter(({ visible }) => visible) }).toEqual({
    tokenStore: "ok",
    seen: [],
  });
  const logins = await office.events({ type: "authorize" });
  expect(readFileSync(appImage, "utf8")).toContain(`/${NEXT}/`);
  // Looked at again in the new version: it is the newest.
  await client.command("quit");
  await until("its end", async () => (await client.status().catch(() => null)) === null);
  client = await startClient({ dataDir: office.dataDir, policy: {}, program: [appImage] });
  await client.statusWhere("online", ({ state }) => state === "online");
  expect(await office.events({ type: "authorize" })).toEqual(logins);
  await client.menu("このアプリについて");
  const again = await client.page("the about view", (page) => page.url().endsWith("#/about"));
  await again.getByRole("button", { name: "今すぐ確認" }).click();
  await again.getByText("最新です").waitFor();
  expect(existsSync(join(office.dataDir, "updates"))).toBe(false);
});
