import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { exitCodeOfStatus } from "../../cli/exit-code.ts";
import { statusText } from "../../cli/status-text.ts";
import { textsIn } from "../../cli/texts.ts";
import { wordsIn } from "../../cli/words.ts";
import { ERRORS, type ErrorCode } from "../../src/core/errors.ts";
import type { Running } from "../../src/core/login/attempt-state.ts";
import type { TokenStoreState } from "../../src/core/ports.ts";
import { redactFields } from "../../src/core/redact.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import type { SessionState } from "../../src/core/session/session-state.ts";
import type { ClientState } from "../../src/main/client/ports.ts";
import { OPEN_ATTEMPT, SIGNED_OUT } from "../../src/main/client/samples.ts";
import { statusValue } from "../../src/main/command/handlers.ts";
import { SETTINGS, STATE } from "../../src/main/shell/samples.ts";
import { projectShell } from "../../src/main/shell/shell-view.ts";
import { menuTemplate, tooltip } from "../../src/main/shell/tray-menu.ts";
import { StatusView } from "../../src/renderer/views/status-view.tsx";
import { WordsProvider } from "../../src/renderer/words-context.tsx";
import type { Doing, Language, View } from "../../src/shared/view.ts";
import { createWords } from "../../src/shared/words.ts";
import { details, GRANT, plan, SCREENS } from "./attempt-events.ts";

// One truth for people: whatever the state, tray, status window, command line and log say the same, with a code, a
// cause in plain words and one next step. Nothing here is a list by hand: states, codes and stores come from their types.

const CODES = Object.keys(ERRORS) as ErrorCode[];
const { account } = GRANT;
const kept = { account, rested: true };

/** Every state of the session with every reason that it can have; the compiler asks for a new one. */
const SESSIONS: { readonly [At in SessionState["at"]]: readonly Extract<SessionState, { at: At }>[] } = {
  starting: [{ at: "starting", asked: null }],
  "signed-out": [null, kept].flatMap((what) =>
    [null, ...CODES].map((why) => ({ at: "signed-out" as const, kept: what, why })),
  ),
  waiting: CODES.map((why) => ({ at: "waiting", why, tries: 1, trigger: "startup", behind: null })),
  due: [{ at: "due", account, quiet: false }],
  resuming: [null, ...CODES].map((why) => ({
    at: "resuming",
    op: 1,
    account,
    why,
    tries: 1,
    trigger: "startup",
    quiet: false,
  })),
  "logging-in": [null, ...CODES].map((why) => ({
    at: "logging-in",
    trigger: "startup",
    why,
    tries: 0,
    behind: null,
  })),
  online: [null, ...CODES].map((why) => ({
    at: "online",
    account,
    grant: GRANT,
    refreshing: null,
    why,
    tries: 0,
    asked: null,
  })),
  offline: CODES.map((why) => ({ at: "offline", account, why, tries: 1, quiet: false })),
  "store-closed": [null, account].flatMap((whose) =>
    CODES.map((why) => ({
      at: "store-closed" as const,
      account: whose,
      why,
      tries: 0,
      trigger: "startup" as const,
    })),
  ),
  leaving: (["rest", "switch", "forget"] as const).map((level) => ({
    at: "leaving",
    op: 1,
    level,
    account,
    thenLogin: null,
  })),
};

const STORES = Object.keys({
  ok: 0,
  locked: 0,
  missing: 0,
  denied: 0,
  corrupt: 0,
  "session-only": 0,
} satisfies Record<TokenStoreState, number>) as TokenStoreState[];

const ATTEMPTS: readonly Running[] = [
  ...[...SCREENS].map((main): Running => ({ ...OPEN_ATTEMPT, main })),
  ...CODES.map((notice): Running => ({ ...OPEN_ATTEMPT, notice })),
  { ...OPEN_ATTEMPT, at: "preparing", main: null, windowOpen: false },
  { ...OPEN_ATTEMPT, at: "preparing", main: null, restarts: 1 },
  { ...OPEN_ATTEMPT, at: "exchanging" },
  { ...OPEN_ATTEMPT, at: "browser", via: "browser", main: null, windowOpen: false },
  {
    ...OPEN_ATTEMPT,
    consent: { at: "asking", window: "main", details: details(1), plan: plan(1), changes: 0 },
  },
  { ...OPEN_ATTEMPT, consent: { at: "pressing", window: "main", changes: 0 } },
];

const sessions = Object.values(SESSIONS).flat();
const loggingIn = SESSIONS["logging-in"][0] as SessionState;
const CLIENTS: readonly ClientState[] = [
  ...sessions.map((session) => ({ ...SIGNED_OUT, session })),
  ...ATTEMPTS.map((attempt) => ({ ...SIGNED_OUT, session: loggingIn, attempt, deadline: 1 })),
  ...STORES.flatMap((tokenStore) =>
    [SESSIONS.online[0], SESSIONS["signed-out"][0], SESSIONS.offline[0]].map((session) => ({
      ...SIGNED_OUT,
      session: session as SessionState,
      tokenStore,
    })),
  ),
  // What is known of a session although it is online, or rests: a login for this run only among it.
  { ...SIGNED_OUT, session: { at: "signed-out", kept, why: null }, notice: "SESSION_LOGOUT_UNSAVED" },
  ...(["ok", "session-only"] as const).flatMap((tokenStore) =>
    CODES.map((notice) => ({
      ...SIGNED_OUT,
      session: SESSIONS.online[0] as SessionState,
      tokenStore,
      notice,
    })),
  ),
];

