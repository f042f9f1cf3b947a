import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { startReferenceService } from "../../service/start.ts";
import { loopbackRequest } from "../../service/web/loopback-request.ts";
import { type UpstreamMethod, upstreamOrigin, upstreamsOf } from "../../service/web/origins.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import {
  EAST,
  hasCode,
  headingOf,
  placeIn,
  problemsOf,
  runningService,
  textOf,
  titleOf,
  WEST,
} from "./service-place.ts";
import { claimsOf, driveRequest, type Landing, redeem, Visitor } from "./service-visitor.ts";

const PASSWORD = "Soto-2025";

const service = runningService();
const place = placeIn(service);
let person: Visitor;
beforeEach(() => {
  person = new Visitor();
});

const originOf = (id: ServiceId, method: UpstreamMethod) => upstreamOrigin(id, method, place.originsOf(id));

/** The login page's button pressed. */
async function press(
  id: ServiceId,
  method: UpstreamMethod,
  {
    who = person,
    door = "internet" as "internet" | "line",
    request = driveRequest({ prompt: "login" }),
  } = {},
) {
  const page = await who.open(place.front(id, door, request.query));
  const href = new RegExp(`<a href="(/federated/${method}[^"]*)"`, "u").exec(page.body)?.[1];
  if (href === undefined) throw new Error(`no button for ${method}`);
  return { page, request, landing: await who.open(new URL(href.replaceAll("&#38;", "&"), page.url).href) };
}

const linkedUser = async (id: ServiceId, method: UpstreamMethod) =>
  (await service.admin.users()).find((one) => one.service === id && one.method === method);

/** What is typed at a provider: by the user who is linked, or by the stranger. */
async function loginOf(id: ServiceId, method: UpstreamMethod, who: "linked" | "yoso" = "linked") {
  const { accounts } = await service.admin.setUpstream({});
  const sub = who === "linked" ? (await linkedUser(id, method))?.external : who;
  const found = accounts.find((one) => one.service === id && one.method === method && one.sub === sub);
  if (found === undefined) throw new Error(`${id} ${method} ${sub}`);
  return found.login;
}

/** Signs in at a provider's page, whether it asks on one page or on two. */
async function signIn(page: Landing, account: string, password = PASSWORD, who = person) {
  const onePage = page.body.includes('type="password"');
  if (onePage) return who.submit(page, { account, password });
  return who.submit(await who.submit(page, { account }), { password });
}

const cases = SERVICE_IDS.flatMap((id) =>
  upstreamsOf(id)
    .filter((method) => method !== "active-directory")
    .map((method) => [id, method] as const),
);

const FIRST_TITLE: Readonly<Record<Exclude<UpstreamMethod, "active-directory">, string>> = {
  google: "Google アカウントの選択",
  facebook: "Facebookにログイン",
  microsoft: "Microsoft サインイン",
  "d-account": "dアカウント ログイン",
  "ntt-east-business-id": "NTT東日本ビジネスID ログイン",
};

