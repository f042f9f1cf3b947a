import { expect, test } from "vitest";
import { AppError } from "../../core/errors.ts";
import { ALL_CHECKS } from "./all-checks.ts";
import type { ExaminedPc } from "./check.ts";
import { wellPc } from "./well-pc.ts";

// What a check asks for and what not; with real servers, disks and keychains they meet in tests/integration/doctor.test.ts.

const on = (id: keyof typeof ALL_CHECKS, own: Partial<ExaminedPc> = {}) =>
  ALL_CHECKS[id](wellPc(own), new AbortController().signal);

test("without a profile that can be used nothing is asked, and nothing said of what it would be about", async () => {
  const own = { profile: null, hosts: null, look: async () => null } as const;
  for (const id of ["proxy", "dns", "portal", "clock", "tls", "service", "line-name", "line"] as const)
    expect([id, (await on(id, own)).is]).toEqual([id, "no-answer"]);
  for (const id of ["operator", "discovery", "keys", "record"] as const)
    expect([id, (await on(id, own)).is]).toEqual([id, "no-answer"]);
  expect((await on("network", own)).is, "whether there is a network is known all the same").toBe("ok");
});

test("names are looked up by the proxy where there is one, so this PC's DNS isn't blamed", async () => {
  const names = { route: async () => "PROXY p:3128", addresses: async () => null };
  for (const id of ["dns", "line-name"] as const)
    expect(await on(id, { names })).toEqual({ is: "not-here", facts: { lookedUpBy: "proxy" } });
});

test("a service whose line host is its Internet host has one look and one finding", async () => {
  const { hosts } = wellPc();
  if (hosts === null) throw new Error("no hosts");
  for (const id of ["line", "line-name"] as const)
    expect((await on(id, { hosts: { ...hosts, line: null } })).is).toBe("not-here");
});

test("in the clear there is nobody to sign", async () => {
  const { hosts } = wellPc();
  if (hosts === null) throw new Error("no hosts");
  const plain = { ...hosts, internet: new URL("http://internet.omakase.localhost:1") };
  expect((await on("tls", { hosts: plain })).is).toBe("not-here");
});

test("a keychain that is locked isn't asked: its dialog would open", async () => {
  let asked = 0;
  const keychain = {
    isLocked: async () => true,
    program: async () => "GNOME Keyring",
    async probe() {
      asked += 1;
      return "ok" as const;
    },
  };
  expect(await on("keychain", { keychain })).toMatchObject({ is: "fail", cause: "STORE_LOCKED" });
  expect(asked).toBe(0);
});

test("what the keychain rejects with is its finding", async () => {
  const { keychain } = wellPc();
  const probe = () => Promise.reject(new AppError("STORE_DIALOG_WAITING"));
  expect(await on("keychain", { keychain: { ...keychain, probe } })).toMatchObject({
    cause: "STORE_DIALOG_WAITING",
  });
});

test("keys on a host that the profile doesn't name aren't asked for", async () => {
  const described = {
    issuer: "https://a.example",
    jwks_uri: "https://keys.elsewhere.example/jwks",
  };
  expect(await on("keys", { metadata: async () => described })).toEqual({
    is: "not-here",
    facts: { elsewhere: "keys.elsewhere.example" },
  });
});
