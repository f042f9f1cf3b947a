import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import type { User } from "../../service/state/organisation-schema.ts";
import { LINKS } from "../../src/core/service/links.ts";
import { definedEnv } from "../faults/room.ts";
import { type ConfirmingService, startConfirmingService } from "../support/confirming-service.ts";
import { createHttpPerson, type HttpPerson } from "../support/http-person.ts";
import { type Office, type OfficeOptions, openOffice, WEST_LINE } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import type { Breakage } from "./breakage.ts";
import { answerWhatIsThere } from "./login-hands.ts";

/** The office, and what keeps the PC's secrets. */
export type Where = OfficeOptions & {
  /** `own`: one that can be locked and stopped without disturbing others; `asking`: a password manager, in its place. */
  readonly keychain?: "own" | "asking";
};

/** With the office that it happens in. */
export type OfficeBreakage = Breakage<Scene> & {
  readonly where?: Where;
  /** Why it can't be broken on this machine; null when it can. */
  readonly refused?: () => string | null;
};

export const NEW_PASSWORD = "Atarashii-9";
export const PHONE = "09012345678";

/** A PC, the person before it with what they know, their own browser, mailbox and phone, and the service. */
export class Scene {
  readonly office: Office;
  readonly keyring: Keyring | null;
  readonly manager: ConfirmingService | null;
  /** Where the keyring keeps its entries. */
  readonly keyringDir: string;
  /** The person's own browser, apart from the client's windows. */
  readonly browser: HttpPerson = createHttpPerson();
  /** What the person types; changes with a new password or address. */
  account: { mail: string; password: string };
  recoveryCode = "";
  readonly #atLast: (() => unknown)[] = [];
  #told: string | null = null;
  #client: RunningClient | null = null;

  private constructor(office: Office, keychain: Pick<Scene, "keyring" | "manager" | "keyringDir">) {
    this.office = office;
    this.keyring = keychain.keyring;
    this.manager = keychain.manager;
    this.keyringDir = keychain.keyringDir;
    this.account = { ...office.account };
  }

  static async open(where: Where): Promise<Scene> {
    const keyringDir = join(mkdtempSync(join(tmpdir(), "drive-scene-")), "keyring");
    giveToOrdinaryUser(dirname(keyringDir));
    const keyring =
      where.keychain === "own" ? await startKeyring({ isolated: true, dataDir: keyringDir }) : null;
    const manager = where.keychain === "asking" ? await startConfirmingService() : null;
    return new Scene(await openOffice(where), { keyring, manager, keyringDir });
  }

  get client(): RunningClient {
    if (this.#client === null) throw new Error("no client was started");
    return this.#client;
  }

  /** @param env on top of what the PC has. @param how see `Office.startPc` */
  async start(
    env: Readonly<Record<string, string>> = {},
    how: Parameters<Office["startPc"]>[1] = {},
  ): Promise<RunningClient> {
    const keychain = definedEnv(this.keyring?.env ?? this.manager?.env ?? {});
    this.#client = await this.office.startPc({ ...keychain, ...env }, how);
    return this.#client;
  }

  /** The PC is shut down and started. */
  async restart(): Promise<void> {
    await this.client.quit();
    await this.start();
  }

  /** IT gives out another policy, to a client that runs. */
  distribute(policy: unknown): void {
    writeFileSync(join(this.office.dataDir, "policy.json"), JSON.stringify(policy));
  }

  /** @param work put right before the scene goes, however it ends */
  atLast(work: () => unknown): void {
    this.#atLast.push(work);
  }

  async setUser(change: Partial<Omit<User, "service" | "mail">>): Promise<void> {
    const { id, service, account } = this.office;
    const { sub: _sub, failures: _failures, ...rest } = change;
    await service.admin.setUser({ service: id, mail: account.mail, ...rest });
  }

  async setLine(change: Partial<{ region: "west" | "east" | "other"; number: string; ipv6: boolean }>) {
    await this.office.service.admin.setLine({ ...WEST_LINE, ...change });
  }

  /** Opens the link of the newest mail to the person in their own browser. */
  async openMail(mail = this.account.mail) {
    const { link } = await until(`a mail to ${mail}`, async () =>
      (await this.office.service.admin.mail()).findLast((one) => one.to === mail && one.link !== null),
    );
    return this.browser.open(link ?? "");
  }

  async lastSms(): Promise<string> {
    const { code } = await until("an SMS", async () => (await this.office.service.admin.sms()).at(-1));
    return code;
  }

  /** On the phone: an address of the manual's, which the office's service stands in for here. */
  told(address: string): void {
    const { id, service } = this.office;
    const origins = service.ready.origins[id];
    const door = address === LINKS[id].lineLogin ? origins?.line : origins?.internet;
    this.#told = new URL(new URL(address).pathname, door).href;
  }

  /** The address that the person was told, else that the client opened last in their browser. */
  async openedAddress(): Promise<string> {
    return (
      this.#told ??
      until("an address in the person's browser", async () => this.client.openedOutside().at(-1))
    );
  }

  answerWhatIsThere(answered: ReadonlySet<string>): Promise<string | null> {
    return answerWhatIsThere(this, answered);
  }

  async close(): Promise<void> {
    await this.#client?.kill();
    for (const work of this.#atLast) await work();
    await this.office.close();
    await this.keyring?.stop();
    await this.manager?.stop();
    rmSync(dirname(this.keyringDir), { recursive: true, force: true });
  }
}
