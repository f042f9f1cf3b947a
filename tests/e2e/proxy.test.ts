import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import { createKeychain } from "../../src/main/keychain/keychain.ts";
import { proxyEntry } from "../../src/main/network/proxy-logins.ts";
import { KEYCHAIN_SERVICE } from "../../src/shared/keychain-service.ts";
import { searchFolder, searchText } from "../support/canary.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { type Office, openOffice, Person, seesLoginWindows } from "../support/office.ts";
import { hasSquid, type Squid, startSquid } from "../support/squid.ts";
import { until } from "../support/wait.ts";

// reliability 30: an office whose proxy asks for a name and a password, for pages and the client's own requests alike.

const OFFICE = { user: "hanako", password: "Canary-proxy-7" };

describe.skipIf(!hasSquid || !hasGnomeKeyring)("behind a real squid that asks who is there", () => {
  let office: Office;
  let squid: Squid;
  let keyring: Keyring;

  beforeEach(async () => {
    office = await openOffice();
    const hosts = Object.values(office.service.ready.origins[office.id] ?? {}).map(
      (origin) => new URL(origin).hostname,
    );
    squid = await startSquid({ hosts: [...new Set(hosts)], credentials: OFFICE });
    keyring = await startKeyring({ isolated: true });
    Object.assign(office.policy, { proxy: { server: squid.url, bypass: ["<-loopback>"] } });
  });
  afterEach(async () => {
    await office.close();
    await squid.close();
    await keyring.stop();
  });

  async function know(credentials: typeof OFFICE): Promise<void> {
    const keychain = createKeychain({
      fork: () => forkKeychain(keyring.env),
      serviceName: KEYCHAIN_SERVICE,
    });
    await keychain.set(proxyEntry(`127.0.0.1:${squid.port}`), JSON.stringify(credentials));
    await keychain.close();
  }

  const start = () => office.startPc(keyring.env as Record<string, string>);

  test("the first login goes through, pop-ups and the consent page too", async () => {
    await know(OFFICE);
    const client = await start();
    await new Person(client).logInFirstTime(office.account);
    await until("squid's lines", () => squid.log().some((line) => line.includes("/kaisen/")));
    const passed = squid.log().filter((line) => !line.includes(" 407 "));
    expect(
      passed.every((line) => line.endsWith(" hanako")),
      passed.join("\n"),
    ).toBe(true);
  });

  test("a password that isn't taken is tried once; with the right one the login goes on", async () => {
    await know({ ...OFFICE, password: "wrong" });
    const client = await start();
    await client.statusWhere("the proxy's refusal", ({ reason }) => reason === "NET_PROXY_AUTH");
    await seesLoginWindows(client, 0);
    const asked = () => squid.log().filter((line) => line.includes(" 407 "));
    await until("it was tried by itself again", () => asked().length > 2);
    expect(asked().filter((line) => line.endsWith(" hanako"))).toHaveLength(1);
    // The person says it in the status window; from then on nobody is asked again.
    await client.menu("状態を表示");
    const window = await client.page("the proxy's question", (page) =>
      page.getByLabel("ユーザー名").isVisible(),
    );
    await window.getByLabel("ユーザー名").fill(OFFICE.user);
    await window.getByLabel("パスワード").fill(OFFICE.password);
    await window.getByRole("button", { name: "保存してログイン" }).click();
    await new Person(client).logInFirstTime(office.account);
    await client.quit();
    const secrets = [{ name: "proxy password", secret: OFFICE.password }];
    expect((await searchFolder(office.dataDir, secrets)).sightings).toEqual([]);
    expect(searchText("output", client.output(), secrets)).toEqual([]);
  });

  test("a proxy that the OS's settings name may ask its person, too", async () => {
    delete office.policy.proxy;
    const ofOs = { http_proxy: squid.url, no_proxy: "<-loopback>" };
    const client = await office.startPc({ ...keyring.env, ...ofOs } as Record<string, string>);
    await client.statusWhere("the proxy's question", ({ reason }) => reason === "NET_PROXY_AUTH");
    await client.menu("状態を表示");
    await client.page("the form", (page) => page.getByLabel("ユーザー名").isVisible());
  });
});
