import { afterEach, expect, test } from "vitest";
import { type PagePc, startPagePc } from "../support/page-pc.ts";

// A service's page that changed, in the client's login window on a real Electron: known by the profile's own signs.

let pc: PagePc | null = null;
afterEach(async () => {
  await pc?.close();
  pc = null;
});

const CHANGED = `<!doctype html><title>サインイン</title><h1>サインイン</h1>
<p role="alert">入力内容をご確認ください。</p><form method="post" action="/in">
<label>利用者ID <input name="id"></label>
<label>暗証番号 <input name="word" type="password"></label><button>次へ進む</button></form>`;
const SCREENS = {
  login: {
    title: { heading: ["サインイン"] },
    mail: { field: ["利用者ID"] },
    button: { button: ["次へ*"] },
  },
  "login-wrong-password": { alert: { alert: ["*入力内容をご確認*"] } },
};

test.each([
  ["without a word of it in the profile is the person's", {}, "AUTH_UNKNOWN_PAGE"],
  ["whose words the profile has is what it was", { overrides: { screens: SCREENS } }, "AUTH_WRONG_PASSWORD"],
])("a changed page %s", async (_what, policy, reason) => {
  pc = await startPagePc({
    loginPath: "/login",
    policy,
    serve: (_request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(CHANGED);
      return true;
    },
  });
  const told = await pc.client.statusWhere("the page is told", (status) => status.reason === reason, 15_000);
  expect(told.state).toBe("attention");
});
