import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ErrorCode } from "../../src/core/errors.ts";
import type { GuideStepId } from "../../src/core/recovery/steps.ts";
import { hasKerberos, type OfficeDomain, startOfficeDomain } from "../support/office-domain.ts";
import { hasSquid, type Squid, type SquidOptions, startSquid } from "../support/squid.ts";
import type { Breakage } from "./breakage.ts";
import type { NetworkScene } from "./network-breakages.ts";

/** Why such an office can't be made here; null when it can. */
export const officeRefused = (hasSquid ? null : "no squid") ?? (hasKerberos ? null : "no Kerberos");

const HANAKO = { user: "hanako", password: "secret" };
/** The name that the office's domain knows its proxy by. */
const PROXY = "proxy.drive-fault.example";

/** What stands between the office and the world, as long as the PC is there. */
type Between<T> = {
  readonly name: string;
  readonly branches: Breakage<NetworkScene>["branches"];
  /** Puts it there, broken. @returns the client's environment, and what mends it */
  readonly breaks: (scene: NetworkScene) => Promise<{ readonly env: Environment; readonly made: T }>;
  readonly reason: ErrorCode;
  readonly deeds?: Partial<Record<GuideStepId, (made: T, scene: NetworkScene) => Promise<unknown>>>;
  readonly stuck?: readonly GuideStepId[];
  readonly end?: ErrorCode;
};
type Environment = Readonly<Record<string, string>>;

function between<T>({ breaks, reason, deeds = {}, end, ...own }: Between<T>): Breakage<NetworkScene> {
  let made: T;
  const steps = Object.entries(deeds).map(([step, deed]) => [
    step,
    (scene: NetworkScene) => deed(made, scene),
  ]);
  return {
    ...own,
    async breaks(scene) {
      const broken = await breaks(scene);
      ({ made } = broken);
      await scene.start(broken.env);
      await scene.untilReason(reason);
    },
    deeds: Object.fromEntries(steps),
    end: end ?? "online",
  };
}

async function squidIn(scene: NetworkScene, options: SquidOptions = {}): Promise<Squid> {
  const { gateway, host } = scene.world;
  return scene.keep(await startSquid({ hosts: [host], address: gateway, at: gateway, ...options }));
}

/** As the OS's settings name it. */
const through = (proxy: string): Environment => ({ https_proxy: proxy, http_proxy: proxy });

async function stopped(scene: NetworkScene) {
  const made = await squidIn(scene);
  await made.stop();
  return { env: through(made.url), made };
}

async function asking(scene: NetworkScene) {
  const made = await squidIn(scene, { credentials: HANAKO });
  return { env: through(made.url), made };
}

/** Types name and password where the client asks for them: in the status window. */
async function introduce({ client }: NetworkScene, { user, password }: typeof HANAKO): Promise<void> {
  const isOpen = (await client.pages()).some((page) => page.url().includes("#/status"));
  if (!isOpen) await client.menu("状態を表示");
  const page = await client.page(
    "the proxy's question",
    (one) => one.url().includes("#/status") && one.getByLabel("ユーザー名").isVisible(),
  );
  await page.getByLabel("ユーザー名").fill(user);
  await page.getByLabel("パスワード").fill(password);
  await page.getByRole("button", { name: "保存してログイン" }).click();
}

/** A proxy that takes tickets of the office's domain alone, and somebody whose ticket is over. */
async function withoutTicket(scene: NetworkScene) {
  const made: OfficeDomain = scene.keep(await startOfficeDomain([PROXY], scene.world.gateway));
  const { port } = await squidIn(scene, { domain: made });
  made.logOut();
  return { env: { ...made.env, ...through(`http://${PROXY}:${port}`) }, made };
}

/** The address of a PAC file that policy names; whoever asks there waits, until it is served. */
async function pacIn(scene: NetworkScene) {
  const { gateway } = scene.world;
  const squid = await squidIn(scene);
  let isServed = false;
  const waiting = new Set<ServerResponse>();
  const serve = (res: ServerResponse) =>
    res
      .writeHead(200, { "content-type": "application/x-ns-proxy-autoconfig" })
      .end(`function FindProxyForURL() { return "${squid.pac}"; }`);
  const server = createServer((_req, res) => (isServed ? serve(res) : waiting.add(res)));
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, gateway, done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  scene.keep({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return {
    env: scene.pc.policyWith({ proxy: { pac: `http://${gateway}:${port}/proxy.pac` } }),
    made: {
      refuse: () => new Promise((done) => server.close(done)),
      async mend() {
        isServed = true;
        if (!server.listening) await listen(port);
        for (const res of waiting) serve(res);
      },
    },
  };
}

async function pacRefused(scene: NetworkScene) {
  const pac = await pacIn(scene);
  await pac.made.refuse();
  return pac;
}

/** The proxy of an office, the PAC file that names it, and the tickets that it takes. */
export const proxyBreakages: readonly Breakage<NetworkScene>[] = [
  between({
    name: "a proxy that is down",
    branches: ["proxy-unreachable"],
    breaks: stopped,
    reason: "NET_PROXY",
    deeds: { "ask-for-proxy": (squid) => squid.start() },
  }),
  between({
    name: "a proxy that nobody brings up again",
    branches: ["proxy-unreachable"],
    breaks: stopped,
    reason: "NET_PROXY",
    stuck: ["ask-for-proxy"],
    end: "NET_PROXY",
  }),
  between({
    name: "a proxy that asks who is there",
    branches: ["proxy-login-needed"],
    breaks: asking,
    reason: "NET_PROXY_AUTH",
    deeds: { "introduce-to-proxy": (_squid, scene) => introduce(scene, HANAKO) },
  }),
  between({
    name: "a password that the proxy doesn't take",
    branches: ["proxy-login-needed", "proxy-login-refused"],
    breaks: asking,
    reason: "NET_PROXY_AUTH",
    deeds: {
      "introduce-to-proxy": (_squid, scene) => introduce(scene, { ...HANAKO, password: "machigai" }),
      "retype-proxy-login": (_squid, scene) => introduce(scene, HANAKO),
    },
  }),
  between({
    name: "nobody knows the proxy's password",
    branches: ["proxy-login-needed", "proxy-login-refused"],
    breaks: asking,
    reason: "NET_PROXY_AUTH",
    stuck: ["introduce-to-proxy", "retype-proxy-login"],
    end: "NET_PROXY_AUTH",
  }),
  between({
    name: "a proxy that takes tickets alone, and a ticket that is over",
    branches: ["proxy-ticket-refused"],
    breaks: withoutTicket,
    reason: "NET_PROXY_TICKET",
    deeds: { "renew-ticket": async (domain) => domain.logIn() },
  }),
  between({
    name: "a proxy that takes tickets alone, and no domain to get one from",
    branches: ["proxy-ticket-refused"],
    breaks: withoutTicket,
    reason: "NET_PROXY_TICKET",
    stuck: ["renew-ticket"],
    end: "NET_PROXY_TICKET",
  }),
  between({
    name: "a PAC file whose server takes no connection",
    branches: ["pac-missing"],
    breaks: pacRefused,
    reason: "NET_PAC",
    deeds: { "ask-for-pac": (pac) => pac.mend() },
  }),
  between({
    name: "a PAC file whose server says nothing",
    branches: ["pac-missing"],
    breaks: pacIn,
    reason: "NET_PAC",
    deeds: { "ask-for-pac": (pac) => pac.mend() },
  }),
];
