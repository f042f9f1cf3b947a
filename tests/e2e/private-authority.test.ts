import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import { inside, WITH_INSPECTOR } from "../support/inside.ts";
import { type Office, openOffice, Person, seesLoginWindows } from "../support/office.ts";
import { hasSquid, startSquid } from "../support/squid.ts";
import { createTestAuthority, hasOpenssl } from "../support/test-authority.ts";

// reliability 30: an authority that only this PC knows, for the client's own requests and for the pages of the login
// window. Chromium on Linux, and Electron with it, trusts what is in the user's NSS database (`~/.pki/nssdb`).

const SERVICE = "omakase";

/** Chromium's network is a process of its own (network-process.ts). */
const LOSE_NETWORK = `process.kill(require("electron").app.getAppMetrics()
  .find(({ serviceName }) => serviceName === "network.mojom.NetworkService").pid, "SIGKILL")`;

describe.skipIf(!hasOpenssl)("over https, under an authority of one's own", () => {
  let service: ReferenceService;
  let home: string;
  let office: Office;
  let ca: string;

  beforeEach(async () => {
    service = await startReferenceService({ services: [SERVICE], tls: true });
    home = mkdtempSync(join(tmpdir(), "drive-home-"));
    ca = join(home, "ca.pem"); // where the client's user can read it
    copyFileSync(service.ready.ca ?? "", ca);
    office = await openOffice({ service, id: SERVICE });
  });
  afterEach(async () => {
    await office.close();
    await service.close();
    await rm(home, { recursive: true, force: true });
  });

  /** What an administrator does on each PC. */
  function trust(...files: string[]): void {
    const database = join(home, ".pki", "nssdb");
    mkdirSync(database, { recursive: true });
    const certutil = (...args: string[]) => execFileSync("certutil", ["-d", `sql:${database}`, ...args]);
    certutil("-N", "--empty-password");
    for (const file of files) certutil("-A", "-n", file, "-t", "C,,", "-i", file);
  }

  const start = (policy: object = {}, args: readonly string[] = []) => {
    Object.assign(office.policy, policy);
    giveToOrdinaryUser(home);
    return office.startPc({ HOME: home }, { args });
  };

  test.each([
    ["this PC", () => trust(ca), {}],
    ["IT's policy", () => {}, { caFile: true }],
  ])(
    "trusted by %s, the first login goes through, and the next start needs nobody",
    async (_who, trusted, { caFile }: { caFile?: boolean }) => {
      trusted();
      const first = await start(caFile === true ? { caFile: ca } : {});
      await new Person(first).logInFirstTime(office.account);
      await first.quit();
      await office.mark();
      const second = await start();
      const { windows } = await second.statusWhere("online", ({ state }) => state === "online");
      expect(windows).toEqual([]);
      expect(await office.events({ type: "authorize" })).toEqual([]);
    },
  );

  test("a login whose network process ends in the middle begins again, and trusts whom it trusted", async () => {
    const client = await start({ caFile: ca }, [WITH_INSPECTOR]);
    await new Person(client).loginPage();
    const main = await inside(client);
    await main.evaluate(LOSE_NETWORK);
    main.close();
    await client.statusWhere("it is told", ({ reason }) => reason === "NET_SERVER");
    await new Person(client).logInFirstTime(office.account);
  });

  test("nothing is asked of a service that this PC doesn't trust", async () => {
    const client = await start();
    const { reason } = await client.statusWhere("a reason", (status) => status.reason !== null);
    expect(reason).toBe("NET_TLS_INSPECTION");
    await seesLoginWindows(client, 0);
  });

  test.skipIf(!hasSquid)(
    "a proxy that opens TLS is trusted for pages as well, once the PC trusts it",
    async () => {
      const inspecting = createTestAuthority(join(home, "office"), "Office inspection");
      trust(inspecting.certificateFile);
      const hosts = Object.values(service.ready.origins[SERVICE] ?? {}).map((url) => new URL(url).hostname);
      const squid = await startSquid({
        hosts: [...new Set(hosts)],
        inspectWith: inspecting,
        upstream: { certificate: readFileSync(ca, "utf8") },
      });
      try {
        // The client's own requests to this PC go past any proxy; they have their tests in tests/integration.
        const client = await start({ caFile: ca, proxy: { server: squid.url, bypass: ["<-loopback>"] } });
        await new Person(client).logInFirstTime(office.account);
        expect(squid.log().filter((line) => /^POST https:\S+ 30[23] /u.test(line))).not.toEqual([]);
      } finally {
        await squid.close();
      }
    },
  );
});
