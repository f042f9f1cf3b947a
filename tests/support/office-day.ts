import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { SessionRecord } from "../../src/core/ports.ts";
import type { Profile } from "../../src/core/service/profile.ts";
import { Client } from "../../src/main/client/client.ts";
import type { RefreshResult } from "../../src/main/client/ports.ts";
import { CLIENT_DEPS } from "../../src/main/client/samples.ts";
import { createServerClock, createSteadyClock } from "../../src/main/network/clocks.ts";
import { netError } from "../../src/main/network/network-error.ts";
import type { Outbound } from "../../src/main/network/outbound.ts";
import { createNetworkProbe } from "../../src/main/network/probe.ts";
import { createAuthorization } from "../../src/main/provider/authorization.ts";
import { createProvider } from "../../src/main/provider/provider.ts";
import type { ForgottenEntries } from "../../src/main/session/record-format.ts";
import { RefreshError } from "../../src/main/session/refresh.ts";
import { createSessionTokens } from "../../src/main/session/tokens.ts";
import { type ClientView, projectClient } from "../../src/main/shell/project-view.ts";
import { createWords } from "../../src/shared/words.ts";
import { createHttpPerson, type HttpPerson } from "./http-person.ts";
import { createMemoryRecordFile } from "./memory-record-file.ts";
import { createMemorySecretStore } from "./memory-secret-store.ts";
import { createNodeOutbound } from "./node-outbound.ts";
import type { PlainProvider } from "./plain-provider.ts";
import { logInByHand, profileOf } from "./plain-session.ts";
import { until } from "./wait.ts";

const MINUTE = 60_000;
const words = createWords("en");

/** Where the laptop is plugged in, and what can be reached from there. */
export type Place =
  | "office"
  | "office over VPN"
  | "another Wi-Fi"
  | "café before its sign-in page"
  | "nowhere";

/**
 * An office PC over a day: the client's own code, its real adapters and a real provider over real sockets, on a time
 * that the test moves. Only windows are played (a person over HTTP) and the cables (which host can be reached).
 */
export type OfficeDay = {
  /** Lets the time pass up to `HH:MM` (of the next day with `+`), with every timer at its moment. */
  until(time: string): Promise<void>;
  /** Notes what happens, and lets it happen. */
  happens(what: string, event: () => void | Promise<void>): Promise<void>;
  /** The lid is closed: no timer runs until then. In what order a PC wakes up is anybody's guess: both are played. */
  sleepsUntil(time: string, first: "late timers" | "told of waking"): Promise<void>;
  plugInto(place: Place): void;
  /** By so much the PC's clock is wrong from now on. */
  setClockWrong(ms: number): void;
  readonly client: Client;
  view(): ClientView;
  /** `HH:MM  what` */
  readonly story: readonly string[];
  /** The states that people saw: `HH:MM state reason`. */
  readonly seen: readonly string[];
  /** Login windows by how they were opened, and how often a person had to type. */
  readonly windows: readonly string[];
  typed(): number;
  close(): Promise<void>;
};