describe.each(cases)("%s, %s", (id, method) => {
  test("logs in without a second factor (facts A23), the provider on a host of its own", async () => {
    const { mail } = place.accountOf(id);
    const linked = await linkedUser(id, method);
    await service.admin.setUser({ service: id, mail: linked?.mail ?? mail, secondFactor: true });
    const { landing, request } = await press(id, method);
    expect(landing.url.origin).toBe(originOf(id, method));
    expect(titleOf(landing)).toBe(FIRST_TITLE[method as keyof typeof FIRST_TITLE]);
    expect(textOf(landing)).toContain("これは模擬サービスです");
    const end = await signIn(landing, await loginOf(id, method));
    expect(hasCode(end)).toBe(true);
    const answer = await redeem(place.originsOf(id).issuer, end, request);
    expect(claimsOf(answer.body.id_token)).toMatchObject({ sub: linked?.sub, email: linked?.mail });
    const [event] = await service.admin.events({ type: "login", outcome: "success" });
    expect(event).toMatchObject({ how: "federated", amr: ["federated"] });
  });

  test("an account that belongs to nobody here is told so in words, on the login page", async () => {
    const { landing, page } = await press(id, method);
    const back = await signIn(landing, await loginOf(id, method, "yoso"));
    expect(back.url.pathname).toBe(page.url.pathname);
    expect(problemsOf(back).join()).toContain(`この${PROFILES[id].federationWord}ではログインできません`);
    expect(await service.admin.events({ type: "login", outcome: "success" })).toEqual([]);
    const other = await person.submit(back, place.accountOf(id)); // and the other way is still open
    expect(hasCode(other)).toBe(true);
  });

  test("denied at the provider: back at the login page, in words", async () => {
    const { landing, page } = await press(id, method);
    const token = /name="form" value="([^"]*)"/u.exec(landing.body)?.[1] ?? "";
    const back = await person.open(`${landing.url.href}/cancel`, { form: token });
    expect(back.url.pathname).toBe(page.url.pathname);
    expect(problemsOf(back).join()).toContain("取り消されました");
  });

  test("a wrong password stays at the provider; empty, too long and script are answered in words", async () => {
    const { landing } = await press(id, method);
    const login = await loginOf(id, method);
    expect(problemsOf(await person.submit(landing, { account: "" }))).toContain(
      "アカウントを入力してください。",
    );
    expect(problemsOf(await person.submit(landing, { account: "x".repeat(5_000) })).length).toBeGreaterThan(
      0,
    );
    const scripted = await signIn(landing, `"><script>alert(1)</script>`);
    expect(scripted.body).not.toContain("<script>alert");
    expect(problemsOf(scripted)).toEqual(["アカウントまたはパスワードが正しくありません。"]);
    const wrong = await signIn(landing, login, "wrong");
    expect(wrong.url.origin).toBe(originOf(id, method));
    expect(problemsOf(await person.submit(wrong, { account: login, password: "" })).length).toBeGreaterThan(
      0,
    );
    expect((await person.open(landing.url.href, { account: login, password: PASSWORD })).status).toBe(400);
    expect(hasCode(await person.submit(wrong, { account: login, password: PASSWORD }))).toBe(true);
    expect((await person.submit(wrong, { account: login, password: PASSWORD })).status).toBe(410); // replayed
  });
});

test("codec has Google and Facebook alone; a host that it hasn't answers nothing", async () => {
  expect(upstreamsOf("codec")).toEqual(["google", "facebook"]);
  const url = upstreamOrigin("codec", "microsoft", place.originsOf("codec"));
  expect((await loopbackRequest(`${url}/`)).status).toBe(421);
  const page = await person.open(`${place.originsOf("codec").internet}/federated/microsoft?login=x`);
  expect(page.status).toBe(404);
});

test("a provider remembers its session; the second login types nothing there", async () => {
  const first = await press("omakase", "facebook");
  await signIn(first.landing, await loginOf("omakase", "facebook"));
  expect(hasCode((await press("omakase", "facebook")).landing)).toBe(true);
});

test("Google shows who is signed in, and lets another one be used", async () => {
  const first = await press("ot", "google");
  await signIn(first.landing, await loginOf("ot", "google"));
  const { landing: chooser } = await press("ot", "google");
  expect(titleOf(chooser)).toBe("Google アカウントの選択");
  expect(textOf(chooser)).toContain("外部 八重");
  expect(chooser.body).toContain("別のアカウントを使用");
  expect(hasCode(await person.submit(chooser, {}))).toBe(true);
  const again = (await press("ot", "google")).landing;
  const other = await person.open(`${again.url.href}?other`);
  expect(other.body).toContain('name="account"');
  const token = /name="form" value="([^"]*)"/u.exec(other.body)?.[1] ?? "";
  const foreign = await person.open(`${again.url.href}/choose`, { form: token, choice: "yoso" });
  expect(foreign.body).toContain('name="account"'); // nobody who isn't signed in can be chosen
});

