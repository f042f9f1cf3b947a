import { createHash } from "node:crypto";
import type { Profile } from "../../core/service/profile.ts";
import type { BindingMatch, Home } from "./state.ts";

type Service = Pick<Profile, "id" | "issuer" | "clientId">;

/** The keychain's entries that the refresh token may lie in. */
export class Entries {
  readonly #home: Home;
  readonly #service: Service;

  constructor(home: Home, service: Service) {
    this.#home = home;
    this.#service = service;
  }

  /** This PC's own, which every new token goes into. */
  get own(): string {
    return entryOf(this.#service, this.#home.now.pc?.id ?? null);
  }

  /** Where the record says that the token lies: read there and nowhere else, so that nothing left behind is sent. */
  get current(): string {
    const { recorded } = this.#home.now;
    return recorded?.place === "here" ? recorded.entry : this.own;
  }

  /** Beside `current`, for a token whose answer isn't checked yet. */
  get pending(): string {
    return pendingOf(this.current);
  }

  /** The record's, if it names another entry than this PC's own and lies in one of these places. */
  former(...places: readonly BindingMatch[]): string[] {
    const { recorded } = this.#home.now;
    if (recorded === null || recorded.entry === this.own || !places.includes(recorded.place)) return [];
    return [pendingOf(recorded.entry), recorded.entry];
  }
}

/**
 * One entry for each profile, issuer and client: a token is never sent anywhere else. With a machine also for each
 * PC: keytar's entries roam with a Windows profile (`CRED_PERSIST_ENTERPRISE`, keytar_win.cc), and two PCs must not
 * find the same token there (reliability 19).
 */
export function entryOf(service: Service, machine: string | null = null): string {
  const hash = createHash("sha256")
    .update(`${service.issuer}\n${service.clientId}`)
    .digest("hex")
    .slice(0, 16);
  return `session:${service.id}:${hash}${machine === null ? "" : `:${machine}`}`;
}

export function pendingOf(entry: string): string {
  return `${entry}:pending`;
}
