import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ConsentVariant } from "../../service/state/fault-schema.ts";
import { managedPolicy, type Office, openOffice, Person } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";

// IT says who logs in and that the line operator may be told: the person types a password and presses ログイン.

let service: ReferenceService;
let office: Office;
beforeAll(async () => {
  service = await startReferenceService({ services: ["omakase"] });
});
afterAll(() => service.close());
beforeEach(() => service.admin.reset());
afterEach(() => office.close());

type Approval = Readonly<Record<string, string>>;

/** A PC of an office whose IT says so, but for what is changed of it. */
async function managedPc(change: Approval = {}): Promise<RunningClient> {
  const plain = await openOffice({ service });
  const { consentApproval, ...rest } = managedPolicy(plain);
  await plain.close();
  office = await openOffice({
    service,
    policy: { ...rest, consentApproval: { ...consentApproval, ...change } },
  });
  return office.startPc();
}

const PRESSED = ["notified", "refused", "lookalike-pressed"];
const presses = async () =>
  (await office.events({ type: "consent" })).filter((event) => PRESSED.includes(event.outcome));
const panels = async (client: RunningClient) =>
  (await client.pages()).filter((page) => page.url().includes("#/consent"));
const online = (status: { state: string }) => status.state === "online";

test("a password and ログイン are all, nobody is asked, and the person learns who approved it", async () => {
  const client = await managedPc();
  const person = new Person(client);
  await person.passwordAndLogIn(office.account);
  await client.statusWhere("online", online);
  expect(person.actions).toEqual(["パスワードを入力", "ログインを押す"]);
  expect(await presses()).toHaveLength(1);

  const all = await until("both are told", async () => {
    const notices = await client.notifications();
    return notices.length >= 2 ? notices : null;
  });
  expect(all.map(({ title }) => title).join()).toContain("回線情報通知に「通知する」と回答しました");
  expect(all.map(({ body }) => body).join()).toContain(
    "情報システム部 鈴木が2026年4月1日に承認した設定により",
  );
  expect(all.map(({ title }) => title)).toContain("ログインが完了しました");

  await client.pressTray();
  const status = await client.page("the status window", (page) => page.url().includes("#/status"));
  const notice = status.getByRole("region", { name: "回線情報通知" });
  await notice.waitFor();
  const text = (await notice.textContent()) ?? "";
  for (const said of [
    "情報システム部 鈴木",
    "2026年4月1日",
    "NTT東日本株式会社",
    "コワークストレージ",
    "CAF1234567890",
  ])
    expect(text).toContain(said);
});

describe("the person is asked", () => {
  test.each<[string, Approval]>([
    ["for another operator", { operator: "https://kaisen.example" }],
    ["for another recipient", { recipient: "NTT西日本株式会社" }],
    ["for another service", { service: "べつのストレージ" }],
    ["that is over", { until: "2026-04-02" }],
    ["of the future", { at: "2999-01-01" }],
    ["that nobody can read", { at: "昨日" }],
    ["without a name", { by: "" }],
  ])("where the approval is one %s", async (_what, change) => {
    const client = await managedPc(change);
    const person = new Person(client);
    await person.passwordAndLogIn(office.account);
    await person.consentPanel();
    expect(await presses()).toHaveLength(0);
    await person.consent();
    await client.statusWhere("online", online);
    expect(await presses()).toHaveLength(1);
    expect((await client.notifications()).map(({ title }) => title).join()).not.toContain("回答しました");
  });
});

test.each<ConsentVariant>(["changed-label", "two-forms", "iframe", "english"])(
  "a page in the shape %s is left to the person, whatever was approved (reliability 8)",
  async (variant) => {
    const client = await managedPc();
    await service.admin.addFault({ kind: "consent", variant, times: 5 });
    await new Person(client).passwordAndLogIn(office.account);
    await client.statusWhere("the person is needed", ({ state }) => state === "attention");
    await until("the reason", async () =>
      ["LINE_CONSENT_DOUBT", "AUTH_UNKNOWN_PAGE"].includes((await client.status()).reason ?? ""),
    );
    expect(await panels(client)).toHaveLength(0);
    expect(await presses()).toHaveLength(0);
  },
);

test("a look-alike of the operator's host isn't gone to, whatever was approved (reliability 8)", async () => {
  const client = await managedPc();
  await service.admin.addFault({ kind: "consent", variant: "lookalike", times: 5 });
  await new Person(client).passwordAndLogIn(office.account);
  await client.statusWhere("it isn't known", ({ reason }) => reason === "LINE_OPERATOR_UNKNOWN");
  expect(await presses()).toHaveLength(0);
});

test.each<ConsentVariant>(["popup", "late", "double-render"])(
  "a page in the shape %s is answered once",
  async (variant) => {
    const client = await managedPc();
    await service.admin.addFault({ kind: "consent", variant });
    const person = new Person(client);
    await person.passwordAndLogIn(office.account);
    await client.statusWhere("online", online);
    expect(person.actions).toHaveLength(2);
    expect(await presses()).toHaveLength(1);
  },
);
