/**
 * Sessions: one Chromium process, one browser context for each partition. Contexts keep nothing on disk, so the host
 * keeps a persistent partition's cookies itself, in `<userData>/Partitions/<name>/cookies.json`, readable by this user
 * only. Cookies without an expiry live as long as this process does (Electron doesn't persist them either). Other
 * storage of a `persist:` partition (localStorage, IndexedDB) is NOT kept over a restart.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Chromium } from "./chromium.ts";
import { engine } from "./engine.ts";
import { HostEmitter, type Loose, loudClass, loudObject, NotInHost, words } from "./loud.ts";
import { userData } from "./paths.ts";
import { createHostProxy } from "./proxy.ts";
import type { SchemeHandler } from "./scheme.ts";

const deniedPermissions = words(`
  geolocation notifications midi camera microphone background-sync background-fetch periodic-background-sync nfc
  accelerometer gyroscope magnetometer ambient-light-sensor screen-wake-lock display-capture clipboard-read
  payment-handler idle-detection storage-access window-management local-fonts persistent-storage keyboard-lock pointer-lock`);

/** CDP's cookie → what sets the same cookie again; a host-only cookie is set by URL, without a domain. */
function toSet({ domain, expires, session, size: _, partitionKeyOpaque: __, ...cookie }: Loose): Loose {
  return {
    ...cookie,
    url: `${cookie.secure ? "https" : "http"}://${domain.replace(/^\./, "")}${cookie.path}`,
    ...(domain.startsWith(".") ? { domain } : {}),
    ...(session ? {} : { expires }),
  };
}

type Context = { readonly chromium: Chromium; readonly id: Promise<string> };

export class HostSession extends HostEmitter {
  readonly handlers = new Map<string, SchemeHandler>();
  /** Open windows of this session. */
  windows = 0;
  readonly #file: string | undefined;
  #kept: Loose[] = [];
  readonly #proxy = createHostProxy();
  #context: Context | undefined;
  #turn: Promise<void> = Promise.resolve();
  #saveTimer: NodeJS.Timeout | undefined;

  constructor(partition: string) {
    super("Session", ["will-download"]);
    if (partition === "") this.#file = join(userData(), "cookies.json");
    else if (partition.startsWith("persist:"))
      this.#file = join(userData(), "Partitions", encodeURIComponent(partition.slice(8)), "cookies.json");
    this.#kept = this.#read();
    engine.beforeStop(async (chromium) => {
      if (this.#context?.chromium === chromium) await this.save();
      this.#context = undefined;
    });
  }

  #read(): Loose[] {
    try {
      const now = Date.now() / 1000;
      const cookies: Loose[] = this.#file ? JSON.parse(readFileSync(this.#file, "utf8")) : [];
      return cookies.filter((cookie) => cookie.expires > now);
    } catch {
      return [];
    }
  }

  /** The browser context of this session in the running Chromium, with the kept cookies put back. */
  async context(): Promise<string> {
    const chromium = await engine.start();
    if (this.#context?.chromium !== chromium) this.#context = { chromium, id: this.#makeContext(chromium) };
    return this.#context.id;
  }

  async #makeContext(chromium: Chromium): Promise<string> {
    const { browserContextId } = await chromium.send("Target.createBrowserContext", {
      disposeOnDetach: true,
      ...this.#proxy.forContext(),
    });
    const inContext = (method: string, more: object) => chromium.send(method, { browserContextId, ...more });
    await inContext("Browser.setDownloadBehavior", { behavior: "deny", eventsEnabled: true });
    const deny = (name: string) =>
      inContext("Browser.setPermission", { permission: { name }, setting: "denied" }).catch(() => {});
    await Promise.all(deniedPermissions.map(deny));
    for (const cookie of this.#kept)
      await inContext("Storage.setCookies", { cookies: [toSet(cookie)] }).catch(() => {});
    return browserContextId;
  }

  /** One after another: cookies that a save has asked for must not come in after they were cleared. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Writes the cookies that outlive this process, as they are now in Chromium if it runs. */
  save(): Promise<void> {
    return this.#inTurn(() => this.#save());
  }

  async #save(): Promise<void> {
    const context = this.#context;
    const browserContextId = await context?.id;
    const answer = await context?.chromium
      .send("Storage.getCookies", { browserContextId })
      .catch(() => undefined);
    if (answer) this.#kept = answer.cookies;
    if (!this.#file) return;
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const temporary = `${this.#file}.${process.pid}.tmp`;
    const lasting = this.#kept.filter((cookie) => !cookie.session);
    writeFileSync(temporary, JSON.stringify(lasting), { mode: 0o600 });
    renameSync(temporary, this.#file);
  }

  /** Saves soon: after navigations, so that a killed process loses little. */
  saveSoon(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.save().catch(() => {}), 200);
    this.#saveTimer.unref();
  }

  async clearStorageData(options?: object): Promise<void> {
    if (options) throw new NotInHost("Session.clearStorageData options");
    await this.#inTurn(async () => {
      const context = this.#context;
      const browserContextId = await context?.id;
      if (this.windows === 0) {
        this.#context = undefined;
        await context?.chromium.send("Target.disposeBrowserContext", { browserContextId }).catch(() => {});
      } else await context?.chromium.send("Storage.clearCookies", { browserContextId });
      this.#kept = [];
      await this.#save();
    });
  }

  /** Accepted, never asked: the host denies every permission in Chromium itself (reliability 2). */
  setPermissionRequestHandler(_handler: Loose): void {}
  setPermissionCheckHandler(_handler: Loose): void {}
  setDevicePermissionHandler(_handler: Loose): void {}
  async setProxy(config: Loose): Promise<void> {
    await this.#proxy.set(config);
    if (config.pacScript) engine.setPac(config.pacScript);
  }
  async resolveProxy(url: string): Promise<string> {
    return this.#proxy.resolve(url);
  }
}
loudClass(HostSession, "Session");

const sessions = new Map<string, HostSession>();

export function sessionFor(partition: string): HostSession {
  const known = sessions.get(partition) ?? new HostSession(partition);
  sessions.set(partition, known);
  return known;
}

export const session = loudObject(
  {
    fromPartition: sessionFor,
    get defaultSession(): HostSession {
      return sessionFor("");
    },
  },
  "session",
);

export const protocol = loudObject(
  {
    /** The alias gives every scheme what `standard` and `secure` ask for, so there is nothing left to register. */
    registerSchemesAsPrivileged(_schemes: readonly Electron.CustomScheme[]): void {},
    handle: (scheme: string, handler: SchemeHandler): void =>
      void sessionFor("").handlers.set(scheme, handler),
  },
  "protocol",
);
