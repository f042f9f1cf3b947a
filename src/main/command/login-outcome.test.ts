import { expect, test, vi } from "vitest";
import type { StatusValue } from "../../shared/command.ts";
import { SETTINGS, STATE } from "../shell/samples.ts";
import { projectShell } from "../shell/shell-view.ts";
import { type CommandHandlers, statusValue } from "./handlers.ts";
import { watchLogin } from "./login-outcome.ts";

const signedOut: StatusValue = {
  version: "1.0.0",
  service: "omakase",
  state: "signed-out",
  reason: null,
  account: null,
  since: "2026-01-01T00:00:00.000Z",
  accessTokenExpiresAt: null,
  lastError: null,
  tokenStore: "ok",
  windows: [],
};

/** A client that stands where it is put; `onLogin` is what it does at once when a login is asked for. */
function client(
  first: Partial<StatusValue>,
  onLogin: (go: (next: Partial<StatusValue>) => void) => void = () => {},
) {
  let now: StatusValue = { ...signedOut, ...first };
  const listeners = new Set<() => void>();
  const go = (next: Partial<StatusValue>) => {
    now = { ...now, ...next };
    for (const listener of listeners) listener();
  };
  const login = vi.fn(() => onLogin(go));
  const handlers: CommandHandlers = {
    status: () => now,
    login,
    logout: async () => null,
    supportCode: () => "",
    guide: () => ({ branch: "method-1", at: "online", item: null, code: null }),
    doctor: () => Promise.reject(new Error("a login asks for none")),
    settings: async () => ({ settings: [], waiting: false }),
    setSetting: async () => ({ settings: [], waiting: false }),
    resetSetting: async () => ({ settings: [], waiting: false }),
    quit: () => {},
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { handlers, go, login, listeners };
}

const never = () => new AbortController().signal;

test("a client that is online already is asked for nothing", async () => {
  const { handlers, login } = client({ state: "online" });
  expect((await watchLogin(handlers, 1_000, never())).outcome).toBe("online");
  expect(login).not.toHaveBeenCalled();
});

test.each([
  [{ state: "online" }, "online"],
  [{ state: "offline", reason: "NET_OFFLINE" }, "offline"],
  [{ state: "signed-out", reason: "AUTH_DENIED" }, "refused"],
  [{ state: "signed-out", reason: null }, "cancelled"],
] as const)("work that ends as %j has the outcome %s", async (end, outcome) => {
  const { handlers, go, listeners } = client({});
  const watched = watchLogin(handlers, 60_000, never());
  go({ state: "working" });
  go({ state: "attention", reason: "AUTH_SECOND_FACTOR" });
  go(end);
  expect(await watched).toMatchObject({ outcome, status: end });
  expect(listeners.size).toBe(0);
});

test("the state before the login isn't taken for its outcome", async () => {
  const { handlers, go } = client({ state: "signed-out", reason: "AUTH_LOCKED" });
  const watched = watchLogin(handlers, 60_000, never());
  go({ windows: [{ kind: "status", visible: true }] });
  go({ state: "working" });
  go({ state: "online", reason: null });
  expect((await watched).outcome).toBe("online");
});

test("a login that no usable policy lets begin is refused at once", async () => {
  const view = projectShell({
    ...STATE,
    settings: { ...SETTINGS, problem: "POLICY_INVALID" },
    since: signedOut.since,
  });
  const { handlers } = client(statusValue(view, []));
  expect((await watchLogin(handlers, 60_000, never())).outcome).toBe("refused");
});

test("a failure whose steps were reported as one is told from the failure before it by its time", async () => {
  const { handlers } = client({ state: "signed-out", reason: "AUTH_LOCKED" }, (go) =>
    go({ since: "2026-01-01T00:00:01.000Z" }),
  );
  expect((await watchLogin(handlers, 60_000, never())).outcome).toBe("refused");
});

test("offline and again offline is an outcome", async () => {
  const { handlers, go } = client({ state: "offline", reason: "NET_OFFLINE" }, (go) =>
    go({ state: "working" }),
  );
  const watched = watchLogin(handlers, 60_000, never());
  go({ state: "offline", reason: "NET_OFFLINE" });
  expect((await watched).outcome).toBe("offline");
});

test.each(["working", "attention"] as const)(
  "a client that stays %s reaches the time limit",
  async (state) => {
    const { handlers, listeners } = client({}, (go) => go({ state }));
    const end = await watchLogin(handlers, 1, never());
    expect(end).toMatchObject({ outcome: "time-limit", status: { state } });
    expect(listeners.size).toBe(0);
  },
);

test("whoever hangs up stops the watching, not the login", () => {
  const { handlers, listeners, login } = client({}, (go) => go({ state: "working" }));
  const hungUp = new AbortController();
  void watchLogin(handlers, 60_000, hungUp.signal);
  expect(listeners.size).toBe(1);
  hungUp.abort();
  expect(listeners.size).toBe(0);
  expect(login).toHaveBeenCalledOnce();
});

test("a login that can't be begun is an error and leaves no listener", async () => {
  const { handlers, listeners } = client({}, () => {
    throw new Error("broken");
  });
  await expect(watchLogin(handlers, 60_000, never())).rejects.toThrow("broken");
  expect(listeners.size).toBe(0);
});
