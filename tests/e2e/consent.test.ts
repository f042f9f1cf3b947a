import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ConsentVariant } from "../../service/state/fault-schema.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { loginWindows, type Office, openOffice, Person, seesLoginWindows } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";

let service: ReferenceService;
let office: Office;
let client: RunningClient;
beforeAll(async () => {
  service = await startReferenceService({ services: ["omakase"] });
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.admin.reset();
  office = await openOffice({ service });
  client = await office.startPc();
});
afterEach(() => office.close());

const online = (status: { state: string }) => status.state === "online";
const PRESSED = ["notified", "refused", "lookalike-pressed"];
const presses = async () =>
  (await office.events({ type: "consent" })).filter((event) => PRESSED.includes(event.outcome));

/** How many duplicate login dialogs the service has shown. */
const dialogs = async () => (await office.events({ type: "page", screen: "drive-login" })).length;

test.each<ConsentVariant>(["redirects", "popup", "late", "button-done", "double-render"])(
  "the consent page in the shape %s is asked about once and driven once",
  async (variant) => {
    await service.admin.addFault({ kind: "consent", variant });
    const person = new Person(client);
    await person.logInFirstTime(office.account);
    expect(await presses()).toHaveLength(1);
    expect(person.actions).toHaveLength(4);
  },
);

test.each<[ConsentVariant, ErrorCode]>([
  ["iframe", "AUTH_UNKNOWN_PAGE"],
  ["changed-label", "LINE_CONSENT_DOUBT"],
  ["english", "AUTH_UNKNOWN_PAGE"],
  ["two-forms", "LINE_CONSENT_DOUBT"],
])(
  "a consent page in the shape %s is left to the person: no question, no press (reliability 8)",
  async (variant, why) => {
    await service.admin.addFault({ kind: "consent", variant, times: 5 });
    await new Person(client).typeAndLogIn(office.account);
    await client.statusWhere(
      "the person is needed",
      ({ state, reason }) => state === "attention" && reason === why,
    );
    expect((await client.pages()).filter((page) => page.url().includes("#/consent"))).toHaveLength(0);
    expect(await presses()).toHaveLength(0);
    await until("a login window with the page", async () => (await loginWindows(client)).length > 0);
  },
);

test("a look-alike of the operator's host is never gone to, here or in their browser, and nobody pressed (reliability 8)", async () => {
  await service.admin.addFault({ kind: "consent", variant: "lookalike", times: 5 });
  await new Person(client).typeAndLogIn(office.account);
  const status = await client.statusWhere(
    "the operator isn't known",
    ({ state, reason }) => state === "attention" && reason === "LINE_OPERATOR_UNKNOWN",
  );
  expect(status.windows).toEqual([{ kind: "login", visible: true }]);
  const addresses = (await client.pages()).map((page) => page.url());
  expect(addresses.filter((url) => /#\/consent|kaisen-tsuchi/u.test(url))).toEqual([]);
  expect(client.openedOutside()).toEqual([]);
  expect(await presses()).toHaveLength(0);
});

test("a button that vanishes between the question and the yes isn't pressed, and the page is the person's", async () => {
  await service.admin.addFault({ kind: "consent", variant: "vanish", delayMs: 2_500 });
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await person.consentPanel();
  await client.statusWhere("left to the person", (status) => status.reason === "LINE_CONSENT_DOUBT", 15_000);
  expect(await presses()).toHaveLength(0);
});

test("a second page of the same kind is shown, not pressed: one press an attempt", async () => {
  await service.admin.addFault({ kind: "consent", variant: "second-page" });
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await person.consent();
  await client.statusWhere("left to the person", (status) => status.reason === "LINE_CONSENT_DOUBT");
  expect((await presses()).length).toBeLessThanOrEqual(1);
});

test("自分で操作する: the page is answered by hand and the login still mends itself", async () => {
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await person.consent("自分で操作する");
  const page = await client.page("the consent page", (one) => one.url().includes("/kaisen/notice"));
  await page.getByLabel("通知する", { exact: true }).check();
  await page.getByRole("button", { name: "決定" }).click();
  await client.statusWhere("online", online);
});

test("中止 on the panel ends the attempt and closes the login window", async () => {
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await person.consent("中止");
  await client.statusWhere("signed out", (status) => status.state === "signed-out");
  await until("no window is left", async () => (await client.status()).windows.length === 0);
  expect(await presses()).toHaveLength(0);
});

test("a remembered consent isn't asked for again on the next PC of the line", async () => {
  await new Person(client).logInFirstTime(office.account);
  await office.mark();

  const next = await openOffice({ service });
  try {
    const other = await next.startPc();
    await new Person(other).typeAndLogIn(next.account);
    await other.statusWhere("online", online);
    expect(await presses()).toHaveLength(0);
  } finally {
    await next.close();
  }
});

test("duplicate dialogs that show late, after the login is done, are closed too", async () => {
  await service.admin.addFault({ kind: "duplicates", count: 2, delayMs: 4_000 });
  const person = new Person(client);
  await person.logInFirstTime(office.account);
  expect(await dialogs()).toBe(0); // online first
  await until("both dialogs have come", async () => (await dialogs()) === 2);
  await seesLoginWindows(client, 0);
  expect((await client.status()).state).toBe("online");
  expect(person.actions).toHaveLength(4);
});

test.each([0, 1, 3])("%i duplicate login dialogs are closed and the login finishes", async (count) => {
  await service.admin.addFault({ kind: "duplicates", count });
  const person = new Person(client);
  await person.logInFirstTime(office.account);
  await seesLoginWindows(client, 0);
  expect(person.actions).toHaveLength(4);
  expect((await client.status()).state).toBe("online");
  // Fewer where the client goes on before the page's own script has run, which nobody misses.
  expect(await dialogs()).toBeLessThanOrEqual(count);
});
