import { z } from "zod";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { UpstreamMethod } from "../web/origins.ts";
import { startAccounts, startContract } from "./accounts.ts";
import { now } from "./clock.ts";
import type { ServiceEvent } from "./event-schema.ts";
import type { Fault, Route } from "./fault-schema.ts";
import { Memory } from "./memory.ts";
import type { Contract, Seed, User } from "./organisation-schema.ts";
import type { Mail, Sms } from "./outbox-schema.ts";
import { outsiderKey, startOutsiders } from "./outsiders.ts";
import type { LineSetting, PcSetting } from "./pc-schema.ts";
import {
  challenge,
  contractSession,
  device,
  lineFlow,
  link,
  lockout,
  outsideLogin,
  registration,
  type Snapshot,
  webLogin,
  webSession,
} from "./state-schema.ts";
import { type EmbeddedViews, type OutsideAccount, outsideAccount } from "./upstream-schema.ts";

type EventDetail = {
  readonly service: ServiceId | null;
  readonly type: ServiceEvent["type"];
  readonly outcome: string;
  readonly [key: string]: unknown;
};

const HOME_PC: PcSetting = { domain: false, account: null };
export const HOME_LINE: LineSetting = { region: "west", number: "CAF1234567890", ipv6: true };

/**
 * Everything the service remembers, as plain JSON values in maps and arrays; people are named by their `sub`. The
 * provider's own records lie in `provider/records.ts`.
 */
export class State {
  readonly services: readonly ServiceId[];
  line: LineSetting = HOME_LINE;
  pc: PcSetting = HOME_PC;
  refuseEmbedded: EmbeddedViews = "by-user-agent";
  readonly contracts = new Map<ServiceId, Contract>();
  users: User[] = [];
  mails: Mail[] = [];
  smses: Sms[] = [];
  events: ServiceEvent[] = [];
  faults: { readonly fault: Fault; skip: number; left: number }[] = [];
  /** Consents given with 今後…表示しない, by service and line number: when. */
  readonly consents = new Memory(z.string());
  readonly flows = new Memory(lineFlow);
  readonly challenges = new Memory(challenge);
  readonly links = new Memory(link);
  /** Remembered browsers, by cookie and account (facts A22, A30). */
  readonly devices = new Memory(device);
  /** Wrong passwords for what isn't an account with mail and password: answered alike, so that nobody learns which is. */
  readonly shadowLocks = new Memory(lockout);
  /** The last time step that an account's authenticator was accepted for: none is accepted twice (RFC 6238 5.2). */
  readonly totpSteps = new Memory(z.int());
  /** When codes were tried in vain or sent, ms since 1970, by what and whose. */
  readonly tries = new Memory(z.array(z.number()));
  /** Accounts at outside providers, by `outsiderKey`. */
  readonly outsiders = new Memory(outsideAccount);
  /** Who is signed in at an outside provider, by the browser's cookie there: subjects. */
  readonly outsideSessions = new Memory(z.array(z.string()));
  readonly outsideLogins = new Memory(outsideLogin);
  readonly webLogins = new Memory(webLogin);
  readonly webSessions = new Memory(webSession);
  readonly contractSessions = new Memory(contractSession);
  readonly registrations = new Memory(registration);
  /** `once` fields of forms that have done their work: when, ms since 1970. */
  readonly spentForms = new Memory(z.number());
  #seq = 0;

  readonly #seed: Seed;

  constructor(services: readonly ServiceId[], seed: Seed = {}) {
    this.services = services;
    this.#seed = seed;
    this.reset();
  }

  /** Back to the start; events and their numbers begin anew too. */
  reset(): void {
    this.line = HOME_LINE;
    this.pc = HOME_PC;
    this.refuseEmbedded = "by-user-agent";
    this.users = this.services.flatMap((service) => startAccounts(service, this.#seed));
    for (const service of this.services) this.contracts.set(service, startContract(service, this.#seed));
    this.mails = [];
    this.smses = [];
    this.events = [];
    this.faults = [];
    for (const memory of Object.values(this.#memories())) memory.clear();
    for (const service of this.services)
      for (const outsider of startOutsiders(service, this.users, this.contract(service)))
        this.outsiders.set(outsiderKey(outsider), outsider);
    this.#seq = 0;
  }

  /** What `--data` keeps: all but events and faults, which belong to one run. */
  snapshot(): Snapshot {
    const { line, pc, refuseEmbedded, users, mails, smses } = this;
    const memories = Object.fromEntries(
      Object.entries(this.#memories()).map(([name, memory]) => [name, [...memory]]),
    );
    const contracts = Object.fromEntries(this.contracts);
    return { line, pc, refuseEmbedded, contracts, users, mails, smses, memories };
  }

  /** Puts a snapshot in the place of everything. @throws ZodError for what isn't one */
  restore(kept: Snapshot): void {
    for (const [name, memory] of Object.entries(this.#memories())) memory.restore(kept.memories[name] ?? []);
    const { line, pc, refuseEmbedded, users, mails, smses } = kept;
    Object.assign(this, { line, pc, refuseEmbedded, users, mails, smses });
    for (const [service, contract] of Object.entries(kept.contracts))
      this.contracts.set(service as ServiceId, contract);
  }

  /** Every memory by its name, also those of screens to come. */
  #memories(): Record<string, Memory<unknown>> {
    return Object.fromEntries(
      Object.entries(this).filter((entry): entry is [string, Memory<unknown>] => entry[1] instanceof Memory),
    );
  }

  contract(service: ServiceId): Contract {
    return this.contracts.get(service) ?? startContract(service, this.#seed);
  }

  user(service: ServiceId, mail: string): User | undefined {
    const wanted = mail.trim().toLowerCase();
    return this.users.find((user) => user.service === service && user.mail.toLowerCase() === wanted);
  }

  userBySub(service: ServiceId, sub: string): User | undefined {
    return this.users.find((user) => user.service === service && user.sub === sub);
  }

  /** @returns whether the form of this `once` field hadn't done its work yet; the oldest are forgotten */
  spendForm(once: string): boolean {
    if (this.spentForms.has(once)) return false;
    const [oldest] = this.spentForms.keys();
    if (oldest !== undefined && this.spentForms.size >= 10_000) this.spentForms.delete(oldest);
    this.spentForms.set(once, Date.now());
    return true;
  }

  /** The second factor is to be set up anew, and no browser is remembered (facts A33). */
  resetSecondFactor(user: User): void {
    Object.assign(user, { enrolled: null, recoveryCode: null });
    this.totpSteps.delete(user.sub);
    for (const [device, { sub }] of this.devices) if (sub === user.sub) this.devices.delete(device);
  }

  /** The account that an outside provider knows under a subject. */
  outsider(service: ServiceId, method: UpstreamMethod, sub: string): OutsideAccount | undefined {
    return this.outsiders.get(outsiderKey({ service, method, sub }));
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
  takeFault<F extends Fault>(service: ServiceId, wanted: (fault: Fault) => fault is F): F | null;
  takeFault(service: ServiceId, wanted: (fault: Fault) => boolean): Fault | null;
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
