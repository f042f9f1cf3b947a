import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { openOffice, Person, seesLoginWindows } from "../support/office.ts";
import { type PagePc, startPagePc } from "../support/page-pc.ts";
import { until } from "../support/wait.ts";
import { xWindows } from "../support/x-windows.ts";

// reliability 37: pages as servers have them, in the client's login window on a real Electron.

let pc: PagePc | null = null;
afterEach(async () => {
  await pc?.close();
  pc = null;
});

const html = (response: ServerResponse, body: string) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html>${body}`);
  return true;
};
const LOGIN = `<title>ログイン</title><h1>ログイン</h1><form method="post" action="/in">
<label>メールアドレス <input name="mail" type="email"></label>
<label>パスワード <input name="password" type="password"></label><button>ログイン</button></form>`;
const QUESTION = `<title>回線情報通知</title><h1>回線情報通知</h1>
<p>サービス提供者名 : NTT東日本株式会社※</p><p>サービス名 : コワークストレージ</p>
<form method="post" action="/answer"><label><input type="radio" name="notify" value="yes">通知する</label>
<label><input type="radio" name="notify" value="no">通知しない</label><button>決定</button></form>`;
/** Asked for and never answered. */
const NEVER = { picture: '<img src="/never">', frame: '<iframe src="/never" hidden></iframe>' };

async function showing(body: string): Promise<PagePc> {
  pc = await startPagePc({
    serve: (_request, response, url) => {
      if (url.pathname === "/never") return true;
      return url.pathname === "/kaisen/notice" && html(response, body);
    },
  });
  return pc;
}

const loginShown = async ({ client }: PagePc) => {
  await until("the login window is there to be seen", async () =>
    (await client.status()).windows.some(({ kind, visible }) => kind === "login" && visible),
  );
};

test.each(Object.entries(NEVER))(
  "a login page with a %s that never comes is seen and shown all the same",
  async (_what, never) => {
    const shown = await showing(LOGIN + never);
    await shown.client.statusWhere("it is the person's", (status) => status.state === "attention", 10_000);
    await loginShown(shown);
  },
);

test.each(Object.entries(NEVER))(
  "a consent page with a %s that never comes is asked about and answered",
  async (_what, never) => {
    const shown = await showing(QUESTION + never);
    await new Person(shown.client).consent();
    await until("the answer", () => shown.arrivals().length > 0);
    expect(shown.arrivals()).toEqual([{ method: "POST", path: "/answer", body: "notify=yes" }]);
  },
);

test("a page with a script that never ends is shown, and told, although nothing can be seen of it", async () => {
  const shown = await showing(`${LOGIN}<script>setTimeout(() => { for (;;); }, 0)</script>`);
  await loginShown(shown);
  await shown.client.statusWhere("it is the person's", ({ reason }) => reason === "AUTH_UNKNOWN_PAGE");
});

test("an answer that is no page is no page to wait for: it is told, and asked for again", async () => {
  const answers = [204];
  pc = await startPagePc({
    serve: (_request, response, url) => {
      const status = url.pathname === "/kaisen/notice" ? answers.shift() : 404;
      if (status === undefined) return html(response, LOGIN);
      response.writeHead(status).end();
      return true;
    },
  });
  await pc.client.statusWhere("it is told", ({ reason }) => reason === "NET_UNEXPECTED_ANSWER");
  await loginShown(pc);
});

test("a login window that nobody asked to see shows no dialog of its page", async () => {
  let asked = "";
  pc = await startPagePc({
    knownPc: true, // so that a login that nobody asked for stays out of sight
    serve: (_request, response, url) => {
      if (url.pathname !== "/asked")
        return html(response, `${LOGIN}<script>fetch("/asked?answer=" + confirm("続けますか"))</script>`);
      asked = url.searchParams.get("answer") ?? "";
      response.writeHead(204).end();
      return true;
    },
  });
  await until("the page has its answer", () => asked || null);
  expect(asked).toBe("false");
  expect((await pc.client.status()).windows).toContainEqual({ kind: "login", visible: false });
  expect(xWindows("")).toEqual([]);
  // Once somebody looks, its dialogs are theirs.
  await pc.client.menu("ログイン画面を表示");
  await loginShown(pc);
  const page = await pc.client.page("the login page", (one) => one.url().includes("/kaisen/notice"));
  await until("its dialog", async () => {
    await page.evaluate(() => void setTimeout(() => confirm("続けますか")));
    return xWindows("").length > 0;
  });
});

test("図1 in the pop-up that the consent page came in stays when the login window has done its work", async () => {
  const office = await openOffice();
  try {
    await office.service.admin.addFault({ kind: "consent", variant: "popup" });
    const client = await office.startPc();
    await new Person(client).logInFirstTime(office.account);
    await seesLoginWindows(client, 1);
    expect((await client.status()).state).toBe("online");
  } finally {
    await office.close();
  }
});

test("who is killed right after a login still needs to type nothing: the window's cookies are on the disk", async () => {
  const office = await openOffice({ door: "internet" });
  try {
    const first = await office.startPc();
    await new Person(first).typeAndLogIn(office.account);
    await first.statusWhere("online", (status) => status.state === "online");
    await first.kill();
    await office.mark();
    // The token is gone with the provider; its session in the window's cookies isn't.
    await office.service.admin.addFault({ kind: "invalid_grant" });
    const second = await office.startPc();
    await second.statusWhere("online", (status) => status.state === "online");
    expect(await office.events({ type: "login", outcome: "success" })).toEqual([]);
  } finally {
    await office.close();
  }
});
