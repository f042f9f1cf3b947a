import { describe, expect, test } from "vitest";
import type { NotificationsWanted, View } from "../../shared/view.ts";
import { createWords } from "../../shared/words.ts";
import { PersonCall } from "./person-call.ts";

const ja = createWords("ja");
const attempt = { page: "login", deadline: "2026-04-01T09:10:00.000Z" } as const;
const base = {
  service: { id: "omakase", name: "おまかせクラウドストレージ" },
  state: "working",
  doing: "connecting",
  reason: null,
  attempt,
  consent: null,
} as unknown as View;

const connecting = base;
const yourTurn: View = { ...base, state: "attention", doing: "your-turn" };
const consent = { ...yourTurn, doing: "consent-asked", consent: { question: 1 } } as View;
const waiting: View = { ...base, state: "signed-out", doing: "waiting-for-provider", attempt: null };
const signedOut: View = { ...waiting, doing: "signed-out" };
const outOfTime: View = { ...signedOut, reason: "AUTH_TIME_LIMIT" };
const online: View = { ...base, state: "online", doing: "online", attempt: null };

/** The notifications that stand after these views, and how many there were in all. */
function called(...views: readonly (View | readonly [View, "here"])[]) {
  const standing: string[] = [];
  let most = 0;
  let all = 0;
  let logins = 0;
  let guides = 0;
  const clicks: (() => void)[] = [];
  const call = new PersonCall({
    wanted: () => "all",
    notify(title, _body, clicked) {
      standing.push(title);
      clicks.push(clicked);
      all += 1;
      most = Math.max(most, standing.length);
      return { close: () => standing.splice(standing.indexOf(title), 1) };
    },
    login: () => {
      logins += 1;
    },
    showStatus() {},
    showGuide: () => {
      guides += 1;
    },
  });
  for (const view of views) {
    if (Array.isArray(view)) call.update(view[0], ja, { isHere: true, sees: true });
    else call.update(view as View, ja, { isHere: false, sees: false });
  }
  for (const click of clicks) click();
  return { standing, most, all, logins, guides };
}

const LOGIN = "ログインが必要です";
const CONSENT = "回線情報の通知を確認してください";

test("a login that needs somebody calls once, and its press asks for the login", () => {
  expect(called(connecting, yourTurn, yourTurn)).toEqual({
    standing: [LOGIN],
    most: 1,
    all: 1,
    logins: 1,
    guides: 0,
  });
});

test("where something is wrong, its press leads into the guide", () => {
  const wrong: View = { ...yourTurn, reason: "AUTH_LOCKED" };
  expect(called(connecting, wrong)).toMatchObject({ all: 1, logins: 0, guides: 1 });
  for (const reason of ["SESSION_ENDED", "AUTH_SECOND_FACTOR", "LINE_CONSENT_DOUBT"] as const)
    expect(called(connecting, { ...yourTurn, reason }), reason).toMatchObject({ logins: 1, guides: 0 });
});

test("nobody who is there is called", () => {
  expect(called([yourTurn, "here"], [consent, "here"])).toMatchObject({ standing: [], all: 0 });
});

test("who comes is called no more", () => {
  expect(called(yourTurn, [yourTurn, "here"], yourTurn)).toMatchObject({ standing: [], all: 1 });
});

test("never two: the question takes the place of the call before it", () => {
  expect(called(yourTurn, connecting, consent)).toMatchObject({ standing: [CONSENT], most: 1, all: 2 });
});

test("what is tried again by itself is the same thing, and calls no second time", () => {
  expect(called(yourTurn, waiting, connecting, yourTurn, waiting, yourTurn)).toMatchObject({
    standing: [LOGIN],
    all: 1,
  });
});

test("a login that ran out of time unseen goes on calling", () => {
  expect(called(yourTurn, outOfTime)).toMatchObject({ standing: [LOGIN], all: 1 });
});

test.each([online, signedOut])("what is settled calls nobody, and the next need calls anew", (settled) => {
  expect(called(yourTurn, settled)).toMatchObject({ standing: [], all: 1 });
  expect(called(yourTurn, settled, yourTurn)).toMatchObject({ standing: [LOGIN], most: 1, all: 2 });
});

