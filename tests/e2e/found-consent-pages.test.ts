import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encoded } from "../consent/encoded.ts";
import { FOUND_PAGES, type FoundPage } from "../consent/pages/found.ts";
import { Person } from "../support/office.ts";
import { type PagePc, startPagePc } from "../support/page-pc.ts";
import { until } from "../support/wait.ts";

// The same pages as in tests/consent, here through the whole client: from ログイン to the person's yes and what it says.
// All of them in the long form; else every third, as what is seen and sent of each is looked at there.
const long = process.env.STORAGE_DRIVE_TEST_LONG === "1";
const PAGES = long ? FOUND_PAGES : FOUND_PAGES.filter((_page, index) => index % 3 === 0);

/** What a page sends on its own account comes within that time. */
const LINGER_MS = 300;

let pc: PagePc;
let shown: FoundPage;
beforeAll(async () => {
  pc = await startPagePc({
    policy: { startupLogin: false },
    loginPath: "/login",
    serve(_request, response, { pathname }) {
      if (pathname === "/login") response.writeHead(302, { location: shown.path }).end();
      else if (pathname === shown.path) {
        const { port } = new URL(pc.operator);
        const html = shown.html
          .replaceAll("{at}", "")
          .replaceAll("{here}", pc.operator)
          .replaceAll("{elsewhere}", `http://elsewhere.localhost:${port}`);
        response.writeHead(200, { "content-type": `text/html; charset=${shown.charset}` });
        response.end(encoded(html, shown.charset));
      } else if (pathname.startsWith("/own/")) response.writeHead(204).end();
      else return false;
      return true;
    },
  });
  await until("it has started", () =>
    pc.client.status().then(
      ({ state }) => state === "signed-out",
      () => false,
    ),
  );
});
afterAll(() => pc.close());

describe("a consent page is answered exactly as it was shown, or left to the person (reliability 8)", () => {
  test.each(PAGES.map((page) => ({ page, name: page.name, want: page.want })))(
    "$name: $want",
    async ({ page }) => {
      shown = page;
      const { client } = pc;
      const before = pc.arrivals().length;
      const arrived = () =>
        pc
          .arrivals()
          .slice(before)
          .filter(({ path }) => !path.startsWith("/own/"));
      const left = async () => {
        const { state, reason } = await client.status();
        return state === "attention" && reason !== null;
      };
      const asked = async () => (await client.pages()).some((one) => one.url().includes("#/consent"));
      const login = client.command("login");
      await until("asked about or left", async () => (await asked()) || (await left()));
      let sent = false;
      if (await asked()) {
        await new Person(client).consent();
        await until("answered or left", async () => arrived().length > 0 || (await left()));
        sent = arrived().length > 0;
      }
      await new Promise((done) => setTimeout(done, LINGER_MS));
      const got = arrived();
      await client.command("logout");
      await login;
      await client.statusWhere(
        "it has ended",
        ({ state, windows }) => state === "signed-out" && windows.length === 0,
      );
      expect(got).toEqual(sent ? [{ method: "POST", path: "/answer", body: page.body }] : []);
      if (page.want !== "either") expect(sent ? "sent" : "left").toBe(page.want);
    },
    30_000,
  );
});
