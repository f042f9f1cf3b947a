import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SessionRecord } from "../../src/core/ports.ts";
import { createHeldRecordFile } from "../support/memory-record-file.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import {
  logIn,
  type PlainSession,
  profileOf,
  recordOf,
  startPlainSession,
} from "../support/plain-session.ts";

/*
 * A record that the disk doesn't take just now, as a virus scanner holds it: the token is in the keychain, and nothing says
 * whose it is. It is said, tried again, and lost to nobody.
 */
describe("a record that can't be written", () => {
  const ALWAYS = Number.POSITIVE_INFINITY;
  let provider: PlainProvider;
  let session: PlainSession;
  let hold: (calls: number) => void;

  beforeEach(async () => {
    provider = await startPlainProvider();
    const held = createHeldRecordFile<SessionRecord>("write");
    hold = held.hold;
    session = startPlainSession(profileOf(provider), { record: held.record });
  });
  afterEach(async () => {
    await session.close();
    await provider.close();
  });

  test("at a login: said, and written as soon as it can be", async () => {
    hold(ALWAYS);
    await logIn(session);
    expect(session.tokens.notice()).toBe("SESSION_RECORD_UNSAVED");
    expect(session.tokens.storeState()).toBe("session-only");
    expect([session.tokens.unsettled(), session.tokens.unkept()]).toEqual([true, true]);

    hold(0);
    expect(await session.tokens.settle()).toBe("ok");
    expect([session.tokens.unsettled(), session.tokens.notice()]).toEqual([false, null]);
    expect(await session.restarted().tokens.open()).toMatchObject({
      account: { sub: "hanako" },
      rested: false,
    });
  });

  test("at a logout: nothing resumes by itself, and who logs in again later needs no password", async () => {
    await logIn(session);
    hold(ALWAYS);
    await session.tokens.leave("rest");
    expect(await recordOf(session), "one that says it doesn't rest").toBeNull();
    expect(session.tokens.unsettled()).toBe(true);

    hold(0);
    await session.tokens.settle();
    expect(await session.restarted().tokens.open()).toMatchObject({ rested: true });
  });

  test("from login to logout: it rests once it is written", async () => {
    hold(ALWAYS);
    await logIn(session);
    await session.tokens.leave("rest");
    hold(0);
    await session.tokens.settle();
    expect(await session.restarted().tokens.open()).toMatchObject({ rested: true });
  });

  test("from login to forgetting: neither token nor record is left", async () => {
    hold(2);
    await logIn(session);
    expect(await session.tokens.leave("forget")).toBeNull();
    hold(0);
    await session.tokens.settle();
    expect([...session.store.entries.values()]).toEqual([]);
    expect(await recordOf(session)).toBeNull();
  });
});
