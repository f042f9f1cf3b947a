import { Client } from "../../src/main/client/client.ts";
import { CLIENT_DEPS } from "../../src/main/client/samples.ts";
import { RefreshError } from "../../src/main/session/refresh.ts";
import type { PlainSession } from "./plain-session.ts";

/** The client's machines over the real adapters; its windows only note where they were sent. */
export type PlainClient = {
  readonly client: Client;
  /** Where the login window was sent, in order. */
  readonly pages: string[];
};

export function startPlainClient(session: PlainSession, changed = () => {}): PlainClient {
  const { authorization, tokens } = session;
  const pages: string[] = [];
  const client = new Client({
    ...CLIENT_DEPS,
    attemptTimeLimitMs: 60_000,
    authorization,
    tokens: {
      open: () => tokens.open(),
      refresh: async () => {
        try {
          return { kind: "granted", grant: await tokens.refresh() };
        } catch (thrown) {
          if (!(thrown instanceof RefreshError)) throw thrown;
          const { failure } = thrown;
          return failure.kind === "missing" ? { kind: "missing" } : { kind: "failed", failure };
        }
      },
      leave: (level) => tokens.leave(level),
      storeState: () => tokens.storeState(),
      expiresAt: () => tokens.expiresAt(),
      validMs: () => tokens.validMs(),
      notice: () => tokens.notice(),
      settle: () => tokens.settle(),
    },
    windows: { ...CLIENT_DEPS.windows, open: (url) => pages.push(url), load: (url) => pages.push(url) },
    changed,
    now: Date.now,
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  authorization.onCallback((attempt, generation) => client.attempt.callbackReceived(attempt, generation));
  client.start();
  return { client, pages };
}
