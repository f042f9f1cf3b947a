import { UNLOCKED } from "../src/core/rules/lockout.ts";
import type { ServiceId } from "../src/core/service/profile.ts";
import type { Contract, Seed, User } from "./admin-schema.ts";
import { withoutUndefined } from "./without-undefined.ts";

/** An account that nobody has touched yet: mail and password, no second factor. */
export function newAccount(service: ServiceId, mail: string, change: Partial<User> = {}): User {
  return {
    service,
    sub: `${service}|${mail.toLowerCase()}`,
    mail,
    name: mail.slice(0, mail.indexOf("@")),
    password: "Riyousha-2025",
    role: "user",
    method: "password",
    external: null,
    invited: false,
    secondFactor: false,
    enrolled: null,
    recoveryCode: null,
    ...UNLOCKED,
    ...change,
  };
}

const people: readonly (Partial<User> & { readonly sub: string })[] = [
  { sub: "keiyakusha", name: "契約 太郎", password: "Keiyaku-2025", role: "contractor" },
  { sub: "riyousha", name: "利用 花子", password: "Riyousha-2025", role: "user" },
];

/** The people that a service starts with: the seed's, or the demonstration's; none of those exists (RFC 2606 names). */
export function startAccounts(service: ServiceId, seed: Seed): User[] {
  const seeded = seed[service]?.users;
  if (seeded !== undefined)
    return seeded.map(({ mail, ...change }) => newAccount(service, mail, withoutUndefined(change)));
  return people.map(({ sub, ...change }) =>
    newAccount(service, `${sub}@${service}.example`, { ...change, sub: `${service}|${sub}` }),
  );
}

/** The contract that a service starts with; the access path is the default of facts A14. */
export function startContract(service: ServiceId, seed: Seed = {}): Contract {
  return {
    accessPath: "both",
    lines: ["CAF1234567890", "COP12345678"],
    plan: "basic",
    trialStarted: null,
    secondFactor: true,
    activeDirectory: null,
    accessTokenSeconds: 600,
    refreshTokenSeconds: 30 * 86_400,
    ...withoutUndefined(seed[service]?.contract ?? {}),
  };
}
