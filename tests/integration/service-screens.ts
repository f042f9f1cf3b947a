import type { ReferenceService } from "../../service/start.ts";
import type { ConsentVariant } from "../../service/state/fault-schema.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { Landing } from "./service-visitor.ts";
import { PASSWORDS, Walk } from "./service-walk.ts";

/** A screen that isn't on the way in, and how to get to it from a fresh start. */
export type Screen = {
  readonly name: string;
  readonly id: ServiceId;
  readonly open: (service: ReferenceService) => Promise<Landing>;
};

const NEW_MAIL = "shin@new.example";
const PASSWORD = { password: "Atarashii-9", confirmation: "Atarashii-9" };
const userPage = (walk: Walk, local: string) => `/users/${encodeURIComponent(`${walk.id}|${local}`)}`;

type Open = (walk: Walk) => Promise<Landing>;
type Typed = Readonly<Record<string, string>>;

const inMenu =
  (path: string): Open =>
  async (walk) => {
    await walk.menuLogin();
    return walk.menu(path);
  };
const inConsole =
  (path: (walk: Walk) => string): Open =>
  async (walk) => {
    await walk.webLogin();
    return walk.console(path(walk));
  };
const then =
  (open: Open, typed: Typed, form = ""): Open =>
  async (walk) =>
    walk.person.submit(await open(walk), typed, form);

/** The link that the console mails somebody. */
export const linkTo =
  (local: string, mail?: string): Open =>
  async (walk) => {
    const sender = new Walk(walk.service, walk.id);
    await sender.webLogin();
    const typed = await sender.console(`${userPage(walk, local)}/mail`);
    const dialog = await sender.person.submit(typed, { mail: mail ?? walk.mailOf(local) });
    await sender.person.submit(dialog, {}, "/send");
    return walk.person.open(await walk.lastLink(mail ?? walk.mailOf(local)));
  };
export const invited: Open = async (walk) => {
  const sender = new Walk(walk.service, walk.id);
  await sender.webLogin();
  await sender.person.submit(await sender.console(userPage(walk, "shoutai")), {}, "/invite");
  return walk.person.open(await walk.lastLink(walk.mailOf("shoutai")));
};
const usedInvite: Open = async (walk) => {
  const page = await invited(walk);
  await walk.person.submit(await walk.person.submit(page, PASSWORD), {});
  return walk.person.open(page.url.href);
};
const othersLink: Open = async (walk) => {
  await walk.menuLogin("kanrisha");
  return linkTo("riyousha")(walk);
};
const trial: Open = async (walk) => {
  const trialStarted = new Date().toISOString();
  await walk.service.admin.setContract({ service: walk.id, plan: "trial", trialStarted });
  return inMenu("/menu")(walk);
};
const change = { current: PASSWORDS.keiyakusha, ...PASSWORD };
const badLines = "CAF123\nXYZ1234567890\nCOP12345678";

const OMAKASE: readonly (readonly [string, Open])[] = [
  ["B15", (walk) => walk.menu("/")],
  ["B15 wrong", then((walk) => walk.menu("/"), { mail: "x@omakase.example", password: "x" })],
  ["B16", inMenu("/menu")],
  ["B17", inMenu("/login-method")],
  ["B18", inMenu("/login-method/password")],
  ["B19", inMenu("/mail")],
  ["B19 wrong", then(inMenu("/mail"), { mail: "x", confirmation: "y" })],
  ["B19 sent", then(inMenu("/mail"), { mail: NEW_MAIL, confirmation: NEW_MAIL })],
  ["B22", inMenu("/password")],
  ["B22 wrong", then(inMenu("/password"), { current: "x", password: "abc", confirmation: "abd" })],
  ["B23", then(inMenu("/password"), change)],
  ["B24", inMenu("/access-path")],
  ["B26", then(inMenu("/access-path"), { path: "line-only" })],
  ["B27", then(then(inMenu("/access-path"), { path: "line-only" }), {})],
  ["B28", inMenu("/second-factor")],
  ["B29", then(inMenu("/second-factor"), { setting: "off" })],
  ["B29 wrong", then(then(inMenu("/second-factor"), { setting: "off" }), {})],
  ["AD", inMenu("/active-directory")],
  ["AD done", then(inMenu("/active-directory"), { domain: "ad.example" })],
  ["refused", inMenu("/contract")],
  ["B17 by link", linkTo("riyousha")],
  ["B20", linkTo("google", NEW_MAIL)],
  ["B21", linkTo("riyousha", NEW_MAIL)],
  ["B35", then(linkTo("riyousha"), { method: "active-directory" })],
  ["B33", invited],
  ["B33 wrong", then(invited, { password: "abc", confirmation: "" })],
  ["B34", then(invited, PASSWORD)],
  ["B36", then(then(invited, PASSWORD), {})],
  ["used link", usedInvite],
  ["other's link", othersLink],
  ["B37", inConsole(() => "/users")],
  [
    "B37 wrong",
    then(
      inConsole(() => "/users"),
      { name: "", mail: "x" },
    ),
  ],
  ["B38", inConsole((walk) => userPage(walk, "sms"))],
  ["B38 invited", inConsole((walk) => userPage(walk, "shoutai"))],
  ["B39", inConsole((walk) => `${userPage(walk, "sms")}/mail`)],
  [
    "B40",
    then(
      inConsole((walk) => `${userPage(walk, "sms")}/mail`),
      { mail: NEW_MAIL },
    ),
  ],
  ["B41", inConsole(() => "/lines")],
  [
    "B41 wrong",
    then(
      inConsole(() => "/lines"),
      { path: "both", lines: badLines },
    ),
  ],
  [
    "B41 saved",
    then(
      inConsole(() => "/lines"),
      { path: "line-only", lines: "caf1234567890\nCAF1234567890" },
    ),
  ],
  ["console link", (walk) => walk.webLogin()],
];

