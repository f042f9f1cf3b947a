import { describe, expect, test } from "vitest";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { purposeOf, startAccounts, startContract } from "./accounts.ts";
import { contract, user } from "./organisation-schema.ts";

describe.each(SERVICE_IDS)("%s", (service) => {
  const accounts = startAccounts(service, {});

  test("starts with its contract holder and a user, then the rest of the organisation", () => {
    expect(accounts.slice(0, 3).map(({ role, mail }) => [role, mail])).toEqual([
      ["contractor", `keiyakusha@${service}.example`],
      ["user", `riyousha@${service}.example`],
      ["administrator", `kanrisha@${service}.example`],
    ]);
    expect(startContract(service).lines).toEqual(["CAF1234567890", "COP12345678"]);
    contract.parse(startContract(service));
  });

  test("has an account for each of its login methods and none for others, each with a purpose", () => {
    expect(new Set(accounts.map(({ method }) => method))).toEqual(new Set(PROFILES[service].methods));
    for (const account of accounts) {
      user.parse(account);
      expect(purposeOf(account)).toMatch(/\S/u);
      expect(account.mail.endsWith(".example")).toBe(true); // RFC 2606
    }
    expect(purposeOf({ service, sub: "somebody else" })).toBeNull();
  });

  test("has what a helpdesk trains on", () => {
    const some = (fits: (one: (typeof accounts)[number]) => boolean) => accounts.some(fits);
    expect(some(({ enrolled }) => enrolled?.kind === "sms")).toBe(true);
    expect(some(({ enrolled }) => enrolled?.kind === "totp")).toBe(true);
    expect(some(({ secondFactor, enrolled, invited }) => secondFactor && !invited && enrolled === null)).toBe(
      true,
    );
    expect(some(({ locked, failures }) => locked && failures === 10)).toBe(true);
    expect(some(({ invited, password }) => invited && password === null)).toBe(true);
  });
});
