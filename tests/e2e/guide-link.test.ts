import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jaRecoveryBranches } from "../../src/shared/locales/ja-recovery-branches.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { exitOf, type RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";

// storage-drive://guide?step=… as the OS hands it over: among the arguments of a start.

let office: Office;
beforeEach(async () => {
  office = await openOffice({ policy: { startupLogin: false } });
});
afterEach(() => office.close());

const LINK = "storage-drive://guide?step=password-forgotten";
const HOSTILE = [
  "storage-drive://guide?step=password-forgotten&code=stolen&state=stolen",
  "storage-drive://callback?code=stolen&state=stolen",
  "STORAGE-DRIVE://guide",
];

const isGuide = ({ kind, visible }: { kind: string; visible: boolean }) => kind === "guide" && visible;
const guideShown = (client: RunningClient) =>
  client.statusWhere("the guide is shown", ({ windows }) => windows.some(isGuide));
const logOf = () => {
  const folder = join(office.dataDir, "logs");
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("");
};
const secondStart = async (link: string) => {
  const second = await office.startPc({}, { args: [link], eyes: false });
  expect(await exitOf(second)).toEqual([0, null]);
};

test("as a first start the link opens the guide at its step", async () => {
  const client = await office.startPc({}, { args: [LINK] });
  await guideShown(client);
  const guide = await client.page("the guide", (page) => page.url().includes("#/guide"));
  await guide
    .getByRole("heading", { name: jaRecoveryBranches["password-forgotten"].title, exact: true })
    .waitFor();
});

test("as a second start it opens the guide, and a login under way goes on undisturbed", async () => {
  const client = await office.startPc();
  await client.menu("ログイン");
  const page = await new Person(client).loginPage();
  await page.getByLabel("メールアドレス").fill(office.account.mail);
  const requests = await office.events({ type: "authorize" });
  await secondStart(LINK);
  await guideShown(client);
  expect(await page.getByLabel("メールアドレス").inputValue()).toBe(office.account.mail);
  expect(await office.events({ type: "authorize" })).toEqual(requests);
});

test("what isn't exactly such a link opens nothing, as a first start and as a second, and is noted by a word (reliability 7)", async () => {
  const client = await office.startPc({}, { args: [HOSTILE[0] ?? ""] });
  await client.statusWhere("signed out", (status) => status.state === "signed-out");
  for (const link of HOSTILE) await secondStart(link);
  await until("it is noted", () => logOf().split("link-refused").length - 1 >= HOSTILE.length + 1);
  expect((await client.status()).windows).toEqual([]);
  expect(logOf()).not.toContain("stolen");
});
