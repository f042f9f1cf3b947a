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
import type { SchemeHandler } from "./scheme.ts";

type Wire = Loose;

const deniedPermissions = words(`
  geolocation notifications midi camera microphone background-sync background-fetch periodic-background-sync nfc
  accelerometer gyroscope magnetometer ambient-light-sensor screen-wake-lock display-capture clipboard-read
  payment-handler idle-detection storage-access window-management local-fonts persistent-storage keyboard-lock pointer-lock`);

const originOfCookie = (cookie: Wire): string =>
  `${cookie.secure ? "https" : "http"}://${cookie.domain.replace(/^\./, "")}${cookie.path}`;

/** CDP's cookie → what sets the same cookie again; a host-only cookie is set by URL, without a domain. */
function toSet(cookie: Wire): Wire {
  const { name, value, path, secure, httpOnly, sameSite, priority, sourceScheme, sourcePort, partitionKey } =
    cookie;
  const again = {
    name,
    value,
    path,
    secure,
    httpOnly,
    sameSite,
    priority,
    sourceScheme,
    sourcePort,
    partitionKey,
    url: originOfCookie(cookie),
  };
  return {
    ...again,
    ...(cookie.domain.startsWith(".") ? { domain: cookie.domain } : {}),
    ...(cookie.session ? {} : { expires: cookie.expires }),
  };
}

const sameSiteToElectron: Wire = { Strict: "strict", Lax: "lax", None: "no_restriction" };
const sameSiteFromElectron: Wire = { strict: "Strict", lax: "Lax", no_restriction: "None" };

function toElectron(cookie: Wire): Electron.Cookie {
  return {
    name: cookie.name,
    value: cookie.value,
    domain: cookie.domain,
    hostOnly: !cookie.domain.startsWith("."),
    path: cookie.path,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    session: cookie.session,
    sameSite: sameSiteToElectron[cookie.sameSite] ?? "unspecified",
    ...(cookie.session ? {} : { expirationDate: cookie.expires }),
  };
}

const domainMatches = (cookie: Wire, host: string): boolean => {
  const domain = cookie.domain.replace(/^\./, "");
  return host === domain || (cookie.domain.startsWith(".") && host.endsWith(`.${domain}`));
};

function matches(cookie: Wire, filter: Electron.CookiesGetFilter): boolean {
  const url = filter.url ? new URL(filter.url) : undefined;
  if (url && !(domainMatches(cookie, url.hostname) && url.pathname.startsWith(cookie.path))) return false;
  if (url && cookie.secure && url.protocol !== "https:" && !/(^|\.)localhost$/.test(url.hostname))
    return false;
  if (
    filter.domain &&
    !`.${cookie.domain.replace(/^\./, "")}`.endsWith(`.${filter.domain.replace(/^\./, "")}`)
  )
    return false;
  return (
    (filter.name === undefined || filter.name === cookie.name) &&
    (filter.path === undefined || filter.path === cookie.path) &&
    (filter.secure === undefined || filter.secure === cookie.secure) &&
    (filter.session === undefined || filter.session === cookie.session)
  );
}

class HostCookies {
  readonly #owner: HostSession;
  constructor(owner: HostSession) {
    this.#owner = owner;
  }
  async get(filter: Electron.CookiesGetFilter): Promise<Electron.Cookie[]> {
    return (await this.#owner.jar()).filter((cookie) => matches(cookie, filter)).map(toElectron);
  }
  async set(details: Electron.CookiesSetDetails): Promise<void> {
    const url = new URL(details.url);
    await this.#owner.put({
      name: details.name ?? "",
      value: details.value ?? "",
      domain: details.domain ? `.${details.domain.replace(/^\./, "")}` : url.hostname,
      path: details.path ?? "/",
      secure: details.secure ?? false,
      httpOnly: details.httpOnly ?? false,
      session: details.expirationDate === undefined,
      expires: details.expirationDate ?? -1,
      sameSite: sameSiteFromElectron[details.sameSite ?? "lax"],
    });
  }
  async remove(url: string, name: string): Promise<void> {
    await this.#owner.drop((cookie) => matches(cookie, { url, name }));
  }
  async flushStore(): Promise<void> {
    await this.#owner.save();
  }
}
loudClass(HostCookies, "Cookies");

export class HostSession extends HostEmitter {
  readonly cookies: HostCookies;
  readonly partition: string;
  readonly handlers = new Map<string, SchemeHandler>();
  readonly protocol: { handle(scheme: string, handler: SchemeHandler): void; unhandle(scheme: string): void };
  readonly origins = new Set<string>();
  /** Open windows of this session. */
  windows = 0;
  #kept: Wire[] = [];
  #context: { chromium: Chromium; id: Promise<string> } | undefined;
  #saveTimer: NodeJS.Timeout | undefined;