function viewOf(state: ClientState | null, language: Language, problem: ErrorCode | null = null): View {
  return projectShell({
    ...STATE,
    settings: { ...SETTINGS, language, problem },
    running: state === null ? null : { profile: PROFILES.omakase, state },
    since: "2026-04-01T00:00:00.000Z",
  });
}

/** What each place shows of a view, as text. */
function shown(view: View) {
  const words = createWords(view.language);
  const inside = { language: view.language, children: createElement(StatusView, { view }) };
  const window = renderToStaticMarkup(createElement(WordsProvider, inside));
  const status = statusValue(view, []);
  return {
    tooltip: tooltip(view, words),
    menu: menuTemplate(view, words, () => {}).flatMap(({ label }) => label ?? []),
    window: window.replaceAll("&#x27;", "'").replaceAll("&amp;", "&"),
    commandLine: statusText(status, wordsIn(view.language), view.language, false),
    exit: exitCodeOfStatus(status),
    log: redactFields({
      state: view.state,
      doing: view.doing,
      reason: view.reason,
      action: view.nextAction,
      tokenStore: view.tokenStore,
    }),
  };
}

describe.each(["ja", "en"] as const)("in %s", (language) => {
  const texts = textsIn(language);

  function holds(view: View): void {
    const { reason, state, doing, nextAction, tokenStore } = view;
    const what = `${state} ${doing} ${reason}`;
    const seen = shown(view);
    for (const place of [seen.tooltip, seen.menu[0], seen.window, seen.commandLine])
      expect(place, what).toContain(texts.state[state]);
    expect(texts.doing[doing], what).toMatch(/[。.]$/u);
    expect(texts.next[nextAction], what).toMatch(/[。.]$/u);
    expect(seen.log).toEqual({ state, doing, reason, action: nextAction, tokenStore });
    if (tokenStore === "session-only")
      for (const place of [seen.window, seen.commandLine])
        expect(place, what).toContain(texts.status.tokenStore[tokenStore]);
    if (reason === null) return;
    const { title, cause, next } = texts.error[reason];
    for (const place of [seen.tooltip, seen.menu.join("\n"), seen.window, seen.commandLine])
      expect(place, what).toContain(title);
    for (const place of [seen.window, seen.commandLine]) expect(place, what).toContain(cause);
    for (const place of [seen.menu.join("\n"), seen.window, seen.commandLine]) {
      expect(place, what).toContain(next);
      expect(place, what).toContain(reason);
    }
  }

  test(`each of ${CLIENTS.length} states has its line everywhere`, () => {
    for (const client of CLIENTS) holds(viewOf(client, language));
  });

  test("and so has what is wrong with policy, profile and settings", () => {
    for (const problem of CODES) holds(viewOf(null, language, problem));
  });
});

test("every word for what is going on is used by some state", () => {
  const used = new Set<Doing>(CLIENTS.map((client) => viewOf(client, "ja").doing));
  expect([...used].sort()).toEqual(Object.keys(textsIn("ja").doing).sort());
});

describe("a session that is kept looks different from logged out, everywhere", () => {
  const keptOnes = [...SESSIONS.offline, ...SESSIONS.due, ...SESSIONS.resuming, ...SESSIONS.online];
  const outOnes = [...SESSIONS["signed-out"], ...SESSIONS.waiting];

  test.each(["ja", "en"] as const)("icon, headline, tooltip, menu, exit code and log (%s)", (language) => {
    const out = outOnes.map((session) => shown(viewOf({ ...SIGNED_OUT, session }, language)));
    const looksOf = ({ tooltip, menu, exit, log }: ReturnType<typeof shown>) => ({
      icon: String(log.state),
      tooltip,
      line: menu[0],
      exit,
      doing: String(log.doing),
    });
    const outLooks = out.map(looksOf);
    for (const session of keptOnes) {
      const looks = looksOf(shown(viewOf({ ...SIGNED_OUT, session }, language)));
      for (const key of Object.keys(looks) as (keyof typeof looks)[])
        expect(
          outLooks.map((one) => one[key]),
          `${key} of ${session.at}`,
        ).not.toContain(looks[key]);
    }
  });

  test("offline exits 5, logged out 3; a locked keychain is neither", () => {
    const exitOf = (session: SessionState, tokenStore: TokenStoreState = "ok") =>
      shown(viewOf({ ...SIGNED_OUT, session, tokenStore }, "ja")).exit;
    expect(new Set(SESSIONS.offline.map((session) => exitOf(session)))).toEqual(new Set([5]));
    expect(new Set(outOnes.map((session) => exitOf(session)))).toEqual(new Set([3]));
    expect(new Set(SESSIONS["store-closed"].map((session) => exitOf(session, "locked")))).toEqual(
      new Set([6]),
    );
  });
});