describe("a login that somebody saw", () => {
  const account = { sub: "u1", mail: "taro@example.jp" };
  const loggedIn: View = { ...online, account, os: "windows" } as View;
  function told(...moves: readonly (readonly [View, boolean])[]) {
    const notices: string[] = [];
    let opened = 0;
    const call = new PersonCall({
      wanted: () => "all",
      notify(title, body, clicked) {
        notices.push(`${title} / ${body}`);
        clicked();
        return { close() {} };
      },
      login() {},
      showGuide() {},
      showStatus: () => {
        opened += 1;
      },
    });
    for (const [view, sees] of moves) call.update(view, ja, { isHere: true, sees });
    return { notices, opened };
  }

  test("ends with who, which service and where the icon is, once; its press shows the status", () => {
    expect(
      told([connecting, false], [yourTurn, true], [connecting, false], [loggedIn, false], [loggedIn, false]),
    ).toEqual({
      notices: [
        "ログインが完了しました / taro@example.jpでおまかせクラウドストレージにログインしました。アイコンは、画面右下の通知領域にあります。",
      ],
      opened: 1,
    });
  });

  test("tells where the icon is on a Mac", () => {
    expect(told([yourTurn, true], [{ ...loggedIn, os: "macos" }, false]).notices.join()).toContain(
      "メニューバー",
    );
  });

  test.each([
    [
      "that nobody saw",
      [
        [connecting, false],
        [loggedIn, false],
      ],
    ],
    [
      "that was stopped",
      [
        [yourTurn, true],
        [signedOut, false],
      ],
    ],
    [
      "that was stopped before one that nobody saw",
      [
        [yourTurn, true],
        [signedOut, false],
        [connecting, false],
        [loggedIn, false],
      ],
    ],
    [
      "of nobody known",
      [
        [yourTurn, true],
        [{ ...loggedIn, account: null }, false],
      ],
    ],
  ] as const)("but not one %s", (_what, moves) => {
    expect(told(...moves).notices).toEqual([]);
  });
});

test("an answer that policy gave is told with who approved it and when, by the day in Japan", () => {
  const notices: string[] = [];
  const call = new PersonCall({
    wanted: () => "all",
    notify: (title, body) => {
      notices.push(`${title} / ${body}`);
      return null;
    },
    login() {},
    showGuide() {},
    showStatus() {},
  });
  const consentApproved = {
    by: "情報システム部",
    at: "2026-10-31T15:00:00.000Z",
    contract: "CAF0000000001",
    recipient: "NTT東日本株式会社",
    serviceName: "コワークストレージ",
  };
  call.tellApproved({ ...connecting, consentApproved }, ja);
  call.tellApproved({ ...connecting, consentApproved: null }, ja);
  expect(notices).toEqual([
    "おまかせクラウドストレージ: 回線情報通知に「通知する」と回答しました / 情報システム部が2026年11月1日に承認した設定により、NTT東日本株式会社（コワークストレージ）に自動で回答しました。",
  ]);
});

test("a new version is told of as news, and leads to what it brings", () => {
  let opened = 0;
  const notices: string[] = [];
  const tell = (wanted: NotificationsWanted) =>
    new PersonCall({
      wanted: () => wanted,
      notify: (title, body, clicked) => {
        notices.push(`${title} / ${body}`);
        clicked();
        return null;
      },
      login() {},
      showGuide() {},
      showStatus: () => (opened += 1),
    }).tellUpdate(connecting, "1.1.0", ja);
  tell("needed");
  tell("all");
  expect({ notices, opened }).toEqual({
    notices: [
      "おまかせクラウドストレージ: 新しいバージョン1.1.0があります / ここを押すと、変更点を確認して更新できます。",
    ],
    opened: 1,
  });
});

test.each<[NotificationsWanted, readonly string[]]>([
  ["all", ["ログインが必要です", "回線情報通知に「通知する」と回答しました", "アイコンの場所"]],
  ["needed", ["ログインが必要です", "回線情報通知に「通知する」と回答しました"]],
  ["none", []],
])("who wants %s of them gets these", (wanted, expected) => {
  const titles: string[] = [];
  const call = new PersonCall({
    wanted: () => wanted,
    notify(title) {
      titles.push(title.replace(/^.*: /u, ""));
      return null;
    },
    login() {},
    showGuide() {},
    showStatus() {},
  });
  const approved = {
    by: "a",
    at: "2026-03-31T15:00:00.000Z",
    contract: "c",
    recipient: "r",
    serviceName: "s",
  };
  call.update(yourTurn, ja, { isHere: false, sees: false });
  call.tellApproved({ ...yourTurn, consentApproved: approved }, ja);
  call.tellWhereIconIs(yourTurn, ja);
  expect(titles).toEqual(expected);
});
