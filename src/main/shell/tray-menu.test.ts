import { expect, test } from "vitest";
import { MENU_ITEMS } from "../../shared/menu-items.ts";
import type { Action, View } from "../../shared/view.ts";
import { createWords } from "../../shared/words.ts";
import { MANAGED } from "./shell-view.ts";
import { menuTemplate, tooltip } from "./tray-menu.ts";

const view: View = {
  version: "0.1.0",
  service: { id: "omakase", name: "おまかせクラウドストレージ" },
  os: "linux",
  simulation: false,
  doubt: null,
  consentApproved: null,
  state: "online",
  doing: "online",
  reason: null,
  said: null,
  nextAction: "none",
  account: { sub: "1", mail: "a@omakase.example" },
  since: "2026-01-01T00:00:00.000Z",
  accessTokenExpiresAt: null,
  proxy: null,
  dialog: null,
  lastError: null,
  tokenStore: "ok",
  finding: "not-looked",
  attempt: null,
  consent: null,
  disclaimer: true,
  actions: ["relogin", "logout", "switch-account", "forget", "open-web"],
  language: "ja",
  settings: {
    startupLogin: true,
    service: "omakase",
    proxy: "system",
    notifications: "all",
    autostart: true,
    waiting: false,
  },
  updates: MANAGED,
  hidden: [],
  supportContact: null,
  locked: {},
  services: [],
  question: null,
  events: [],
  firstRun: false,
};
const ja = createWords("ja");

test("the menu's words and order when online", () => {
  const labels = menuTemplate(view, ja, () => {}).map((item) => item.label ?? "-");
  expect(labels).toEqual([
    "ログイン中",
    "状態を表示",
    "-",
    "再ログイン",
    "ログアウト",
    "-",
    "別のアカウントでログイン",
    "このPCから削除…",
    "-",
    "困ったときは（復旧ガイド）",
    "Web版を開く",
    "設定…",
    "このアプリについて",
    "-",
    "終了",
  ]);
});

test("an action that the state doesn't allow is not in the menu", () => {
  const actions: Action[] = ["login"];
  const labels = menuTemplate({ ...view, state: "signed-out", actions }, ja, () => {}).map(
    (item) => item.label,
  );
  expect(labels).toContain("ログイン");
  expect(labels).not.toContain("ログアウト");
});

test("the state line carries the reason and leads into the guide; without one it can't be pressed", () => {
  expect(menuTemplate(view, ja, () => {})[0]?.enabled).toBe(false);
  const ran: string[] = [];
  const [line] = menuTemplate({ ...view, state: "offline", reason: "NET_SERVER" }, ja, (command) =>
    ran.push(command),
  );
  line?.click?.({} as never, undefined, {} as never);
  expect(ran).toEqual(["guide"]);
  expect(line?.label).toContain("オフライン");
  expect(line?.label).toContain(ja.t("error.NET_SERVER.title"));
  expect(tooltip(view, ja)).toContain("おまかせクラウドストレージ");
});

test("pressing an entry runs its command", () => {
  const ran: string[] = [];
  for (const item of menuTemplate(view, ja, (command) => ran.push(command))) {
    item.click?.({} as never, undefined, {} as never);
  }
  expect(ran).toEqual([
    "show-status",
    "relogin",
    "logout",
    "switch-account",
    "forget",
    "guide",
    "open-web",
    "settings",
    "about",
    "quit",
  ]);
});

test("what a policy hides isn't there; state, login and guide always are", () => {
  const hidden = MENU_ITEMS;
  const actions: Action[] = ["login"]; // the view has taken out the others
  const labels = menuTemplate({ ...view, state: "signed-out", hidden, actions }, ja, () => {}).map(
    ({ label }) => label ?? "-",
  );
  expect(labels).toEqual(["ログアウト中", "状態を表示", "-", "ログイン", "-", "困ったときは（復旧ガイド）"]);
});

test("a version that can be installed leads to what is new; one that still comes is nothing to ask about", () => {
  const offered = (stage: "fetching" | "ready"): View => ({
    ...view,
    updates: {
      ...MANAGED,
      offer: { version: "1.1.0", stage, percent: 40, notes: { ja: ["a"], en: ["a"] } },
    },
  });
  const labels = (shown: View) => menuTemplate(shown, ja, () => {}).map(({ label }) => label);
  expect(labels(offered("ready"))).toContain("新しいバージョンがあります…");
  expect(labels(offered("fetching"))).toEqual(labels(view));
});
