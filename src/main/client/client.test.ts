import { expect, test, vi } from "vitest";
import { AppError } from "../../core/errors.ts";
import { consentPage, withHosts } from "../../core/login/sample-pages.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { Client } from "./client.ts";
import type { ClientDeps, RefreshResult } from "./ports.ts";
import { CLIENT_DEPS } from "./samples.ts";

/** A client whose session is kept; each refresh comes to `result`. What the timers are set to is listed. */
function startClient(result: RefreshResult) {
  const world = { steady: 1_000_000, timers: [] as number[], asked: 0 };
  const client = new Client({
    ...CLIENT_DEPS,
    tokens: { ...CLIENT_DEPS.tokens, refresh: async () => result },
    keychainMayAsk: () => {
      world.asked += 1;
    },
    steady: () => world.steady,
    later: (ms) => {
      world.timers.push(ms);
      return () => {};
    },
  });
  client.start();
  return { world, client };
}

test("what waits for another program's dialog goes on as soon as it is answered (reliability 36)", async () => {
  let opened = 0;
  const kept = { account: { sub: "s", mail: null }, rested: false };
  const client = new Client({
    ...CLIENT_DEPS,
    tokens: {
      ...CLIENT_DEPS.tokens,
      open: async () => {
        opened += 1;
        if (opened === 1) throw new AppError("STORE_DIALOG_WAITING");
        return kept;
      },
    },
  });
  client.start();
  await expect.poll(() => client.state().session.at).toBe("store-closed");
  client.keychainAnswered();
  await expect.poll(() => opened).toBe(2);
});

const failed = (retryAfterMs: number | null): RefreshResult => ({
  kind: "failed",
  failure: { kind: "temporary", code: "NET_SERVER", retryAfterMs },
});

test("the time that a server asked to wait is counted through the PC's sleep", async () => {
  const { world, client } = startClient(failed(3_600_000));
  await expect.poll(() => world.timers).toEqual([3_600_000]);
  world.steady += 3_000_000;
  client.surroundingsChanged();
  expect(world.timers.at(-1)).toBe(600_500);
  world.steady += 600_000;
  client.surroundingsChanged();
  expect(world.timers.at(-1)).toBe(500);
});

test("a server in trouble that named no time is asked soon after a night, not a moment later", async () => {
  const { world, client } = startClient(failed(null));
  await expect.poll(() => world.timers).toEqual([1_000]);
  world.steady += 5_000;
  client.surroundingsChanged();
  expect(world.timers).toEqual([1_000]);
  world.steady += 14 * 3_600_000;
  client.surroundingsChanged();
  expect(world.timers).toEqual([1_000, 500]);
});

test("whoever looks or presses something doesn't wait for the start's spread (reliability 26)", async () => {
  const kept = { account: { sub: "s", mail: null }, rested: false };
  const start = () => {
    let refreshes = 0;
    const client = new Client({
      ...CLIENT_DEPS,
      startupSpreadMs: 30_000,
      tokens: {
        ...CLIENT_DEPS.tokens,
        open: async () => kept,
        refresh: async () => {
          refreshes += 1;
          return failed(null);
        },
      },
    });
    client.start();
    return { client, refreshes: () => refreshes };
  };
  const alone = start();
  await expect.poll(() => alone.client.state().session.at).toBe("due");
  expect(alone.refreshes()).toBe(0);
  alone.client.personIsThere();
  await expect.poll(() => alone.refreshes()).toBe(1);
  alone.client.personIsThere();
  const early = start();
  early.client.personIsThere();
  await expect.poll(() => early.refreshes()).toBe(1);
  expect(alone.refreshes()).toBe(1);
});

test("a login that nobody is kept for waits as long as the server asked, too (reliability 26)", async () => {
  const timers: number[] = [];
  const client = new Client({
    ...CLIENT_DEPS,
    tokens: { ...CLIENT_DEPS.tokens, open: async () => null },
    authorization: {
      ...CLIENT_DEPS.authorization,
      prepare: () => Promise.reject(new AppError("NET_RATE_LIMITED", "HTTP 429", 90_000)),
    },
    later: (ms) => {
      timers.push(ms);
      return () => {};
    },
  });
  client.start();
  await expect.poll(() => client.state().session.at).toBe("waiting");
  expect(timers.at(-1)).toBe(90_000);
});

test("the keychain may open its dialog again for whoever asks, never for the PC itself", () => {
  const { world, client } = startClient(failed(null));
  client.login("startup");
  client.surroundingsChanged();
  client.logout();
  expect(world.asked).toBe(0);
  client.login("tray");
  client.switchAccount("status-window");
  client.forget();
  expect(world.asked).toBe(3);
});

test("a client that ends waits for what is being forgotten (reliability 20)", async () => {
  const done: string[] = [];
  let cleared = () => {};
  const client = new Client({
    ...CLIENT_DEPS,
    clearLoginData: () => new Promise((resolve) => (cleared = resolve)),
    tokens: {
      ...CLIENT_DEPS.tokens,
      async leave(level) {
        done.push(level);
        return null;
      },
    },
  });
  client.forget();
  const ended = client.dispose().then(() => done.push("ended"));
  cleared();
  await ended;
  expect(done).toEqual(["forget", "ended"]);
});