test("logging out at the provider ends its session (facts A41)", async () => {
  const first = await press("omakase", "microsoft");
  await signIn(first.landing, await loginOf("omakase", "microsoft"));
  const home = await person.open(`${originOf("omakase", "microsoft")}/`);
  expect(textOf(home)).toContain("microsoft@microsoft.example");
  const out = await person.submit(home, {});
  expect(headingOf(out)).toBe("ログアウト");
  await person.submit(out, { logout: "yes" });
  const { landing } = await press("omakase", "microsoft");
  expect(titleOf(landing)).toBe("Microsoft サインイン");
});

test("a provider's buttons do nothing without their token, or from another browser", async () => {
  const { landing } = await press("omakase", "google");
  const { origin } = landing.url;
  const paths = [
    landing.url.pathname,
    `${landing.url.pathname}/cancel`,
    `${landing.url.pathname}/choose`,
    "/signout",
  ];
  for (const who of [person, new Visitor()])
    for (const path of paths) {
      const form = { form: "made-up", account: "google@google.example", choice: "google" };
      expect((await who.open(`${origin}${path}`, form)).status, path).toBe(400);
    }
  expect((await person.open(`${landing.url.href}/cancel`)).url.pathname).toBe(landing.url.pathname); // a link does nothing
  expect(hasCode(await signIn(landing, await loginOf("omakase", "google")))).toBe(true);
  expect((await person.open(landing.url.href)).status).toBe(410);
});

describe("disallowed_useragent", () => {
  const auth = async (method: UpstreamMethod, agent: string) => {
    const answer = await loopbackRequest(`${originOf("omakase", method)}/auth`, {
      headers: { "user-agent": agent },
    });
    return { status: answer.status, refused: answer.body.includes("disallowed_useragent") };
  };
  const ELECTRON =
    "Mozilla/5.0 (X11) AppleWebKit/537.36 drive/0.1.0 Chrome/140.0 Electron/45.4.1 Safari/537.36";
  const CHROME = "Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

  test("Google refuses an embedded view by its user agent, and no other provider does (reliability 6)", async () => {
    expect(await auth("google", ELECTRON)).toEqual({ status: 403, refused: true });
    expect(await auth("google", "Mozilla/5.0 (Linux; Android 14; wv) Chrome/140.0")).toMatchObject({
      refused: true,
    });
    expect(await auth("google", CHROME)).toMatchObject({ refused: false });
    expect(await auth("facebook", ELECTRON)).toMatchObject({ refused: false });
  });

  test("it can be always or never, whatever the user agent", async () => {
    await service.admin.setUpstream({ refuseEmbedded: "always" });
    const { landing } = await press("omakase", "google");
    expect(landing.status).toBe(403);
    expect(textOf(landing)).toContain("いつもお使いのブラウザ");
    await service.admin.setUpstream({ refuseEmbedded: "never" });
    expect(await auth("google", ELECTRON)).toMatchObject({ refused: false });
  });
});

describe("over the line", () => {
  test("the line is checked, and nothing else is asked", async () => {
    await service.admin.setLine(EAST);
    const { landing } = await press("cowork", "ntt-east-business-id", { door: "line" });
    expect(hasCode(await signIn(landing, await loginOf("cowork", "ntt-east-business-id")))).toBe(true);
    const [event] = await service.admin.events({ type: "login", outcome: "success" });
    expect(event).toMatchObject({ how: "line", amr: ["federated", "line"], host: "line" });
  });

  test("from West the consent is asked, and the broken return follows", async () => {
    await service.admin.setLine(WEST);
    const { landing } = await press("omakase", "facebook", { door: "line" });
    const notice = await signIn(landing, await loginOf("omakase", "facebook"));
    expect(titleOf(notice)).toBe("回線情報通知");
    const main = await person.submit(notice, { notify: "yes", always: "yes" });
    expect(main.url.origin).toBe(place.originsOf("omakase").web);
    const [event] = await service.admin.events({ type: "login", outcome: "success" });
    expect(event).toMatchObject({ how: "line", amr: ["federated", "line"] });
  });
});

