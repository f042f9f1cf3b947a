import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import { loopbackRequest } from "../../service/web/loopback-request.ts";
import { Visitor } from "./service-visitor.ts";

let service: ReferenceService;
let person: Visitor;
let home = "";
beforeAll(async () => {
  service = await startReferenceService({ services: ["cowork", "codec"] });
  home = new URL("/", service.ready.admin).href;
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.admin.reset();
  person = new Visitor();
});

/** The text of the page's form that goes to this path. */
async function send(path: string, values: Readonly<Record<string, string>>) {
  const page = await person.open(`${home}training`);
  const token = /name="form" value="([^"]*)"/u.exec(page.body)?.[1] ?? "";
  return person.open(`${home}training/${path}`, { form: token, ...values });
}

test("the start page has every door and every account of the services that run, and no other", async () => {
  const { body } = await person.open(home);
  for (const { mail, password } of service.ready.accounts) {
    expect(body).toContain(mail);
    expect(body).toContain(password);
  }
  for (const origins of Object.values(service.ready.origins))
    for (const door of [origins.internet, origins.line, origins.contract, origins.web])
      expect(body).toContain(door);
  expect(body).not.toContain("omakase");
});

test("it also has what is typed at the outside providers, and what a second factor needs", async () => {
  const { body } = await person.open(home);
  for (const { sub, login, password } of (await service.admin.setUpstream({})).accounts) {
    if (sub === "yoso") continue;
    expect(body).toContain(login);
    expect(body).toContain(password);
  }
  const users = await service.admin.users();
  for (const { recoveryCode } of users) if (recoveryCode !== null) expect(body).toContain(recoveryCode);
  expect(body).toContain("adfs-coworkdemo2025");
});

test("the outbox shows mail with its link, and only the chosen person's", async () => {
  expect((await person.open(`${home}outbox`)).body).toContain("まだ何も送信されていません");
  for (const mail of ["keiyakusha@cowork.example", "riyousha@cowork.example"]) {
    const page = await person.open(`${service.ready.origins.cowork?.internet}/reset-request`);
    await person.submit(page, { mail });
  }
  const [first, second] = await service.admin.mail();
  const all = (await person.open(`${home}outbox`)).body;
  expect(all).toContain(first?.link?.replaceAll("&", "&#38;"));
  expect(all.indexOf("riyousha@")).toBeLessThan(all.lastIndexOf("keiyakusha@")); // the newest first
  const one = (await person.open(`${home}outbox?to=${second?.to}`)).body;
  expect(one).toContain(second?.link ?? "?");
  expect(one).not.toContain(first?.link ?? "?");
});

test("the line, the next consent page and the clock are set, and all of it is reset", async () => {
  await send("line", { region: "other", number: "CAF0000000000" });
  expect(await service.admin.line()).toEqual({ region: "other", number: "CAF0000000000", ipv6: false });
  expect((await send("consent", { variant: "late" })).body).toContain("待っているもの: 1件");
  expect((await send("clock", { days: "31" })).body).toContain("31日ずれています");
  const date = (await loopbackRequest(home)).headers.date;
  expect(Date.parse(String(date)) - Date.now()).toBeGreaterThan(-60_000); // in this process the clock is shifted too
  await send("reset", { sure: "yes" });
  expect((await service.admin.line()).region).toBe("west");
  expect((await person.open(`${home}training`)).body).toContain("0日ずれています");
});

test.each([
  ["line", { region: "north", number: "CAF1234567890" }],
  ["line", { region: "west", number: " " }],
  ["line", { region: "west", number: "x".repeat(41) }],
  ["consent", { variant: "" }],
  ["consent", {}],
  ["clock", { days: "" }],
  ["clock", { days: "<script>alert(1)</script>" }],
  ["clock", { days: "999999" }],
  ["reset", {}],
])("bad input to %s is answered in words and changes nothing: %j", async (path, values) => {
  const events = (await service.admin.events()).length;
  const page = await send(path, values as Record<string, string>);
  expect(page.status).toBe(200);
  expect(page.body).toContain('class="problem"');
  expect(page.body).not.toContain("<script>alert");
  expect(page.body).not.toMatch(/Invalid|expected/u);
  expect((await service.admin.line()).region).toBe("west");
  expect((await service.admin.events()).length).toBe(events);
});

test("a form of another site, or without this browser's token, is refused", async () => {
  const page = await person.open(`${home}training/reset`, { form: "guessed", sure: "yes" });
  expect(page.status).toBe(400);
  const foreign = await loopbackRequest(`${home}training/reset`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "http://evil.localhost",
      cookie: "form=x",
    },
    body: "form=x&sure=yes",
  });
  expect(foreign.status).toBe(400);
  expect((await person.open(`${home}nothing`)).status).toBe(404);
});
