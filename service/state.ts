import { randomBytes } from "node:crypto";
import type { LinkKind } from "../src/core/service/manual.ts";
import type { ServiceId } from "../src/core/service/profile.ts";
import { startAccounts, startContract } from "./accounts.ts";
import type {
  ConsentVariant,
  Contract,
  Fault,
  LineSetting,
  Mail,
  Route,
  ServiceEvent,
  Sms,
  User,
} from "./admin-schema.ts";
import { now } from "./clock.ts";

/** A login under way at a line host, from the password to the answer of the line check. */
export type LineFlow = {
  readonly service: ServiceId;
  readonly sub: string;
  readonly interaction: string;
  readonly client: string;
  readonly number: string;
  /** What the operator knows of it; another secret than the flow's own. */
  readonly notice: string;
  /** How the operator's page misbehaves. */
  readonly variant: ConsentVariant | null;
  readonly delayMs: number;
  /** Set by the operator's page. */
  answer: { readonly notify: boolean; readonly always: boolean } | null;
  /** The line is checked: the web version's own authorization may use this flow, once (facts B ③). */
  checked: boolean;
};

/** A second factor that is waiting for its code. */
export type Challenge = {
  readonly service: ServiceId;
  readonly sub: string;
  readonly interaction: string;
  code: string;
  tries: number;
};

/** A link that was mailed, by its ticket (facts A17–A21). */
export type Link = {
  readonly service: ServiceId;
  readonly kind: LinkKind;
  /** Whose it is. */
  readonly sub: string;
  /** ms since 1970. */
  readonly mailedAt: number;
  /** The address that a mail-change link brings. */
  readonly newMail: string | null;
  used: boolean;
};

/** Duplicate drive dialogs to open after a broken return (facts B ③). */
export type Duplicates = { readonly count: number; readonly delayMs: number };

/** A login of the browser version under way, by its `state`. */
export type WebLogin = { readonly verifier: string; readonly duplicates: Duplicates | null };

export type WebSession = {
  readonly service: ServiceId;
  readonly mail: string;
  readonly idToken: string;
  duplicates: Duplicates | null;
};

type EventDetail = {
  readonly service: ServiceId | null;
  readonly type: ServiceEvent["type"];
  readonly outcome: string;
  readonly [key: string]: unknown;
};

export const HOME_LINE: LineSetting = { region: "west", number: "CAF1234567890", ipv6: true };

/** An unguessable name for something. */
export function secret(): string {
  return randomBytes(24).toString("base64url");
}

/**
 * Everything the service remembers, as plain JSON values in maps and arrays; people are named by their `sub`. The
 * provider's own records lie in `records.ts`.
 */
export class State {
  readonly services: readonly ServiceId[];
  line: LineSetting = HOME_LINE;
  readonly contracts = new Map<ServiceId, Contract>();
  users: User[] = [];
  mails: Mail[] = [];
  smses: Sms[] = [];
  events: ServiceEvent[] = [];
  faults: { readonly fault: Fault; skip: number; left: number }[] = [];
  /** Consents given with 今後…表示しない, by service and line number. */
  readonly consents = new Set<string>();
  readonly flows = new Map<string, LineFlow>();
  readonly challenges = new Map<string, Challenge>();
  readonly links = new Map<string, Link>();
  /** Browsers that passed a second factor, by cookie: when they last logged in, ms (facts A22). */
  readonly devices = new Map<string, { readonly sub: string; seen: number }>();
  readonly webLogins = new Map<string, WebLogin>();
  readonly webSessions = new Map<string, WebSession>();
  #seq = 0;

  constructor(services: readonly ServiceId[]) {
    this.services = services;
    this.reset();
  }

  /** Back to the start; events and their numbers begin anew too. */
  reset(): void {
    this.line = HOME_LINE;
    this.users = this.services.flatMap(startAccounts);
    for (const service of this.services) this.contracts.set(service, startContract(service));
    this.mails = [];
    this.smses = [];
    this.events = [];
    this.faults = [];
    for (const memory of [this.consents, this.flows, this.challenges, this.links, this.devices])
      memory.clear();
    for (const memory of [this.webLogins, this.webSessions]) memory.clear();
    this.#seq = 0;
  }

  contract(service: ServiceId): Contract {
    return this.contracts.get(service) ?? startContract(service);
  }

  user(service: ServiceId, mail: string): User | undefined {
    const wanted = mail.trim().toLowerCase();
    return this.users.find((user) => user.service === service && user.mail.toLowerCase() === wanted);
  }

  userBySub(service: ServiceId, sub: string): User | undefined {
    return this.users.find((user) => user.service === service && user.sub === sub);
  }

  /** The second factor is to be set up anew, and no browser is remembered (facts A33). */
  resetSecondFactor(user: User): void {
    Object.assign(user, { enrolled: null, recoveryCode: null });
    for (const [device, { sub }] of this.devices) if (sub === user.sub) this.devices.delete(device);
  }

  record(detail: EventDetail): void {
    this.events.push({ seq: ++this.#seq, at: now().toISOString(), ...detail });
    if (this.events.length > 20_000) this.events.splice(0, 1_000);
  }

  send(mail: Omit<Mail, "seq" | "at">): void {
    this.mails.push({ seq: this.mails.length + 1, at: now().toISOString(), ...mail });
  }

  text(sms: Omit<Sms, "seq" | "at">): void {
    this.smses.push({ seq: this.smses.length + 1, at: now().toISOString(), ...sms });
  }

  addFault(fault: Fault): void {
    this.faults.push({ fault, skip: fault.skip, left: fault.times });
  }

  /** The first waiting fault that fits, counted down; `wanted` narrows by kind. */
  takeFault(service: ServiceId, wanted: (fault: Fault) => boolean): Fault | null {
    for (const entry of this.faults) {
      const { fault } = entry;
      if ((fault.service !== undefined && fault.service !== service) || !wanted(fault)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      if (entry.left === 0) this.faults = this.faults.filter((other) => other !== entry);
      this.record({
        service,
        type: "fault",
        outcome: fault.kind,
        route: "route" in fault ? fault.route : null,
      });
      return fault;
    }
    return null;
  }

  /** The fault that an HTTP request meets, if any. */
  takeRouteFault(service: ServiceId, route: Route): Fault | null {
    return this.takeFault(
      service,
      (fault) => "route" in fault && (fault.route === "*" || fault.route === route),
    );
  }
}
