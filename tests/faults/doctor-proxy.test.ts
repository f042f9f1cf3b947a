import { type AddressInfo, createServer } from "node:net";
import { hasKerberos, startOfficeDomain } from "../support/office-domain.ts";
import { hasSquid, type Squid, type SquidOptions, startSquid } from "../support/squid.ts";
import { DoctorAtPc, skip } from "./doctor-at-pc.ts";
import { faultTest } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { KINDS_OF_REFRESH } from "./network-pc.ts";

// What the doctor names first where an office's proxy is the trouble (reliability 27, 30).

const at = new DoctorAtPc();

/** An office whose way out is a proxy: what is wrong with it, and the client's environment there. */
type Office = { readonly env: Readonly<Record<string, string>>; close(): unknown };

async function proxied(options: SquidOptions): Promise<Office & { readonly squid: Squid }> {
  const squid = await startSquid({
    hosts: [at.pc.world.host],
    address: at.pc.world.gateway,
    at: at.pc.world.gateway,
    ...options,
  });
  return {
    squid,
    env: { https_proxy: squid.url, http_proxy: squid.url },
    close: () => squid.close(),
  };
}

/** The address of a PAC file, where nobody listens, or somebody who says nothing. */
async function withPac(listens: boolean): Promise<Office> {
  const silent = createServer();
  await new Promise<void>((done) => silent.listen(0, at.pc.world.gateway, done));
  const { port } = silent.address() as AddressInfo;
  if (!listens) await new Promise((done) => silent.close(done));
  return {
    env: at.pc.policyWith({ proxy: { pac: `http://${at.pc.world.gateway}:${port}/proxy.pac` } }),
    close: () => silent.close(),
  };
}

/** A proxy that takes tickets of its domain alone, where nobody has one. */
async function withoutTicket(): Promise<Office> {
  const name = "proxy.drive-fault.example";
  const domain = await startOfficeDomain([name], at.pc.world.gateway);
  domain.logOut();
  const { squid, close } = await proxied({ domain });
  const address = `http://${name}:${squid.port}`;
  return {
    env: { ...domain.env, https_proxy: address, http_proxy: address },
    async close() {
      await close();
      await domain.close();
    },
  };
}

async function stopped(): Promise<Office> {
  const office = await proxied({});
  await office.squid.stop();
  return office;
}

const asking = () => proxied({ credentials: { user: "office", password: "not-the-client's" } });
const noSquid = () => (hasSquid ? null : "squid isn't here");
const noDomain = () => noSquid() ?? (hasKerberos ? null : "Kerberos isn't here");
const OFFICES = [
  ["the proxy (squid) is stopped", "NET_PROXY", stopped, noSquid],
  ["the proxy (squid) asks for a user and a password that nobody has", "NET_PROXY_AUTH", asking, noSquid],
  ["the proxy (squid) takes tickets alone, and nobody has one", "NET_PROXY_TICKET", withoutTicket, noDomain],
  ["nobody listens at the PAC file's address", "NET_PAC", () => withPac(false), () => null],
  ["the PAC file never comes", "NET_PAC", () => withPac(true), () => null],
] as const;

for (const [name, cause, open, lacking] of OFFICES)
  faultTest({
    shows: "27, 30",
    fault: `doctor: ${name}`,
    skip: () => skip() ?? lacking(),
    async play() {
      const { env, close } = await open();
      try {
        const client = await at.pc.start(env);
        await client.statusWhere("it can be asked", () => true);
        return await at.names(["proxy", cause], env);
      } finally {
        await at.pc.stop();
        await close();
      }
    },
  });

nothingLeaked("the doctor behind a proxy", () => [at.pc], { skip, kinds: KINDS_OF_REFRESH });
