import { z } from "zod";
import { event, type ServiceEvent } from "../state/event-schema.ts";
import type { FaultInput } from "../state/fault-schema.ts";
import {
  type Contract,
  contract,
  serviceId,
  type User,
  type UserChange,
  user,
} from "../state/organisation-schema.ts";
import { type Mail, mail, type Sms, sms } from "../state/outbox-schema.ts";
import { type LineSetting, lineSetting, type pcSetting } from "../state/pc-schema.ts";
import { type UpstreamSetting, upstreamSetting } from "../state/upstream-schema.ts";
import { loopbackRequest } from "../web/loopback-request.ts";
import { type Consent, type ContractChange, consent, type UpstreamChange } from "./schema.ts";

const contracts = z.partialRecord(serviceId, contract);

/** `/__admin/` of a running reference service. Every call throws an `Error` with the answer when it isn't 200. */
export class AdminClient {
  readonly #admin: string;
  readonly #ca: string | null;

  /**
   * @param admin the `admin` URL of the ready line
   * @param ca PEM of the CA of a service with `--tls`
   */
  constructor(admin: string, ca: string | null = null) {
    this.#ca = ca;
    this.#admin = admin.endsWith("/") ? admin.slice(0, -1) : admin;
  }

  async line(): Promise<LineSetting> {
    return lineSetting.parse(await this.#call("GET", "line"));
  }

  async setLine(setting: LineSetting): Promise<LineSetting> {
    return lineSetting.parse(await this.#call("PUT", "line", setting));
  }

  async setPc(setting: z.input<typeof pcSetting>): Promise<void> {
    await this.#call("PUT", "pc", setting);
  }

  async setUpstream(change: UpstreamChange): Promise<UpstreamSetting> {
    return upstreamSetting.parse(await this.#call("PUT", "upstream", change));
  }

  async consents(): Promise<Consent[]> {
    return z.array(consent).parse(await this.#call("GET", "consents"));
  }

  async withdrawConsents(): Promise<void> {
    await this.#call("DELETE", "consents", null);
  }

  async contracts(): Promise<Partial<Record<z.infer<typeof serviceId>, Contract>>> {
    return contracts.parse(await this.#call("GET", "contract"));
  }

  async setContract(change: ContractChange): Promise<void> {
    await this.#call("PUT", "contract", change);
  }

  async users(): Promise<User[]> {
    return z.array(user).parse(await this.#call("GET", "users"));
  }

  /** Changes the user of that service and mail, or adds it. */
  async setUser(change: UserChange): Promise<User> {
    return user.parse(await this.#call("PUT", "users", change));
  }

  async mail(): Promise<Mail[]> {
    return z.array(mail).parse(await this.#call("GET", "mail"));
  }

  async sms(): Promise<Sms[]> {
    return z.array(sms).parse(await this.#call("GET", "sms"));
  }

  /** In order; `wanted` narrows by equal fields, e.g. `{ type: "token", grant_type: "refresh_token" }`. */
  async events(wanted: Readonly<Record<string, unknown>> = {}): Promise<ServiceEvent[]> {
    const all = z.array(event).parse(await this.#call("GET", "events"));
    return all.filter((one) => Object.entries(wanted).every(([name, value]) => one[name] === value));
  }

  async addFault(fault: FaultInput): Promise<void> {
    await this.#call("POST", "faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#call("DELETE", "faults", null);
  }

  /** @param seconds from real time; of the whole process that the service runs in */
  async shiftClock(seconds: number): Promise<void> {
    await this.#call("POST", "clock", { shift: seconds });
  }

  async reset(): Promise<void> {
    await this.#call("POST", "reset", null);
  }

  async #call(
    method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE",
    name: string,
    body?: unknown,
  ): Promise<unknown> {
    const answer = await loopbackRequest(`${this.#admin}/${name}`, {
      method,
      ca: this.#ca,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (answer.status !== 200) throw new Error(`${method} ${name}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as unknown;
  }
}