  constructor(partition: string) {
    super("Session", ["will-download"]);
    this.partition = partition;
    this.cookies = new HostCookies(this);
    this.protocol = loudObject(
      {
        handle: (scheme: string, handler: SchemeHandler) => void this.handlers.set(scheme, handler),
        unhandle: (scheme: string) => void this.handlers.delete(scheme),
      },
      "Protocol",
    );
    this.#kept = this.#read();
    engine.beforeStop(async (chromium) => {
      if (this.#context?.chromium === chromium) await this.save();
      this.#context = undefined;
    });
  }

  get #file(): string | undefined {
    if (this.partition === "") return join(userData(), "cookies.json");
    if (!this.partition.startsWith("persist:")) return undefined;
    return join(userData(), "Partitions", encodeURIComponent(this.partition.slice(8)), "cookies.json");
  }

  #read(): Wire[] {
    try {
      const now = Date.now() / 1000;
      const cookies: Wire[] = this.#file ? JSON.parse(readFileSync(this.#file, "utf8")) : [];
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
    });
    const inContext = { browserContextId };
    await chromium.send("Browser.setDownloadBehavior", {
      ...inContext,
      behavior: "deny",
      eventsEnabled: true,
    });
    const deny = (name: string) =>
      chromium
        .send("Browser.setPermission", { ...inContext, permission: { name }, setting: "denied" })
        .catch(() => {});
    await Promise.all(deniedPermissions.map(deny));
    for (const cookie of this.#kept)
      await chromium.send("Storage.setCookies", { ...inContext, cookies: [toSet(cookie)] }).catch(() => {});
    return browserContextId;
  }

  async #live(): Promise<{ chromium: Chromium; browserContextId: string } | undefined> {
    const chromium = await engine.running?.catch(() => undefined);
    if (!chromium || this.#context?.chromium !== chromium) return undefined;
    return { chromium, browserContextId: await this.#context.id };
  }

  /** The cookies as they are now, from Chromium if it runs. */
  async jar(): Promise<Wire[]> {
    const context = this.#context;
    const chromium = context?.chromium;
    const browserContextId = await context?.id;
    if (chromium && browserContextId) {
      const answer = await chromium.send("Storage.getCookies", { browserContextId }).catch(() => undefined);
      if (answer) this.#kept = answer.cookies;
    }
    return this.#kept;
  }

  async put(cookie: Wire): Promise<void> {
    const live = await this.#live();
    if (live)
      await live.chromium.send("Storage.setCookies", {
        browserContextId: live.browserContextId,
        cookies: [toSet(cookie)],
      });
    else {
      const other = (kept: Wire) =>
        kept.name !== cookie.name || kept.domain !== cookie.domain || kept.path !== cookie.path;
      this.#kept = [...this.#kept.filter(other), cookie];
    }
    await this.save();
  }

  async drop(which: (cookie: Wire) => boolean): Promise<void> {
    const rest = (await this.jar()).filter((cookie) => !which(cookie));
    const live = await this.#live();
    if (live) {
      const inContext = { browserContextId: live.browserContextId };
      await live.chromium.send("Storage.clearCookies", inContext);
      await live.chromium.send("Storage.setCookies", { ...inContext, cookies: rest.map(toSet) });
    }
    this.#kept = rest;
    await this.save();
  }

  /** Writes the cookies that outlive this process. */
  async save(): Promise<void> {
    const lasting = (await this.jar()).filter((cookie) => !cookie.session);
    const file = this.#file;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(lasting), { mode: 0o600 });
    renameSync(temporary, file);
  }

  /** Saves soon: after navigations, so that a killed process loses little. */
  saveSoon(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.save().catch(() => {}), 200);
    this.#saveTimer.unref();
  }

  async clearStorageData(options?: Electron.ClearStorageDataOptions): Promise<void> {
    if (options?.origin || options?.storages) throw new NotInHost("Session.clearStorageData options");
    const live = await this.#live();
    if (live && this.windows === 0) {
      this.#context = undefined;
      await live.chromium.send("Target.disposeBrowserContext", { browserContextId: live.browserContextId });
    } else if (live) {
      await live.chromium.send("Storage.clearCookies", { browserContextId: live.browserContextId });
      this.emit("host-clear-origins", [...this.origins]);
    }
    this.#kept = [];
    this.origins.clear();
    await this.save();
  }

  /** Accepted, never asked: the host denies every permission in Chromium itself (reliability 2). */
  setPermissionRequestHandler(_handler: Loose): void {}
  setPermissionCheckHandler(_handler: Loose): void {}
  setDevicePermissionHandler(_handler: Loose): void {}
  setSpellCheckerEnabled(_enabled: boolean): void {}
  async resolveProxy(_url: string): Promise<string> {
    return "DIRECT";
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
    fromPartition: (partition: string): HostSession => sessionFor(partition),
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
    handle: (scheme: string, handler: SchemeHandler): void => sessionFor("").protocol.handle(scheme, handler),
    unhandle: (scheme: string): void => sessionFor("").protocol.unhandle(scheme),
  },
  "protocol",
);
