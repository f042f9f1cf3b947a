import { type Session, session } from "../electron.ts";
import { PressGate } from "../page/press-gate.ts";

/** The browser partition of a service's login windows: what its pages may ask for, what leaves it, what stays in it. */
export class LoginPartition {
  readonly name: string;
  readonly gate: PressGate;
  readonly #session: Session;

  constructor(name: string) {
    this.name = name;
    const own = session.fromPartition(name);
    own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    own.setPermissionCheckHandler(() => false);
    own.setDevicePermissionHandler(() => false);
    own.on("will-download", (event) => event.preventDefault());
    this.#session = own;
    this.gate = new PressGate(own);
  }

  /** Deletes what the pages left: cookies, storage, HTTP credentials, cache. */
  async clear(): Promise<void> {
    const own = this.#session;
    await Promise.all([own.clearStorageData(), own.clearCache(), own.clearAuthCache()]);
    await own.cookies.flushStore();
  }

  /** Chromium writes cookies to disk only after half a minute; a client killed before would need another login. */
  async keepCookies(): Promise<void> {
    await this.#session.cookies.flushStore();
  }
}