test("a proxy's question is what is told of a page, not the page's own failure that follows from it", async () => {
  const client = new Client({
    ...CLIENT_DEPS,
    tokens: { ...CLIENT_DEPS.tokens, open: async () => null },
    authorization: { ...CLIENT_DEPS.authorization, prepare: async () => ({ url: "https://login.example/" }) },
    presence: () => "new",
  });
  client.start();
  await expect.poll(() => client.attempt.state.at).toBe("open");
  client.attempt.pageFailed("main", "NET_PROXY_AUTH");
  client.attempt.pageFailed("main", "NET_PROXY"); // the tunnel that wasn't to be had
  await expect.poll(() => client.state().session).toMatchObject({ at: "waiting", why: "NET_PROXY_AUTH" });
});

test("a window's data that are never cleared keep no token from being forgotten", async () => {
  const left: string[] = [];
  const late: (() => void)[] = [];
  const client = new Client({
    ...CLIENT_DEPS,
    clearLoginData: () => new Promise(() => {}),
    tokens: {
      ...CLIENT_DEPS.tokens,
      async leave(level) {
        left.push(level);
        return null;
      },
    },
    later: (_ms, run) => {
      late.push(run);
      return () => {};
    },
  });
  client.forget();
  for (const run of late) run();
  await expect.poll(() => client.state().session).toMatchObject({ at: "signed-out", why: "APP_UNEXPECTED" });
  expect(left).toEqual(["forget"]);
});

test("what is behind an unexpected code reaches the log (reliability 35)", async () => {
  const heard: [string, unknown][] = [];
  const broken = (text: string) => () => Promise.reject(new Error(text));
  const deps = {
    ...CLIENT_DEPS,
    failed: (doing: string, thrown: unknown) => void heard.push([doing, thrown]),
  };
  const { tokens, authorization } = CLIENT_DEPS;
  new Client({ ...deps, tokens: { ...tokens, open: broken("the record") } }).start();
  new Client({ ...deps, tokens: { ...tokens, refresh: broken("the refresh") } }).start();
  const nobody = { ...tokens, open: async () => null, leave: broken("the leaving") };
  new Client({
    ...deps,
    tokens: nobody,
    authorization: { ...authorization, prepare: broken("the login") },
  }).start();
  new Client({ ...deps, tokens: nobody }).forget();
  await expect
    .poll(() => heard.map(([doing, thrown]) => `${doing}: ${(thrown as Error).message}`).toSorted())
    .toEqual(["leave: the leaving", "login: the login", "open-store: the record", "refresh: the refresh"]);
});

test.each([1, 40])(
  "a login may take the %i minutes that policy says, and its person is told so",
  async (minutes) => {
    const limit = minutes * 60_000;
    const timers: number[] = [];
    const client = new Client({
      ...CLIENT_DEPS,
      attemptTimeLimitMs: limit,
      tokens: { ...CLIENT_DEPS.tokens, open: async () => null },
      later: (ms) => {
        timers.push(ms);
        return () => {};
      },
    });
    client.start();
    await expect.poll(() => timers).toContain(limit);
    expect(client.state().deadline).toBe(CLIENT_DEPS.now() + limit);
  },
);

const untilOpen = async (deps: Partial<ClientDeps>): Promise<Client> => {
  const client = new Client({
    ...CLIENT_DEPS,
    tokens: { ...CLIENT_DEPS.tokens, open: async () => null },
    authorization: { ...CLIENT_DEPS.authorization, prepare: async () => ({ url: "https://login.example/" }) },
    ...deps,
  });
  client.start();
  await expect.poll(() => client.attempt.state.at).toBe("open");
  return client;
};

test("a page that can't be seen is the person's, in words too (reliability 37)", async () => {
  const shown = vi.fn();
  const client = await untilOpen({ windows: { ...CLIENT_DEPS.windows, show: shown } });
  client.attempt.pageUnseen("main");
  expect(client.attempt.state).toMatchObject({ main: "unknown", notice: "AUTH_UNKNOWN_PAGE" });
  expect(shown).toHaveBeenCalledOnce();
  client.attempt.pageUnseen(1);
  expect(shown).toHaveBeenCalledOnce();
});

test("a yes counts also where the PC's clock was put back since the question (reliability 25)", async () => {
  const clock = { wall: 1_800_000_000_000, steady: 0 };
  const profile = withHosts(PROFILES.omakase);
  const client = await untilOpen({
    profile,
    now: () => clock.wall,
    steady: () => clock.steady,
  });
  client.attempt.pageSeen("main", consentPage(profile.origins.operator ?? ""));
  await expect.poll(() => client.attempt.state).toMatchObject({ consent: { at: "asking" } });
  const question = client.attempt.consentQuestion;
  expect(client.attempt.answerConsent("yes", question)).toBe(false);
  clock.wall -= 3_600_000;
  clock.steady += 1_000;
  expect(client.attempt.answerConsent("yes", question)).toBe(true);
});