export async function startOfficeDay(provider: PlainProvider, start: string): Promise<OfficeDay> {
  const midnight = Date.parse("2026-04-01T00:00:00+09:00");
  let now = midnight + minutes(start) * MINUTE;
  vi.useFakeTimers({ toFake: ["Date"], now });
  const story: string[] = [];
  const seen: string[] = [];
  const windows: string[] = [];
  const clockText = () => {
    const minute = Math.floor((now - midnight) / MINUTE) % (24 * 60);
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  };
  const tell = (what: string) => story.push(`${clockText()}  ${what}`);

  // The PC's own clocks: one that can be set, one that halts while the lid is closed.
  let wrongBy = 0;
  let awake = 0;
  const wall = () => now + wrongBy;
  const steady = createSteadyClock({ monotonic: () => awake, wall });

  const doors = await openDoors();
  let place: Place = "office";
  const outbound = wired(
    createNodeOutbound({ timeoutMs: 3_000 }),
    () => place,
    doors,
    () => now,
  );
  const profile: Profile = {
    ...profileOf(provider),
    origins: { internet: doors.internet, line: doors.line },
  };
  const clock = createServerClock(steady, wall);
  const openid = createProvider({ outbound: clock.watching(outbound), profile, now: wall });
  const folder = mkdtempSync(join(tmpdir(), "drive-day-"));
  const tokens = createSessionTokens({
    store: createMemorySecretStore(),
    record: createMemoryRecordFile<SessionRecord>(),
    forgotten: createMemoryRecordFile<ForgottenEntries>(),
    binding: { to: "machine", machine: async () => "this-laptop" },
    provider: openid,
    profile,
    now: wall,
    steady: () => steady.now(),
    lockPath: join(folder, "refresh.lock"),
    clearLoginData: async () => {},
  });
  const authorization = createAuthorization({ provider: openid, profile, tokens });
  // Where the service's own login page is: behind the line.
  const probe = createNetworkProbe({
    outbound,
    profile: { ...profile, loginUrl: doors.line },
    now: wall,
    linked: () => place !== "nowhere",
  });

  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let busy = 0;
  async function counted<T>(work: Promise<T>): Promise<T> {
    busy += 1;
    try {
      return await work;
    } finally {
      busy -= 1;
    }
  }

  const hands = createHttpPerson();
  let typed = 0;
  const person: HttpPerson = {
    ...hands,
    submit(page, fields, ...rest) {
      if ("login" in fields) {
        typed += 1;
        tell("A person types mail address and password.");
      }
      return hands.submit(page, fields, ...rest);
    },
  };
  let redirectOrigin = "";
  let presence: "new" | "known" | "left" = "new";
  async function browse(url: string): Promise<void> {
    if (!reach(place).line) return client.attempt.pageFailed("main", "NET_DNS");
    await person.open(await logInByHand(person, url, redirectOrigin));
  }

  const client: Client = new Client({
    ...CLIENT_DEPS,
    profile,
    startupLogin: true,
    startupSpreadMs: 30_000,
    presence: () => presence,
    logoutLevel: "rest",
    attemptTimeLimitMs: 10 * MINUTE,
    loginVia: "window",
    authorization: {
      prepare: async (attempt, generation) => {
        const prepared = await counted(authorization.prepare(attempt, generation));
        ({ redirectOrigin } = prepared);
        return prepared;
      },
      exchange: (attempt, generation) => counted(authorization.exchange(attempt, generation)),
      release: (attempt) => counted(authorization.release(attempt)),
    },
    keychainMayAsk: () => {},
    tokens: {
      open: () => counted(tokens.open()),
      refresh: () => counted(refresh()),
      leave: (level) => counted(tokens.leave(level)),
      storeState: () => tokens.storeState(),
      expiresAt: () => tokens.expiresAt(),
      validMs: () => tokens.validMs(),
      notice: () => tokens.notice() ?? (clock.isWrong() ? "SESSION_CLOCK_WRONG" : null),
      settle: () => counted(tokens.settle()),
    },
    windows: {
      open(url, how) {
        windows.push(`${clockText()} ${how}`);
        void counted(browse(url));
      },
      load: (url) => void counted(browse(url)),
      reveal() {},
      show() {},
      close() {},
      fill: async () => false,
      press: async () => ({ kind: "kept", doubt: "changed", path: null, fields: [] }),
    },
    browser: { open: async () => "failed", showAddress() {} },
    clearLoginData: async () => {},
    consentPanel: { show() {}, close() {}, tellApproved() {} },
    consentApproval: null,
    loginHint: null,
    explain: (failed, reaching) => counted(probe.explain(failed, reaching)),
    log() {},
    now: wall,
    steady: () => steady.now(),
    later(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 0.5,
    changed: noteView,
  });
  authorization.onCallback((attempt, generation) => client.attempt.callbackReceived(attempt, generation));

  async function refresh(): Promise<RefreshResult> {
    try {
      return { kind: "granted", grant: await tokens.refresh() };
    } catch (thrown) {
      if (!(thrown instanceof RefreshError)) throw thrown;
      const { failure } = thrown;
      return failure.kind === "missing" ? { kind: "missing" } : { kind: "failed", failure };
    }
  }

  let last = "";
  function noteView(): void {
    const { session } = client.state();
    if (session.at === "online") presence = "known";
    if (session.at === "leaving") presence = "left";
    const { state, reason, doing } = projectClient(client.state());
    const line = `${state} ${reason}`;
    if (line === last) return;
    last = line;
    seen.push(`${clockText()} ${reason === null ? state : line}`);
    const why = reason === null ? words.t(`doing.${doing}`) : words.t(`error.${reason}.title`);
    const next = reason === null ? "" : ` (${reason}) → ${words.t(`error.${reason}.next`)}`;
    tell(`    [${words.t(`state.${state}`)}] ${why}${next}`);
  }

  const atRest = () => until("the client is at rest", async () => busy === 0 && (await idle()) && busy === 0);

  async function moveTo(time: number): Promise<void> {
    awake += time - now;
    now = time;
    vi.setSystemTime(now);
  }

  async function passUntil(end: number): Promise<void> {
    await atRest();
    for (;;) {
      const next = [...timers].sort((a, b) => a.at - b.at).find(({ at }) => at <= end);
      if (next === undefined) break;
      timers.delete(next);
      await moveTo(Math.max(now, next.at));
      next.run();
      await atRest();
    }
    await moveTo(end);
  }

  const moment = (time: string) =>
    midnight + (minutes(time.replace("+", "")) + (time.startsWith("+") ? 24 * 60 : 0)) * MINUTE;

  client.start();
  await atRest();
  return {
    client,
    story,
    seen,
    windows,
    typed: () => typed,
    view: () => projectClient(client.state()),
    until: (time) => passUntil(moment(time)),
    async happens(what, event) {
      tell(what);
      await event();
      await atRest();
      noteView();
    },
    async sleepsUntil(time, first) {
      tell("The lid is closed.");
      now = moment(time);
      vi.setSystemTime(now);
      tell("The lid is opened.");
      if (first === "late timers") await passUntil(now);
      steady.catchUp();
      client.surroundingsChanged();
      await atRest();
      noteView();
    },
    plugInto(next) {
      place = next;
      // The watch of the PC's addresses tells it.
      client.surroundingsChanged();
    },
    setClockWrong(ms) {
      wrongBy = ms;
    },
    async close() {
      void client.dispose();
      await authorization.close();
      await outbound.close();
      await doors.close();
      rmSync(folder, { recursive: true, force: true });
      vi.useRealTimers();
    },
  };
}

function reach(place: Place): { readonly internet: boolean; readonly line: boolean } {
  return {
    internet: place === "office" || place === "another Wi-Fi" || place === "office over VPN",
    line: place === "office",
  };
}

type Doors = { readonly internet: string; readonly line: string; close(): Promise<void> };

/** The service's two login URLs; what they answer doesn't matter, only that they do. */
async function openDoors(): Promise<Doors> {
  const servers: Server[] = [];
  const door = async (name: string): Promise<string> => {
    const server = createServer((_req, res) => res.end());
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
    return `http://${name}.plain.localhost:${(server.address() as AddressInfo).port}`;
  };
  return {
    internet: await door("internet"),
    line: await door("line"),
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
}

/** The real way out, over a cable that leads where the place leads. Answers carry the provider's time. */
function wired(way: Outbound, place: () => Place, doors: Doors, time: () => number): Outbound {
  const through = async (url: URL, request: () => Promise<Response>): Promise<Response> => {
    const here = place();
    if (here === "nowhere") throw failed("ERR_INTERNET_DISCONNECTED");
    if (here === "café before its sign-in page")
      return new Response(null, { status: 302, headers: { location: "http://sign-in.café.example/" } });
    const known = url.origin === doors.line ? reach(here).line : reach(here).internet;
    if (!known) throw failed("ERR_NAME_NOT_RESOLVED");
    const answer = await request();
    const headers = new Headers(answer.headers);
    headers.set("date", new Date(time()).toUTCString());
    return new Response(await answer.text(), { status: answer.status, headers });
  };
  return {
    fetch: (url, init) => through(new URL(url), () => way.fetch(url, init)),
    peek: (url) => through(url, () => way.peek(url)),
    close: () => way.close(),
  };
}

function failed(name: string): Error {
  const error = netError(name);
  if (error === null) throw new Error(`no network error is called ${name}`);
  return error;
}

/** Nothing is left to be done at once. */
async function idle(): Promise<boolean> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise((done) => setImmediate(done));
  return true;
}

function minutes(time: string): number {
  const [hours = "0", rest = "0"] = time.split(":");
  return Number(hours) * 60 + Number(rest);
}
