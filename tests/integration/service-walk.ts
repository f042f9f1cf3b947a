import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import type { ReferenceService } from "../../service/start.ts";
import type { User } from "../../service/state/organisation-schema.ts";
import type { Origins } from "../../service/web/origins.ts";
import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import { driveRequest, type Landing, Visitor } from "./service-visitor.ts";

/** The accounts of the start that have a password. */
export const PASSWORDS = {
  keiyakusha: "Keiyaku-2025",
  riyousha: "Riyousha-2025",
  kanrisha: "Kanri-2025",
} as const;
type Who = keyof typeof PASSWORDS;

/** The menus of a service, walked by somebody with a browser. */
export class Walk {
  readonly service: ReferenceService;
  readonly id: ServiceId;
  readonly person = new Visitor();

  constructor(service: ReferenceService, id: ServiceId) {
    this.service = service;
    this.id = id;
  }

  get origins(): Origins {
    const origins = this.service.ready.origins[this.id];
    if (origins === undefined) throw new Error(this.id);
    return origins;
  }

  mailOf(local: string): string {
    return `${local}@${this.id}.example`;
  }

  /** Opens a page of the contract host. */
  menu(path = "/menu"): Promise<Landing> {
    return this.person.open(this.origins.contract + path);
  }

  /** Opens a page of the console. */
  console(path = ""): Promise<Landing> {
    return this.person.open(`${this.origins.web}/console${path}`);
  }

  async menuLogin(who: Who = "keiyakusha", password: string = PASSWORDS[who]): Promise<Landing> {
    return this.person.submit(await this.menu("/"), { mail: this.mailOf(who), password });
  }

  /** The browser version over the Internet, where the console is. */
  async webLogin(who: Who = "keiyakusha"): Promise<Landing> {
    const page = await this.person.open(this.loginUrl("internet"));
    if (page.url.origin === this.origins.web) return page; // logged in already
    return this.person.submit(page, { mail: this.mailOf(who), password: PASSWORDS[who] });
  }

  /** The drive's login with mail and password. A code, or the page that it ended at. */
  async driveLogin(door: "internet" | "line", mail: string, password: string): Promise<Landing> {
    const person = new Visitor();
    const page = await person.open(`${this.loginUrl(door)}?${driveRequest().query}`);
    return person.submit(page, { mail, password });
  }

  loginUrl(door: "internet" | "line"): string {
    return clientProfileOverrides(this.service.ready, this.id, { door }).overrides.loginUrl;
  }

  async user(mail: string): Promise<User> {
    const found = (await this.service.admin.users()).find(
      (one) => one.service === this.id && one.mail === mail,
    );
    if (found === undefined) throw new Error(`no ${mail}`);
    return found;
  }

  /** Signs in at an outside provider's page, whether it asks on one page or on two. @param sub who, there */
  async signIn(page: Landing, method: LoginMethod, sub: string): Promise<Landing> {
    const { accounts } = await this.service.admin.setUpstream({});
    const login = accounts.find(
      (one) => one.service === this.id && one.method === method && one.sub === sub,
    )?.login;
    if (login === undefined) throw new Error(`no ${sub} at ${method}`);
    const password = "Soto-2025";
    if (page.body.includes('type="password"')) return this.person.submit(page, { account: login, password });
    return this.person.submit(await this.person.submit(page, { account: login }), { password });
  }

  /** The link of the last mail to somebody. */
  async lastLink(to: string): Promise<string> {
    const mail = (await this.service.admin.mail()).findLast(
      (one) => one.service === this.id && one.to === to,
    );
    if (mail?.link === null || mail === undefined) throw new Error(`no mail to ${to}`);
    return mail.link;
  }
}

export const text = (page: Landing): string =>
  page.body
    .replace(/<[^>]*>/gu, " ")
    .replace(/&#(\d+);/gu, (_, code: string) => String.fromCharCode(Number(code)));
/** The labels of the menu's rows. */
export const rowsOf = (page: Landing): string[] =>
  [...page.body.matchAll(/<li><a href="[^"]*">([^<]*)<\/a><\/li>/gu)].map(([, label = ""]) => label);