const OTHERS: readonly (readonly [ServiceId, string, Open])[] = [
  ["cowork", "B16", inMenu("/menu")],
  ["cowork", "B16 in a trial", trial],
  ["cowork", "B26", then(inMenu("/access-path"), { path: "line-only" })],
  ["cowork", "paperwork", inMenu("/cancel")],
  ["ot", "B33", invited],
  ["codec", "B15", (walk) => walk.menu("/")],
  ["codec", "B16′", inMenu("/menu")],
  ["codec", "B17′", inMenu("/login-method")],
  ["codec", "B21 with methods", linkTo("riyousha", NEW_MAIL)],
  ["codec", "B25", inMenu("/access-path")],
  ["codec", "B41", inConsole(() => "/lines")],
];

const resetRequest: Open = (walk) => walk.person.open(`${walk.origins.internet}/reset-request`);
const resetSent: Open = async (walk) =>
  walk.person.submit(await resetRequest(walk), { mail: walk.mailOf("riyousha") });
const resetLink: Open = async (walk) => {
  await resetSent(walk);
  return walk.person.open(await walk.lastLink(walk.mailOf("riyousha")));
};
const usedReset: Open = async (walk) => {
  const page = await resetLink(walk);
  await walk.person.submit(page, PASSWORD);
  return walk.person.open(page.url.href);
};
const logout: Open = async (walk) => {
  await walk.webLogin();
  return walk.person.open(`${walk.origins.issuer}/session/end`);
};
const notice =
  (variant?: ConsentVariant): Open =>
  async (walk) => {
    if (variant !== undefined) await walk.service.admin.addFault({ kind: "consent", variant });
    const page = await walk.person.open(walk.loginUrl("line"));
    return walk.person.submit(page, { mail: walk.mailOf("riyousha"), password: PASSWORDS.riyousha });
  };
const atHome =
  (path: string): Open =>
  (walk) =>
    walk.person.open(new URL(path, walk.service.ready.admin).href);

const AROUND: readonly (readonly [string, Open])[] = [
  ["start page", atHome("/")],
  ["outbox, empty", atHome("/outbox")],
  ["outbox", async (walk) => resetSent(walk).then(() => atHome("/outbox")(walk))],
  ["training", atHome("/training")],
  ["training wrong", then(atHome("/training"), { days: "x" }, "/clock")],
  ["B14", notice()],
  ["B14 in English", notice("english")],
  ["B30", resetRequest],
  ["B30 wrong", then(resetRequest, { mail: "x" })],
  ["B30 sent", resetSent],
  ["B31", resetLink],
  ["reset link, used", usedReset],
  ["the provider's error", (walk) => walk.person.open(`${walk.origins.issuer}/auth?client_id=nobody`)],
  ["logout", logout],
  ["logged out", then(logout, { logout: "yes" })],
  ["B31 wrong", then(resetLink, { password: "abc", confirmation: "abd" })],
  ["B32", then(resetLink, PASSWORD)],
  ["no such link", (walk) => walk.person.open(`${walk.origins.issuer}/lo/unblock?ticket=x`)],
  ["B45", (walk) => walk.webLogin()],
];

const screen = (id: ServiceId, name: string, open: Open): Screen => ({
  id,
  name: `${id} ${name}`,
  open: (service) => open(new Walk(service, id)),
});

/** Every screen once for omakase, the others' where they differ. */
export const SCREENS: readonly Screen[] = [
  ...OMAKASE.map(([name, open]) => screen("omakase", name, open)),
  ...AROUND.map(([name, open]) => screen("omakase", name, open)),
  ...OTHERS.map(([id, name, open]) => screen(id, name, open)),
];
