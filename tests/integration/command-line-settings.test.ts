import { afterEach, beforeEach, expect, test } from "vitest";
import { en } from "../../src/shared/locales/en.ts";
import { ja } from "../../src/shared/locales/ja.ts";
import { standInClient, storageDrive, temporaryFolder } from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
let client: Awaited<ReturnType<typeof standInClient>>;

beforeEach(async () => {
  folder = temporaryFolder();
  client = await standInClient(folder.path);
});
afterEach(async () => {
  await client.close();
  folder.remove();
});

const cli = (...args: string[]) => storageDrive(folder.path, args);
const json = async (...args: string[]) => {
  const { exit, out } = await cli(...args, "--json");
  return { exit, object: JSON.parse(out) };
};

test("settings are told with value, who decided them and whether they can be changed", async () => {
  expect(await json("settings")).toEqual({ exit: 0, object: { ok: true, value: client.told } });
  const { exit, out, err } = await cli("settings");
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  expect(out).toMatch(/^service +omakase +サービス +既定 +できます。$/mu);
  expect(out).toMatch(/^proxy +http:\/\/proxy\.example:8080 <local> +プロキシサーバー +利用者の設定/mu);
  expect(out).toContain(ja.settings.locked["machine-policy"]);
  expect(out).toContain(ja.settings.notInstalled);
  expect((await cli("settings", "--lang", "en")).out).toMatch(/^service +omakase +Service +default +Yes$/mu);
});

test("a change goes to the client as it was written, and is answered with what holds", async () => {
  const { exit, object } = await json("settings", "set", "proxy", "proxy.example:8080", "<local>");
  expect({ exit, calls: client.calls }).toEqual({ exit: 0, calls: ["set proxy proxy.example:8080 <local>"] });
  expect(object.value).toEqual({ ...client.told.settings[2], waiting: false });
  const { out } = await cli("settings", "reset", "proxy");
  expect(out).toContain(ja.settings.saved);
  expect(client.calls).toContain("reset proxy");
});

test("what waits for the end of a login says so", async () => {
  client.told = { ...client.told, waiting: true };
  expect((await cli("settings", "set", "proxy", "direct")).out).toContain(ja.settings.waiting);
});

test.each([
  ["language", "en", "machine-policy"],
  ["autostart", "on", null],
] as const)("%s, which can't be changed, is refused with the window's reason", async (name, value, by) => {
  const { exit, object } = await json("settings", "set", name, value, "--lang", "en");
  const reason = by === null ? en.settings.notInstalled : en.settings.locked[by];
  expect({ exit, calls: client.calls }).toEqual({ exit: 8, calls: [] });
  expect(object).toMatchObject({
    ok: false,
    error: {
      code: "CLI_SETTING_LOCKED",
      message: expect.stringContaining(reason),
      nextStep: expect.stringMatching(/.+/u),
    },
  });
});

test.each([
  ["set language fr", "ja / en"],
  ["set service evil", "omakase"],
  ["set proxy user:secret@proxy.example:8080", "proxy.example.co.jp:8080"],
  ["reset autostart", "on / off"],
])("settings %s is bad usage: nothing is asked, and what can be given is said", async (line, forms) => {
  const { exit, object } = await json("settings", ...line.split(" "));
  expect({ exit, calls: client.calls }).toEqual({ exit: 2, calls: [] });
  expect(object).toMatchObject({ error: { code: "CLI_USAGE", nextStep: expect.stringContaining(forms) } });
});

test("a setting that there isn't is bad usage; the help names those there are", async () => {
  const { exit, err } = await cli("settings", "set", "issuer", "https://evil.example");
  expect(exit).toBe(2);
  expect(err).toContain("issuer");
  expect(err).toContain("startupLogin");
});

test.each(["settings", "settings set language en", "settings reset language"])(
  "%s without a client exits 7 and says how to start one",
  async (line) => {
    await client.close();
    const { exit, object } = await json(...line.split(" "));
    expect(exit).toBe(7);
    expect(object.error).toMatchObject({
      code: "CLI_NOT_RUNNING",
      nextStep: expect.stringContaining("storage-drive login"),
    });
  },
);
