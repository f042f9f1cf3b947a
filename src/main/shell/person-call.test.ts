import { expect, test } from "vitest";
import type { View } from "../../shared/view.ts";
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
    if (Array.isArray(view)) call.update(view[0], ja, true);
    else call.update(view as View, ja, false);
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
