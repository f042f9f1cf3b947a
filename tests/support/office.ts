import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { z } from "zod";
import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ServiceEvent } from "../../service/state/event-schema.ts";
import { CONSENT_PAGE } from "../../src/core/rules/consent.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { type ClientOptions, type RunningClient, startClient } from "./running-client.ts";
import { until } from "./wait.ts";

export const WEST_LINE = { region: "west", number: "CAF1234567890", ipv6: true } as const;

/** An office PC, the service it logs in to, and the line between them. */
export type Office = {
  readonly id: ServiceId;
  readonly service: ReferenceService;
  readonly dataDir: string;
  readonly account: { readonly mail: string; readonly password: string };
  readonly policy: Record<string, unknown>;
  /** Starts the client of this PC; the data stay between starts. */
  readonly startPc: (
    env?: Readonly<Record<string, string>>,
    options?: Partial<Pick<ClientOptions, "args" | "eyes" | "inside" | "policy" | "preload">>,
  ) => Promise<RunningClient>;
  /** The service's events of a type since `mark()` was called last. */
  readonly events: (wanted: Readonly<Record<string, unknown>>) => Promise<ServiceEvent[]>;
  readonly mark: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type OfficeOptions = {
  readonly id?: ServiceId;
  readonly door?: "line" | "internet";
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly service?: ReferenceService;
};

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const id = options.id ?? "omakase";
  const service = options.service ?? (await startReferenceService({ services: [id] }));
  const dataDir = mkdtempSync(join(tmpdir(), "drive-office-"));
  const account = service.ready.accounts.find((one) => one.service === id);
  if (account === undefined) throw new Error(`no account for ${id}`);
  await service.admin.setLine(WEST_LINE);
  await service.admin.setContract({ service: id, lines: [WEST_LINE.number] });
  const policy = {
    ...clientProfileOverrides(service.ready, id, { door: options.door ?? "line" }),
    language: "ja",
    ...options.policy,
  };
  const started: RunningClient[] = [];
  let since = 0;
  return {
    id,
    service,
    dataDir,
    account,
    policy,
    startPc: async (env = {}, how = {}) => {
      const client = await startClient({ dataDir, policy, env, ...how });
      started.push(client);
      return client;
    },
    events: async (wanted) => (await service.admin.events(wanted)).filter((event) => event.seq > since),
    mark: async () => {
      since = Math.max(0, ...(await service.admin.events()).map((event) => event.seq));
    },
    close: async () => {
      for (const client of started) if (!client.isGone()) await client.kill();
      if (options.service === undefined) await service.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What IT says for everybody of an office: who logs in, and that the line operator may be told (facts A46). */
export function managedPolicy({ account, policy }: Pick<Office, "account" | "policy">): {
  readonly loginHint: string;
  readonly consentApproval: Readonly<Record<string, string>>;
} {
  const { overrides } = z
    .object({ overrides: z.object({ origins: z.object({ operator: z.string() }) }) })
    .parse(policy);
  return {
    loginHint: account.mail,
    consentApproval: {
      by: "情報システム部 鈴木",
      at: "2026-04-01",
      contract: WEST_LINE.number,
      operator: overrides.origins.operator,
      recipient: CONSENT_PAGE.recipient.provider,
      service: CONSENT_PAGE.recipient.service,
    },
  };
}

/** What the person's hands do; counted, for the comparison with the guide's nine steps. */
export class Person {
  readonly actions: string[] = [];
  readonly #client: RunningClient;

  constructor(client: RunningClient) {
    this.#client = client;
  }

  /** The login page in any window of the client. */
  async loginPage(): Promise<Page> {
    return this.#client.page(
      "the login page",
      async (page) => isLogin(page) && (await page.getByLabel("パスワード", { exact: true }).count()) > 0,
    );
  }

  async typeAndLogIn(account: { readonly mail: string; readonly password: string }): Promise<Page> {
    const page = await this.loginPage();
    await page.getByLabel("メールアドレス").fill(account.mail);
    this.actions.push("メールアドレスを入力");
    await page.getByLabel("パスワード", { exact: true }).fill(account.password);
    this.actions.push("パスワードを入力");
    // A navigation that the client cancels isn't told to an end where requests are looked at (session.webRequest).
    await page.getByRole("button", { name: "ログイン", exact: true }).click({ noWaitAfter: true });
    this.actions.push("ログインを押す");
    return page;
  }

  /** On a managed PC: who logs in stands there already. */
  async passwordAndLogIn(account: { readonly mail: string; readonly password: string }): Promise<Page> {
    const page = await this.loginPage();
    const mail = page.getByLabel("メールアドレス");
    await until("who logs in stands there", async () => (await mail.inputValue()) === account.mail);
    await page.getByLabel("パスワード", { exact: true }).fill(account.password);
    this.actions.push("パスワードを入力");
    await page.getByRole("button", { name: "ログイン", exact: true }).click({ noWaitAfter: true });
    this.actions.push("ログインを押す");
    return page;
  }

  /** The guide's first login, up to online: typed once, one yes. */
  async logInFirstTime(account: { readonly mail: string; readonly password: string }): Promise<void> {
    await this.typeAndLogIn(account);
    await this.consent();
    await this.#client.statusWhere("online", (status) => status.state === "online");
  }

  async consentPanel(): Promise<Page> {
    const panel = await this.#client.page("the consent panel", (page) => page.url().includes("#/consent"));
    await panel.getByRole("button", { name: "通知してログインを続ける" }).waitFor();
    return panel;
  }

  /** The one press. */
  async consent(
    answer: "通知してログインを続ける" | "自分で操作する" | "中止" = "通知してログインを続ける",
  ): Promise<void> {
    const panel = await this.consentPanel();
    const button = panel.getByRole("button", { name: answer });
    // The panel takes no answer that comes before a person can have read it.
    await until(
      "the panel is old enough to be answered",
      async () => (await panel.evaluate(() => performance.now())) > 800,
    );
    // The panel goes with the press, now and then before the press is told to have been made.
    await button.click().catch((thrown: unknown) => {
      if (!panel.isClosed()) throw thrown;
    });
    this.actions.push(`「${answer}」を押す`);
  }
}

export function isLogin(page: Page): boolean {
  return /^https?:\/\/(line|internet|issuer)\./u.test(page.url());
}

/** Waits until a person sees so many login windows: what their eyes get lags behind what the client did. */
export async function seesLoginWindows(client: RunningClient, count: number): Promise<void> {
  await until(`${count} login windows`, async () => (await loginWindows(client)).length === count);
}

/** Login windows of the client that a person could see, by URL. */
export async function loginWindows(client: RunningClient): Promise<Page[]> {
  return (await client.pages()).filter(
    (page) => /^https?:/u.test(page.url()) || page.url() === "about:blank",
  );
}
