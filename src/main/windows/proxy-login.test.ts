import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import type { WebContents } from "../electron.ts";
import { createProxyLogins, type ProxyCredentials } from "../network/proxy-logins.ts";
import { answerProxies } from "./proxy-login.ts";

const HANAKO = { user: "hanako", password: "right" };
const PROXY = { isProxy: true, host: "proxy.example", port: 8080 };

function window(known: () => ProxyCredentials | null, named = true) {
  const contents = new EventEmitter();
  const entries: string[] = [];
  const get = async (entry: string) => {
    entries.push(entry);
    return JSON.stringify(known());
  };
  const failures: string[] = [];
  const logins = createProxyLogins(
    { get, set: async () => {}, delete: async () => false },
    () => 0,
    async () => named,
  );
  answerProxies(contents as unknown as WebContents, logins, (code) => failures.push(code));
  return {
    entries,
    failures: () => failures.length,
    lastFailure: () => failures.at(-1),
    /** What is answered; "nothing" where the question is left to Electron. */
    ask: (details: { first?: boolean; navigation?: boolean } = {}, asking: object = PROXY) =>
      new Promise<unknown>((answered) => {
        let ours = false;
        contents.emit(
          "login",
          { preventDefault: () => (ours = true) },
          { firstAuthAttempt: details.first ?? true, isRequestForNavigation: details.navigation ?? true },
          asking,
          (...answer: string[]) => answered(answer),
        );
        if (!ours) answered("nothing");
      }),
  };
}

describe("a proxy that asks a page who is there (reliability 30)", () => {
  test("gets what the keychain has for it, by host and port", async () => {
    const { ask, failures, entries } = window(() => HANAKO);
    expect(await ask()).toEqual(["hanako", "right"]);
    expect(await ask({}, { ...PROXY, host: "2001:db8::1", port: 80 })).toEqual(["hanako", "right"]);
    expect(entries).toEqual(["proxy:proxy.example:8080", "proxy:[2001:db8::1]:80"]);
    expect(failures()).toBe(0);
  });

  test("gets it from each of the page's requests", async () => {
    const { ask, failures } = window(() => HANAKO);
    for (const navigation of [true, false, false])
      expect(await ask({ navigation })).toEqual(["hanako", "right"]);
    expect(failures()).toBe(0);
  });

  test("isn't told a refused password twice, but a new one", async () => {
    let known = { ...HANAKO, password: "wrong" };
    const { ask, failures } = window(() => known);
    expect(await ask()).toEqual(["hanako", "wrong"]);
    expect(await ask({ first: false })).toEqual([]);
    expect(failures()).toBe(1);
    // What the page needs besides would only ask for a locked account.
    expect(await ask({ navigation: false })).toEqual([]);
    expect(failures()).toBe(1);
    known = HANAKO;
    expect(await ask()).toEqual(["hanako", "right"]);
    expect(failures()).toBe(1);
  });

  test.each([
    ["nothing is known", () => null],
    [
      "the keychain fails",
      () => {
        throw new Error("locked");
      },
    ],
  ])("gets no answer where %s; the page is what fails", async (_case, known) => {
    const { ask, failures } = window(known);
    expect(await ask({ navigation: false })).toEqual([]);
    expect(failures()).toBe(0);
    expect(await ask()).toEqual([]);
    expect(failures()).toBe(1);
  });

  test.each([
    [true, "NET_PROXY_AUTH"],
    [false, "NET_PROXY"],
  ] as const)("asks its person only where this PC or IT names it (%j)", async (named, code) => {
    const { ask, lastFailure } = window(() => null, named);
    expect(await ask()).toEqual([]);
    expect(lastFailure()).toBe(code);
  });
});

test("a server's own question is nobody's of ours: no password of a proxy goes there", async () => {
  const { ask, failures } = window(() => HANAKO);
  expect(await ask({}, { ...PROXY, isProxy: false })).toBe("nothing");
  expect(failures()).toBe(0);
});
