import { afterAll, beforeAll, beforeEach } from "vitest";
import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { Door, Origins } from "../../service/web/origins.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { driveRequest, type Landing, type Visitor } from "./service-visitor.ts";

export type Credentials = { readonly mail: string; readonly password: string };

/** A running service for a file of tests: back at the start before each of them, gone after the last. */
export function runningService(): Pick<ReferenceService, "ready" | "admin"> {
  let held: ReferenceService | null = null;
  const running = () => {
    if (held === null) throw new Error("not running yet");
    return held;
  };
  beforeAll(async () => {
    held = await startReferenceService();
  });
  afterAll(() => held?.close());
  beforeEach(() => running().admin.reset());
  return {
    get ready() {
      return running().ready;
    },
    get admin() {
      return running().admin;
    },
  };
}

/** Where a person goes in the running service, and how one logs in there. */
export function placeIn(service: Pick<ReferenceService, "ready">) {
  const originsOf = (id: ServiceId): Origins => {
    const origins = service.ready.origins[id];
    if (origins === undefined) throw new Error(id);
    return origins;
  };
  const accountOf = (id: ServiceId): Credentials => {
    const account = service.ready.accounts.find((one) => one.service === id && one.role === "user");
    if (account === undefined) throw new Error(id);
    return { mail: account.mail, password: account.password };
  };
  const front = (id: ServiceId, door: Door, query = ""): string => {
    const { loginUrl } = clientProfileOverrides(service.ready, id, { door }).overrides;
    return query === "" ? loginUrl : `${loginUrl}?${query}`;
  };
  /** Up to what follows on a right password. */
  const logIn = async (
    person: Visitor,
    id: ServiceId,
    door: Door,
    { request = driveRequest(), as = accountOf(id) } = {},
  ) => {
    const page = await person.open(front(id, door, request.query));
    const landing = await person.submit(page, as);
    return { request, page, landing };
  };
  return { originsOf, accountOf, front, logIn };
}

/** The login ended where it should: at the client, with a code. */
export const hasCode = (landing: Landing): boolean =>
  landing.url.hostname === "127.0.0.1" && landing.url.searchParams.has("code");

export const titleOf = (page: Landing) => /<title>([^<]*)<\/title>/u.exec(page.body)?.[1];
export const headingOf = (page: Landing) => /<h1>([^<]*)<\/h1>/u.exec(page.body)?.[1];
export const textOf = (page: Landing) => page.body.replace(/<[^>]*>/gu, " ");
/** What a page complains about: alerts and the problems at fields. */
export const problemsOf = (page: Landing): string[] =>
  [...page.body.matchAll(/<p class="(?:alert|problem)"[^>]*>([^<]*)</gu)].map(([, text = ""]) => text);

export const EAST = { region: "east", number: "CAF1234567890", ipv6: true } as const;
export const WEST = { ...EAST, region: "west" } as const;
