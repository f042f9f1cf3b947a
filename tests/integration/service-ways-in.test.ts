import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import jsqr from "jsqr";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { codeOf, stepAt } from "../../service/people/totp.ts";
import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import { type UpstreamMethod, upstreamOrigin } from "../../service/web/origins.ts";
import type { PageSnapshot } from "../../src/core/login/page.ts";
import { recognise, type ScreenId } from "../../src/core/login/screen.ts";
import type { Profile, ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { SNAPSHOT_SCRIPT } from "../../src/main/page/page-script.ts";
import { violations } from "../support/page-look.ts";
import { EAST, placeIn, WEST } from "./service-place.ts";
import { claimsOf, driveRequest, token } from "./service-visitor.ts";

// What plain HTTP can't show: how the screens look, whether everybody can use them, what their scripts do, and what
// the client takes them for. SCREENS=<folder> keeps a picture of each.

const PHONE = "09012345678";
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const FOLDER = process.env.SCREENS;

let service: ReferenceService;
let place: ReturnType<typeof placeIn>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let client: Server;

beforeAll(async () => {
  service = await startReferenceService();
  place = placeIn(service);
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  client = createServer((_request, response) => response.end("the client")).listen(0, "127.0.0.1");
});
afterAll(async () => {
  await browser.close();
  client.close();
  await service.close();
});
beforeEach(async () => {
  await service.admin.reset();
  context = await browser.newContext({ viewport: { width: 440, height: 760 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
});
afterEach(() => context.close());

const redirect = () => `http://127.0.0.1:${(client.address() as AddressInfo).port}/callback`;
const request = (extra: Record<string, string> = {}) => driveRequest({ redirect_uri: redirect(), ...extra });

function profileOf(id: ServiceId): Profile {
  return { ...PROFILES[id], ...clientProfileOverrides(service.ready, id, { door: "line" }).overrides };
}

/** Nothing needs a scroll to the side. */
const tooWide = () =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** The page as it is now: no accessibility fault, nothing cut off, and the client takes it for what it is. */
async function look(id: ServiceId, name: string, screen: ScreenId | null): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${name} ${colorScheme}`).toEqual([]);
    if (FOLDER !== undefined)
      await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 320, height: 480 });
  expect(await tooWide(), `${name} at 320 px`).toBe(false);
  if (FOLDER !== undefined)
    await page.screenshot({ path: join(FOLDER, `${name}-narrow.png`), fullPage: true });
  await page.setViewportSize({ width: 440, height: 760 });
  if (screen === null) return;
  const snapshot = (await page.evaluate(SNAPSHOT_SCRIPT)) as PageSnapshot;
  expect(recognise(snapshot, profileOf(id)), name).toMatchObject({ screen, sure: "certain" });
}

/** Does what leads to another page, and is there. */
async function going(act: () => Promise<unknown>): Promise<void> {
  const there = page.waitForEvent("framenavigated");
  await act();
  await there;
  await page.waitForLoadState();
}
const press = (name: string | RegExp) => going(() => page.getByRole("button", { name }).first().click());
const follow = (name: string) => going(() => page.getByRole("link", { name, exact: true }).click());
const enter = () => going(() => page.keyboard.press("Enter"));
const atClient = () => page.waitForURL(`${redirect()}**`);

async function logIn(
  id: ServiceId,
  door: "internet" | "line" = "internet",
  as = place.accountOf(id),
): Promise<void> {
  await page.goto(place.front(id, door, request({ prompt: "login" }).query));
  await page.getByLabel("メールアドレス").fill(as.mail);
  await page.getByLabel("パスワード", { exact: true }).fill(as.password);
  await going(() => page.getByRole("button", { name: "ログイン", exact: true }).click());
}

type Enrolled = { kind: "sms"; phone: string } | { kind: "totp"; secret: string } | null;
const asked = (id: ServiceId, enrolled: Enrolled) =>
  service.admin.setUser({
    service: id,
    mail: place.accountOf(id).mail,
    secondFactor: true,
    enrolled,
    recoveryCode: "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ",
  });
const lastSms = async () => (await service.admin.sms()).at(-1)?.code ?? "none";

test("the login page: empty, wrong, locked; the eye shows the password and hides it", async () => {
  await page.goto(place.front("cowork", "internet", request().query));
  await look("cowork", "B1", "login");
  const password = page.getByLabel("パスワード", { exact: true });
  await password.fill("Himitsu-2025");
  await page.getByRole("button", { name: "パスワードを表示" }).click();
  expect(await password.getAttribute("type")).toBe("text");
  await page.getByRole("button", { name: "パスワードを表示" }).click();
  expect(await password.getAttribute("type")).toBe("password");
  await password.fill("");
  await going(() => page.getByRole("button", { name: "ログイン", exact: true }).click());
  await look("cowork", "B1-empty", "login");
  await logIn("cowork", "internet", { mail: "nobody@cowork.example", password: "x" });
  await look("cowork", "B1-wrong", "login-wrong-password");
  await service.admin.setUser({ service: "cowork", mail: place.accountOf("cowork").mail, locked: true });
  await logIn("cowork");
  await look("cowork", "B2", "login-locked");
  await follow("利用規約");
  await look("cowork", "terms", null);
});

test("enrolment by SMS, as a person goes through it", async () => {
  await asked("omakase", null);
  await logIn("omakase");
  await look("omakase", "B4", "second-factor");
  await page.getByLabel("電話番号").fill("12");
  await enter();
  await look("omakase", "B4-wrong", "second-factor");
  await page.getByLabel("電話番号").fill(PHONE);
  await press(/＞/u);
  await page.getByText("SMSが届かないときは").click();
  await look("omakase", "B5", "second-factor");
  await page.getByLabel("パスコード(6文字)").fill(await lastSms());
  await page.getByLabel("このブラウザを一定期間、記憶する").check();
  await press(/＞/u);
  await look("omakase", "B7", "second-factor");
  await press(/＞/u);
  await look("omakase", "B7-untick", "second-factor");
  await page.getByLabel("リカバリコードを保存しました").check();
  await press(/＞/u);
  await look("omakase", "B8", "second-factor");
  await press("ログインする");
  await atClient();
  await logIn("omakase"); // remembered: nothing more is asked
  await atClient();
});

test("codec begins with the authenticator; a phone can read its QR code", async () => {
  await asked("codec", null);
  await logIn("codec");
  await look("codec", "B6", "second-factor");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const uri = new URL(await readQr());
    expect(uri.searchParams.get("issuer")).toBe(`${PROFILES.codec.name}（模擬）`);
    expect(decodeURIComponent(uri.pathname)).toContain(place.accountOf("codec").mail);
    expect(uri.searchParams.get("secret")).toMatch(/^[A-Z2-7]{32}$/u);
  }
  const secret = new URL(await readQr()).searchParams.get("secret") ?? "";
  await page.getByText("読み取れないときは").click();
  await look("codec", "B6-key", "second-factor");
  await page.getByLabel("パスコード(6桁)").fill(codeOf(secret, stepAt(Date.now())));
  await enter();
  await page.getByLabel("リカバリコードを保存しました").check();
  await press(/＞/u);
  await press("ログインする");
  await atClient();
});

/** What is on the screen, read by another hand's reader. */
async function readQr(): Promise<string> {
  const picture = (await page.locator(".qr").screenshot()).toString("base64");
  const { data, width, height } = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawing = canvas.getContext("2d");
    if (drawing === null) throw new Error("no canvas");
    drawing.drawImage(image, 0, 0);
    const { data: pixels } = drawing.getImageData(0, 0, image.width, image.height);
    return { data: [...pixels], width: image.width, height: image.height };
  }, picture);
  return jsqr(Uint8ClampedArray.from(data), width, height)?.data ?? "unreadable";
}

test("the challenge by SMS: sent again, wrong, device lost, a new recovery code", async () => {
  await asked("ot", { kind: "sms", phone: PHONE });
  await logIn("ot");
  await look("ot", "B9-sms", "second-factor");
  await press("パスコードを再送する");
  await page.getByText("新しいパスコードをお送りしました。").waitFor();
  await page.getByLabel("パスコードの入力(6桁)").fill("abc");
  await enter();
  await look("ot", "B9-format", "second-factor");
  await follow("デバイスを紛失した場合はこちら");
  await look("ot", "B10", "second-factor");
  await page.getByLabel("リカバリコード").fill("wrong");
  await enter();
  await look("ot", "B10-wrong", "second-factor");
  await page.getByLabel("リカバリコード").fill("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ");
  await enter();
  await look("ot", "B11", "second-factor");
  await page.getByLabel("リカバリコードを保存しました").check();
  await press(/＞/u);
  await atClient();
});

test("the challenge by authenticator, and too many tries", async () => {
  await asked("omakase", { kind: "totp", secret: SECRET });
  await logIn("omakase");
  await look("omakase", "B9-totp", "second-factor");
  for (let n = 0; n < 10; n += 1) {
    await page.getByLabel("パスコードの入力(6桁)").fill(codeOf(SECRET, stepAt(Date.now()) + 9));
    await press(/→/u);
    if (n === 0) await look("omakase", "B9-wrong", "second-factor");
  }
  await page.getByText("しばらく受け付けられません").waitFor();
  await look("omakase", "limited", null);
});

const at = (id: ServiceId, method: UpstreamMethod) =>
  page.waitForURL(`${upstreamOrigin(id, method, place.originsOf(id))}/**`);
const federatedLogin = async (id: ServiceId, button: string) => {
  await page.goto(place.front(id, "internet", request({ prompt: "login" }).query));
  await follow(button);
};

test("Google: two pages, in; then the chooser, another account, and a denial", async () => {
  await federatedLogin("omakase", "Googleアカウントでログイン");
  await at("omakase", "google");
  await look("omakase", "B12-google", null);
  await page.getByLabel("メールアドレスまたは電話番号").fill("google@google.example");
  await press("次へ");
  await look("omakase", "B12-google-password", null);
  await page.getByLabel("パスワード", { exact: true }).fill("wrong");
  await press("次へ");
  await look("omakase", "B12-google-wrong", null);
  await page.getByLabel("パスワード", { exact: true }).fill("Soto-2025");
  await press("次へ");
  await atClient();

  await federatedLogin("omakase", "Googleアカウントでログイン");
  await look("omakase", "B12-google-chooser", null);
  await follow("別のアカウントを使用");
  await page.getByLabel("メールアドレスまたは電話番号").fill("yoso@google.example");
  await press("次へ");
  await page.getByLabel("パスワード", { exact: true }).fill("Soto-2025");
  await press("次へ"); // the provider swaps the sessions by a page of its own, with a script
  await page.getByText("ログインできません").waitFor();
  await look("omakase", "B1-unlinked", "login");

  await federatedLogin("omakase", "Googleアカウントでログイン");
  await press("キャンセル");
  await page.getByText("取り消されました").waitFor();
  await look("omakase", "B1-denied", "login");
  await page.goto(`${upstreamOrigin("omakase", "google", place.originsOf("omakase"))}/`);
  await look("omakase", "upstream-home", null);
  await service.admin.setUpstream({ refuseEmbedded: "always" });
  await federatedLogin("omakase", "Googleアカウントでログイン");
  await look("omakase", "B12-refused", null);
});

test.each([
  ["cowork", "facebook", "Facebookアカウントでログイン"],
  ["cowork", "microsoft", "Microsoftアカウントでログイン"],
  ["cowork", "d-account", "dアカウントでログイン"],
  ["cowork", "ntt-east-business-id", "NTT東日本ビジネスIDでログイン"],
] as const)("%s, %s: its sign-in page", async (id, method, button) => {
  await federatedLogin(id, button);
  await at(id, method);
  await look(id, `B12-${method}`, null);
});

test("Active Directory: 接続ID, then the directory's own page; the client knows both", async () => {
  await federatedLogin("omakase", "Active Directoryアカウントでログイン");
  await look("omakase", "B12-connection", "federated");
  await page.getByLabel("接続ID").fill("sso-1");
  await press("確認");
  await look("omakase", "B12-connection-wrong", "federated");
  await page.getByLabel("接続ID").fill("adfs-omakasedemo2025");
  await press("確認");
  await at("omakase", "active-directory");
  await look("omakase", "B12-ad", "federated");
  await page.getByLabel("ADのアカウント").fill("ad@ad.omakase.example");
  await page.getByLabel("パスワード", { exact: true }).fill("Soto-2025");
  await press("サインイン");
  await atClient();
});

test("the broken return while another account's session is alive: the one who agreed is logged in", async () => {
  const other = { mail: "keiyakusha@omakase.example", password: "Keiyaku-2025" };
  await service.admin.setLine(EAST);
  await page.goto(place.front("omakase", "line")); // a person in the browser version
  await page.getByLabel("メールアドレス").fill(other.mail);
  await page.getByLabel("パスワード", { exact: true }).fill(other.password);
  await going(() => page.getByRole("button", { name: "ログイン", exact: true }).click());
  await page.getByText(other.mail).waitFor();

  await service.admin.setLine(WEST);
  await logIn("omakase", "line");
  await page.getByLabel("通知する").check();
  await press("決定");
  await page.getByText(place.accountOf("omakase").mail).waitFor(); // 図1 is theirs
  expect(new URL(page.url()).origin).toBe(place.originsOf("omakase").web);

  const again = request();
  await page.goto(place.front("omakase", "line", again.query));
  await atClient();
  const code = new URL(page.url()).searchParams.get("code") ?? "";
  const answer = await token(place.originsOf("omakase").issuer, {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirect(),
    code_verifier: again.verifier,
  });
  expect(claimsOf(answer.body.id_token)).toMatchObject({ email: place.accountOf("omakase").mail });
});

test("a session over the Internet meets 回線認証のみ; the operator's settings", async () => {
  await logIn("ot");
  await atClient();
  await service.admin.setContract({ service: "ot", accessPath: "line-only" });
  await page.goto(place.front("ot", "internet", request().query));
  await look("ot", "B13-session", "line-error");
  const { operator } = place.originsOf("ot");
  await page.goto(`${operator}/kaisen/settings`);
  await look("ot", "consent-settings-none", null);
  await page.goto(`${operator}/kaisen/about`);
  await look("ot", "consent-about", null);
});