test("回線認証のみ refuses it over the Internet too (facts A14)", async () => {
  await service.admin.setContract({ service: "ot", accessPath: "line-only" });
  const { landing } = await press("ot", "facebook");
  expect(titleOf(await signIn(landing, await loginOf("ot", "facebook")))).toBe("回線認証エラー");
});

test("an invited user's outside account doesn't let in yet", async () => {
  await service.admin.setUser({ service: "omakase", mail: "google@omakase.example", invited: true });
  const { landing } = await press("omakase", "google");
  expect(problemsOf(await signIn(landing, await loginOf("omakase", "google"))).join()).toContain(
    "ログインできません",
  );
});

describe("an answer that isn't the provider's", () => {
  const callback = (query: Record<string, string>) =>
    person.open(`${place.originsOf("omakase").internet}/federated/callback?${new URLSearchParams(query)}`);

  test("nobody asked, an unknown state, another browser's: over, in words", async () => {
    expect((await callback({ code: "x", state: "y" })).status).toBe(410);
    const asked = await press("omakase", "facebook", { who: new Visitor() });
    const state = asked.landing.hops
      .map((hop) => new URL(hop, "http://x").searchParams.get("state"))
      .find(Boolean);
    expect(
      (await callback({ code: "x", state: state ?? "", iss: originOf("omakase", "facebook") })).status,
    ).toBe(410);
  });

  test("of another issuer (RFC 9207), without a code, or with one that it doesn't know: back, in words", async () => {
    for (const query of [
      { code: "x", iss: originOf("omakase", "google") },
      { iss: originOf("omakase", "facebook") },
      { code: "unknown", iss: originOf("omakase", "facebook") },
    ]) {
      const { landing } = await press("omakase", "facebook");
      const state = landing.hops
        .map((hop) => new URL(hop).searchParams.get("state"))
        .filter(Boolean)
        .at(-1);
      const back = await callback({ ...query, state: state ?? "" });
      expect(back.url.pathname).toMatch(/^\/login\//u);
      expect(problemsOf(back).join()).toContain("確認できませんでした");
    }
  });

  test("the provider is down when the code is redeemed: back, in words", async () => {
    const { landing } = await press("omakase", "facebook");
    const login = await loginOf("omakase", "facebook");
    // The post and the way back to the provider pass; what fails is the token request.
    await service.admin.addFault({ kind: "status", route: "upstream", status: 503, skip: 2 });
    expect(problemsOf(await signIn(landing, login)).join()).toContain("確認できませんでした");
  });
});

const AD = { connectionId: "adfs-omakase01", domain: "ad.omakase.example" } as const;

describe("Active Directory", () => {
  const setUp = () => service.admin.setContract({ service: "omakase", activeDirectory: AD });
  const toSignIn = async (door: "internet" | "line" = "internet") => {
    const { landing } = await press("omakase", "active-directory", { door });
    return person.submit(landing, { connection: AD.connectionId });
  };

  test.each(["omakase", "cowork", "ot"] as const)(
    "%s: 接続ID, then its own sign-in page, then in",
    async (id) => {
      const domain = `ad.${id}.example`;
      await service.admin.setContract({ service: id, activeDirectory: { connectionId: "adfs-abc", domain } });
      const { landing: entry } = await press(id, "active-directory");
      expect(titleOf(entry)).toBe("接続IDの入力");
      expect(entry.url.origin).toBe(place.originsOf(id).internet);
      const page = await person.submit(entry, { connection: "ADFS－abc" }); // full-width hyphen and capitals (core)
      expect(page.url.origin).toBe(originOf(id, "active-directory"));
      for (const label of ["ADのアカウント", "パスワード", "サインイン"])
        expect(textOf(page)).toContain(label);
      expect(hasCode(await person.submit(page, { account: `ad@${domain}`, password: PASSWORD }))).toBe(true);
    },
  );

  test.each([
    ["nothing", "", "入力してください"],
    ["another prefix", "sso-1234", "adfs-"],
    ["another contract's", "adfs-other", "契約者にご確認ください"],
    ["too long", "adfs-".padEnd(500, "x"), "長すぎます"],
    ["a script", "adfs-<script>alert(1)</script>", "契約者にご確認ください"],
  ])("接続ID: %s is answered in words", async (_what, connection, words) => {
    await setUp();
    const { landing } = await press("omakase", "active-directory");
    const answer = await person.submit(landing, { connection });
    expect(answer.url.origin).toBe(place.originsOf("omakase").internet);
    expect(problemsOf(answer).join()).toContain(words);
    expect(answer.body).not.toContain("<script>alert");
  });

  test("isn't there before 契約者 has set it up (facts A42)", async () => {
    await service.admin.setContract({ service: "omakase", activeDirectory: null });
    expect(problemsOf(await toSignIn()).join()).toContain("契約者にご確認ください");
  });

  test.each([
    ["no domain", "riyousha", "「ユーザー名@ドメイン」"],
    ["another domain", "ad@ad.cowork.example", "正しくありません"],
    ["a wrong password", "ad@ad.omakase.example", "正しくありません"],
  ])("the sign-in: %s", async (_what, account, words) => {
    await setUp();
    const page = await toSignIn();
    expect(problemsOf(await person.submit(page, { account, password: "wrong" })).join()).toContain(words);
  });

  test("on a domain PC its page is skipped (facts A45); whoever is signed in to Windows counts", async () => {
    await setUp();
    await service.admin.setPc({ domain: true });
    expect(hasCode(await toSignIn())).toBe(true);
    await service.admin.setPc({ domain: true, account: "yoso@ad.omakase.example" });
    person.forget();
    expect(problemsOf(await toSignIn()).join()).toContain("ログインできません");
    await service.admin.setPc({ domain: true, account: "ad@elsewhere.example" });
    person.forget();
    expect(titleOf(await toSignIn())).toBe("Active Directory サインイン");
  });

  test("the contract's own login addresses skip the 接続ID, one for each door (facts A50)", async () => {
    await setUp();
    await service.admin.setPc({ domain: true });
    const { internet, line } = place.originsOf("omakase");
    const { query } = driveRequest();
    expect(hasCode(await person.open(`${internet}/ad/${AD.connectionId}?${query}`))).toBe(true);
    person.forget();
    await service.admin.setLine(EAST);
    expect(hasCode(await person.open(`${line}/ad/${AD.connectionId}?${driveRequest().query}`))).toBe(true);
    const events = await service.admin.events({ type: "login", outcome: "success" });
    expect(events.map(({ how }) => how)).toEqual(["federated", "line"]);
    person.forget();
    const browser = await person.open(`${internet}/ad/${AD.connectionId}`); // a person in a browser
    expect(browser.url.origin).toBe(place.originsOf("omakase").web);
    person.forget();
    const wrong = await person.open(`${internet}/ad/adfs-other?${driveRequest().query}`);
    expect(titleOf(wrong)).toBe("接続IDの入力");
  });

  test("is not for 契約者 (facts A39), and codec hasn't it", async () => {
    await setUp();
    await service.admin.setUser({
      service: "omakase",
      mail: "ad@omakase.example",
      role: "contractor",
    });
    const back = await signIn(await toSignIn(), "ad@ad.omakase.example");
    expect(problemsOf(back).join()).toContain("ログインできません");
    expect(
      (await person.open(`${place.originsOf("codec").internet}/federated/active-directory?login=x`)).status,
    ).toBe(404);
  });
});

test("over https the providers are asked and answer over https, under the same CA", async () => {
  const secure = await startReferenceService({ tls: true, services: ["omakase"] });
  try {
    const who = new Visitor(await readFile(secure.ready.ca ?? "", "utf8"));
    const page = await who.open(placeIn(secure).front("omakase", "internet", driveRequest().query));
    const href = /<a href="(\/federated\/facebook[^"]*)"/u.exec(page.body)?.[1] ?? "";
    const landing = await who.open(new URL(href, page.url).href);
    expect(landing.url.origin).toMatch(/^https:\/\/facebook\.omakase\.localhost:/u);
    expect(hasCode(await signIn(landing, "facebook@facebook.example", PASSWORD, who))).toBe(true);
  } finally {
    await secure.close();
  }
});
