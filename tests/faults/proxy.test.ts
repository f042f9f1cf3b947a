import { connect, createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect } from "vitest";
import { hasSquid, type Squid, startSquid } from "../support/squid.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import { faultTest } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { KINDS_OF_REFRESH, type NetworkPc, openNetworkPc } from "./network-pc.ts";
import { networkRefused } from "./network-world.ts";
import { sane } from "./watch.ts";

// An office whose only way out is a proxy (reliability 27, 30): a real squid, and no DNS for the PC itself.

const skip = () =>
  networkRefused() ?? (hasOpenssl ? null : "openssl isn't here") ?? (hasSquid ? null : "squid isn't here");

const PORT = 3128;
let pc: NetworkPc;
let open: Squid;
let asking: Squid;
let inspecting: Squid;
let relay: Server;
/** Which squid stands at the PC's proxy address. */
let behind: Squid;
let env: Record<string, string>;

beforeAll(async () => {
  if (skip() !== null) return;
  pc = await openNetworkPc();
  const { gateway, host, authorities } = pc.world;
  const here = { hosts: [host], address: gateway };
  open = await startSquid(here);
  asking = await startSquid({ ...here, credentials: { user: "office", password: "not-the-client's" } });
  inspecting = await startSquid({ ...here, inspectWith: authorities.office, upstream: authorities.service });
  behind = open;
  relay = createServer((from) => {
    const to = connect(behind.port, "127.0.0.1");
    from.pipe(to).pipe(from);
    for (const socket of [from, to])
      socket.on("error", () => {
        from.destroy();
        to.destroy();
      });
  });
  await new Promise<void>((done) => relay.listen(PORT, gateway, done));
  env = { https_proxy: `http://${gateway}:${PORT}`, http_proxy: `http://${gateway}:${PORT}` };
  pc.world.dns("no such name");
});
afterAll(async () => {
  if (skip() !== null) return;
  relay.close();
  await pc.close();
  for (const squid of [open, asking, inspecting]) await squid.close();
});

const putBehind = (squid: Squid) => () => {
  behind = squid;
};

faultTest({
  shows: "30",
  fault: "a real squid is the only way out",
  skip,
  async play() {
    const client = await pc.start(env);
    await client.statusWhere("online", ({ state }) => state === "online");
    sane(client);
    expect(pc.world.provider.grants).toContain("refresh_token");
    return { shown: "online", lost: "nothing", recovered: "not needed" };
  },
});
faultTest({
  shows: "27, 30",
  fault: "the proxy (squid) is stopped",
  skip,
  play: () => pc.between({ begin: () => open.stop(), end: () => open.start(), reason: "NET_PROXY" }, env),
});
faultTest({
  shows: "27, 30",
  fault: "the proxy (squid) asks for a user and a password that nobody has",
  skip,
  play: () => pc.between({ begin: putBehind(asking), end: putBehind(open), reason: "NET_PROXY_AUTH" }, env),
});
faultTest({
  shows: "27, 30",
  fault: "the proxy (squid) opens TLS, and the PC doesn't trust its authority",
  skip,
  play: () =>
    pc.between({ begin: putBehind(inspecting), end: putBehind(open), reason: "NET_TLS_INSPECTION" }, env),
});
faultTest({
  shows: "27, 30",
  fault: "the proxy (squid) opens TLS, and the PC's certificate store trusts it",
  skip,
  async play() {
    await pc.stop();
    pc.world.trustInspection();
    behind = inspecting;
    const client = await pc.start(env);
    await client.statusWhere("online", ({ state }) => state === "online");
    sane(client);
    return { shown: "online", lost: "nothing", recovered: "not needed" };
  },
});

nothingLeaked("the proxy", () => [pc], { skip, kinds: KINDS_OF_REFRESH });
