import { describe, expect, test } from "vitest";
import { AppError, errorCode } from "../../core/errors.ts";
import { createProxyLogins, proxyEntry, proxyPlace } from "./proxy-logins.ts";

const PROXY = "proxy.example:8080";
const HANAKO = { user: "hanako", password: "pass:ワード" };
const TEN_MINUTES = 10 * 60_000;

const named = async () => true;

/** A keychain that can be shut. */
function memoryStore() {
  const entries = new Map<string, string>();
  let shut = false;
  const open = () => {
    if (shut) throw new AppError("STORE_LOCKED");
    return entries;
  };
  return {
    entries,
    shut: (now: boolean) => {
      shut = now;
    },
    get: async (key: string) => open().get(key) ?? null,
    set: async (key: string, secret: string) => void open().set(key, secret),
    delete: async (key: string) => open().delete(key),
  };
}

function logins() {
  const store = memoryStore();
  const clock = { now: 0 };
  return { store, clock, logins: createProxyLogins(store, () => clock.now, named) };
}

test.each([
  [{ host: "proxy.example", port: 8080 }, PROXY],
  [{ host: "proxy.example", port: 80 }, "proxy.example:80"],
  [{ host: "2001:db8::1", port: 3128 }, "[2001:db8::1]:3128"],
  [{ host: "[2001:db8::1]", port: 3128 }, "[2001:db8::1]:3128"],
])("%o is named %s", (place, name) => {
  expect(proxyPlace(place)).toBe(name);
});

describe("who to be at a proxy (reliability 30)", () => {
  test("is what IT put into the keychain, and nothing where that can't be read", async () => {
    const { store, logins: known } = logins();
    await store.set(proxyEntry(PROXY), JSON.stringify(HANAKO));
    expect(await known.of(PROXY)).toEqual(HANAKO);
    expect(await known.of("proxy.example:80")).toBeNull();
    for (const nonsense of ["", "{}", '{"user":"","password":"x"}', '{"user":"a","password":"b","c":1}']) {
      await store.set(proxyEntry(PROXY), nonsense);
      expect(await known.of(PROXY)).toBeNull();
    }
    await store.set(proxyEntry(PROXY), JSON.stringify(HANAKO));
    store.shut(true);
    expect(await known.of(PROXY)).toBeNull();
  });

  test("isn't what was refused a short while ago, unless somebody says the same again", async () => {
    const { store, clock, logins: known } = logins();
    await store.set(proxyEntry(PROXY), JSON.stringify(HANAKO));
    known.refused(PROXY, HANAKO);
    expect(await known.of(PROXY)).toBeNull();
    clock.now = TEN_MINUTES;
    expect(await known.of(PROXY)).toEqual(HANAKO);
    known.refused(PROXY, HANAKO);
    await known.introduce(PROXY, HANAKO);
    expect(await known.of(PROXY)).toEqual(HANAKO);
  });

  test("is asked of the person while a proxy waits for it", async () => {
    const { logins: known } = logins();
    expect(known.waiting()).toBeNull();
    await known.of(PROXY);
    expect(known.waiting()).toBe(PROXY);
    await known.introduce(PROXY, HANAKO);
    expect(await known.of(PROXY)).toEqual(HANAKO);
    expect(known.waiting()).toBeNull();
  });

  test("is asked of no person for a proxy that only the network told of, unless it has been logged in to", async () => {
    const store = memoryStore();
    const known = createProxyLogins(
      store,
      () => 0,
      async (proxy) => proxy === PROXY,
    );
    expect([await known.of("wpad.example:80"), known.waiting()]).toEqual([null, null]);
    expect([await known.of(PROXY), known.waiting()]).toEqual([null, PROXY]);
    expect([await known.of("wpad.example:80"), known.waiting()]).toEqual([null, PROXY]);
    await store.set(proxyEntry("before.example:80"), JSON.stringify(HANAKO));
    expect(await known.of("before.example:80")).toEqual(HANAKO);
    known.refused("before.example:80", HANAKO);
    expect([await known.of("before.example:80"), known.waiting()]).toEqual([null, "before.example:80"]);
  });

  test("holds for this run where the keychain doesn't take it, and is said so", async () => {
    const { store, logins: known } = logins();
    store.shut(true);
    expect(await known.introduce(PROXY, HANAKO).then(() => null, errorCode)).toBe("STORE_LOCKED");
    expect(await known.of(PROXY)).toEqual(HANAKO);
    store.shut(false);
    expect(await createProxyLogins(store, () => 0, named).of(PROXY)).toBeNull();
  });

  test("is forgotten with this PC when a person typed it; what IT put there stays", async () => {
    const { store, logins: first } = logins();
    await store.set(proxyEntry("of-it.example:80"), JSON.stringify(HANAKO));
    await first.introduce(PROXY, HANAKO);
    await first.introduce("elsewhere.example:80", HANAKO);
    // Another start, in which none of them was asked for.
    const known = createProxyLogins(store, () => 0, named);
    store.shut(true);
    await known.forget();
    store.shut(false);
    expect(await known.of(PROXY)).toEqual(HANAKO);
    await known.forget();
    expect([...store.entries.keys()]).toEqual([proxyEntry("of-it.example:80")]);
  });
});
