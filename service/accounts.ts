import { UNLOCKED } from "../src/core/rules/lockout.ts";
import type { ServiceId } from "../src/core/service/profile.ts";
import type { User } from "./admin-schema.ts";

const people = [
  { name: "keiyakusha", password: "Keiyaku-2025", role: "contractor" },
  { name: "riyousha", password: "Riyousha-2025", role: "user" },
] as const;

/** The people that every service starts with; none of them exists (RFC 2606 names). */
export function startAccounts(service: ServiceId): User[] {
  return people.map(({ name, password, role }) => ({
    service,
    sub: `${service}|${name}`,
    mail: `${name}@${service}.example`,
    password,
    role,
    secondFactor: false,
    ...UNLOCKED,
  }));
}
