import type { LoginOutcome, StatusAnswer } from "../../shared/command.ts";
import type { CommandHandlers } from "./handlers.ts";

/**
 * What became of a login that was asked for while the client stood at `before`; null while that isn't settled.
 * Signed out and offline only count once the client has moved: it may not have begun yet.
 * @param moved whether anything else than `before` was seen since
 */
function loginOutcome(now: StatusAnswer, moved: boolean): LoginOutcome | null {
  switch (now.state) {
    case "online":
      return "online";
    case "working":
      return null;
    case "attention":
      // Without a usable policy no login can begin, so nothing will ever move.
      return now.reason?.startsWith("POLICY_") === true ? "refused" : null;
    case "offline":
      return moved ? "offline" : null;
    case "signed-out":
      if (!moved) return null;
      return now.reason === null ? "cancelled" : "refused";
  }
}

function hasMoved(before: StatusAnswer, now: StatusAnswer): boolean {
  return before.state !== now.state || before.since !== now.since || before.reason !== now.reason;
}

/**
 * Asks for a login and resolves with its outcome, with `time-limit` after so many milliseconds; the attempt itself
 * goes on. Never settles when the signal ends the watching first.
 */
export function watchLogin(
  handlers: CommandHandlers,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<{ outcome: LoginOutcome; status: StatusAnswer }> {
  const before = handlers.status();
  if (before.state === "online") return Promise.resolve({ outcome: "online", status: before });
  return new Promise((resolve, reject) => {
    let moved = false;
    const ended = new AbortController();
    const settle = (otherwise: LoginOutcome | null) => {
      if (ended.signal.aborted) return;
      try {
        const status = handlers.status();
        moved ||= hasMoved(before, status);
        const outcome = loginOutcome(status, moved) ?? otherwise;
        if (outcome === null) return;
        ended.abort();
        resolve({ outcome, status });
      } catch (error) {
        ended.abort();
        reject(error);
      }
    };
    const unsubscribe = handlers.onChange(() => settle(null));
    const timer = setTimeout(() => settle("time-limit"), timeLimitMs);
    ended.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      unsubscribe();
    });
    signal.addEventListener("abort", () => ended.abort(), { once: true });
    try {
      handlers.login();
    } catch (error) {
      ended.abort();
      reject(error);
    }
    settle(null);
  });
}
