import { z } from "zod";
import { LOCK_AFTER } from "../../src/core/rules/lockout.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { Tenant } from "../provider/tenant.ts";
import { newAccount } from "../state/accounts.ts";
import { clockShift, shiftClock } from "../state/clock.ts";
import { consentOf } from "../state/consent-key.ts";
import { fault } from "../state/fault-schema.ts";
import { type UserChange, userChange } from "../state/organisation-schema.ts";
import { outsiderKey } from "../state/outsiders.ts";
import { lineSetting, pcSetting } from "../state/pc-schema.ts";
import type { State } from "../state/state.ts";
import type { UpstreamSetting } from "../state/upstream-schema.ts";
import { withoutUndefined } from "../state/without-undefined.ts";
import { type Exchange, guard, readBody, sendJson } from "../web/http.ts";
import { type Consent, clockChange, contractChange, upstreamChange } from "./schema.ts";

export type AdminRoom = {
  readonly state: State;
  readonly tenants: ReadonlyMap<ServiceId, Tenant>;
  /** Everything back to the start. */
  reset(): void;
};

type Handler = (room: AdminRoom, body: unknown) => unknown;

const HANDLERS: Readonly<Record<string, Handler>> = {
  "GET line": ({ state }) => state.line,
  "PUT line": ({ state }, body) => {
    state.line = lineSetting.parse(body);
    return state.line;
  },
  "GET pc": ({ state }) => state.pc,
  "PUT pc": ({ state }, body) => {
    state.pc = pcSetting.parse(body);
    return state.pc;
  },
  "GET upstream": ({ state }) => upstreams(state),
  "PUT upstream": ({ state }, body) => {
    const { refuseEmbedded, account } = upstreamChange.parse(body);
    state.refuseEmbedded = refuseEmbedded ?? state.refuseEmbedded;
    if (account !== undefined) state.outsiders.set(outsiderKey(account), account);
    return upstreams(state);
  },
  "GET contract": ({ state }) => Object.fromEntries(state.contracts),
  "PUT contract": ({ state }, body) => {
    const { service, ...change } = contractChange.parse(body);
    for (const id of service === undefined ? state.services : [service]) {
      state.contracts.set(id, { ...state.contract(id), ...withoutUndefined(change) });
    }
    return Object.fromEntries(state.contracts);
  },
  "GET consents": ({ state }) => consents(state),
  "DELETE consents": ({ state }) => {
    state.consents.clear();
    return [];
  },
  "GET users": ({ state }) => state.users,
  "PUT users": ({ state }, body) => putUser(state, userChange.parse(body)),
  "GET mail": ({ state }) => state.mails,
  "GET sms": ({ state }) => state.smses,
  "GET events": ({ state }) => state.events,
  "GET faults": ({ state }) => state.faults.map(({ fault: waiting, left }) => ({ ...waiting, times: left })),
  "POST faults": ({ state }, body) => {
    state.addFault(fault.parse(body));
    return { waiting: state.faults.length };
  },
  "DELETE faults": ({ state }) => {
    state.faults = [];
    return { waiting: 0 };
  },
  "POST clock": (_room, body) => {
    shiftClock(clockChange.parse(body).shift);
    return { shift: clockShift() };
  },
  "POST reset": (room) => {
    room.reset();
    return { reset: true };
  },
};

/** `/__admin/…`: JSON in, JSON out. 404 for what isn't there, 400 with the places that don't fit. */
export async function adminRoute(room: AdminRoom, x: Exchange): Promise<void> {
  guard(x.res);
  const name = x.url.pathname.startsWith("/__admin/") ? x.url.pathname.slice("/__admin/".length) : null;
  const key = `${x.method} ${name}`;
  const handler = name !== null && Object.hasOwn(HANDLERS, key) ? HANDLERS[key] : undefined;
  if (handler === undefined) return sendJson(x, { error: "not found" }, 404);
  const body = await jsonBody(x);
  if (body === undefined)
    return sendJson(x, { error: "a JSON body is needed (Content-Type: application/json)" }, 400);
  try {
    sendJson(x, handler(room, body));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    sendJson(
      x,
      { error: "bad input", issues: error.issues.map(({ path, message }) => ({ path, message })) },
      400,
    );
  }
}

/** @returns undefined when it isn't JSON. The type is asked for so that no page of another origin can send it unasked. */
async function jsonBody(x: Exchange): Promise<unknown> {
  if (x.method === "GET" || x.method === "DELETE") return null;
  const text = await readBody(x);
  if (text === null || (x.req.headers["content-type"] ?? "").split(";")[0]?.trim() !== "application/json")
    return undefined;
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function upstreams({ refuseEmbedded, outsiders }: State): UpstreamSetting {
  return { refuseEmbedded, accounts: [...outsiders.values()] };
}

function consents(state: State): Consent[] {
  return [...state.consents].flatMap(([key, at]) => {
    const { service, number } = consentOf(key);
    return state.services.flatMap((id) => (id === service ? [{ service: id, number, at }] : []));
  });
}

function putUser(state: State, change: UserChange) {
  const { service, mail, ...rest } = change;
  const known = state.user(service, mail);
  const values = withoutUndefined(rest);
  if (known !== undefined) {
    Object.assign(
      known,
      values,
      change.locked === undefined ? {} : { failures: change.locked ? LOCK_AFTER : 0 },
    );
    return known;
  }
  const user = newAccount(service, mail, values);
  state.users.push(user);
  return user;
}
