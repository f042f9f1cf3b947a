import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { errorCode } from "../../src/core/errors.ts";
import { readAuthorities } from "../../src/main/config/authorities.ts";
import { type ElectronOutbound, startElectronOutbound } from "../support/electron-outbound.ts";
import { createTestAuthority, hasOpenssl } from "../support/test-authority.ts";

const HOST = "drive.localhost";
const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

type Served = { readonly key: string; readonly cert: string };

// Whatever TLS takes as an authority the policy's `caFile` may hold (reliability 30).
describe.skipIf(!hasOpenssl)("requests under an authority that IT names", () => {
  let electron: ElectronOutbound;
  let folder: string;
  let made = 0;
  beforeAll(async () => {
    electron = await startElectronOutbound();
    folder = mkdtempSync(join(tmpdir(), "authorities-"));
  });
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
    expect(electron.uncaught.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await electron?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const fresh = () => join(folder, String(++made));
  const authority = (version?: 1 | 3) => createTestAuthority(fresh(), "Office", version);

  /** A server's certificate as `createTestAuthority` makes none. */
  function issue(
    { keyAndCertificateFile }: { readonly keyAndCertificateFile: string },
    { host = HOST, from = "20260101000000Z", to = "20460101000000Z", extensions = "" },
  ): Served & { readonly keyAndCertificateFile: string; readonly certificate: string } {
    const dir = fresh();
    mkdirSync(join(dir, "newcerts"), { recursive: true });
    writeFileSync(join(dir, "index.txt"), "");
    writeFileSync(
      join(dir, "ca.cnf"),
      `[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=newcerts\ndatabase=index.txt\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n[ext]\nsubjectAltName=DNS:${host}\n${extensions}\n`,
    );
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" });
    openssl("req", ...NEW_KEY, "-keyout", "host.key", "-out", "host.csr", "-subj", "/CN=host");
    openssl(
      ...["ca", "-batch", "-notext", "-config", "ca.cnf", "-extensions", "ext", "-in", "host.csr"],
      ...["-cert", keyAndCertificateFile, "-keyfile", keyAndCertificateFile, "-out", "host.pem"],
      ...["-startdate", from, "-enddate", to],
    );
    const [key, cert] = ["host.key", "host.pem"].map((name) => readFileSync(join(dir, name), "utf8"));
    const both = join(dir, "both.pem");
    writeFileSync(both, `${key}${cert}`);
    return { key: key ?? "", cert: cert ?? "", certificate: cert ?? "", keyAndCertificateFile: both };
  }

  /** What a request to one that shows this comes to. */
  async function asked(shows: Served, authorities: readonly string[], host = HOST): Promise<string> {
    let served = 0;
    const server = createServer(shows, (_req, res) => {
      served += 1;
      res.end("the service");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => server.close() }, { close: () => server.closeAllConnections() });
    const outbound = await electron.open({ authorities });
    open.push(outbound);
    const url = `https://${host}:${(server.address() as AddressInfo).port}/`;
    const came = await outbound.fetch(url).then((answer) => answer.text(), errorCode);
    if (came !== "the service") expect(served).toBe(0);
    return came;
  }

  test.each([1, 3] as const)("of X.509's version %i succeed", async (version) => {
    const office = authority(version);
    const read = await readAuthorities(office.certificateFile, { rootOnly: false });
    expect(await asked(office.issue([HOST]), read)).toBe("the service");
    expect(await asked(office.issue([HOST]), [])).toBe("NET_TLS_INSPECTION");
  });

  test("succeed where it came as Windows exports it, in DER", async () => {
    const office = authority();
    const der = join(folder, "office.cer");
    writeFileSync(der, new X509Certificate(office.certificate).raw);
    expect(await asked(office.issue([HOST]), await readAuthorities(der, { rootOnly: false }))).toBe(
      "the service",
    );
  });

  test("succeed where it is one of several, and by way of one that it signed", async () => {
    const [office, other] = [authority(), authority()];
    const between = issue(office, { host: "between", extensions: "basicConstraints=critical,CA:TRUE" });
    const leaf = issue(between, {});
    const shown = { key: leaf.key, cert: leaf.cert + between.cert };
    expect(await asked(shown, [other.certificate, office.certificate])).toBe("the service");
    // And the other way about: it is the one that IT names.
    expect(await asked(leaf, [between.certificate])).toBe("the service");
  });

  test.each<[string, (office: ReturnType<typeof authority>) => Served]>([
    ["has ended", (office) => issue(office, { to: "20260201000000Z" })],
    ["hasn't begun", (office) => issue(office, { from: "20450101000000Z" })],
    ["is another host's", (office) => office.issue(["mail.localhost"])],
    ["is for clients", (office) => issue(office, { extensions: "extendedKeyUsage=clientAuth" })],
    ["leads to another authority of the same name", () => authority().issue([HOST])],
    [
      "leads to one that may sign nothing",
      (office) => {
        const server = issue(office, { extensions: "basicConstraints=CA:FALSE" });
        const leaf = issue(server, {});
        return { key: leaf.key, cert: leaf.cert + server.cert };
      },
    ],
    [
      "is shown beside one of its, and not signed by it",
      (office) => {
        const own = authority().issue([HOST]);
        return { key: own.key, cert: own.cert + office.issue([HOST]).cert };
      },
    ],
  ])("fail where the certificate %s", async (_what, show) => {
    const office = authority();
    // IT's authority is one that is taken.
    expect(await asked(office.issue([HOST]), [office.certificate])).toBe("the service");
    expect(await asked(show(office), [office.certificate])).toMatch(/^NET_TLS(?:_INSPECTION)?$/u);
  });

  test("fail by the host that is asked for, whatever the name that is shown", async () => {
    const office = authority();
    const shown = office.issue(["*.drive.localhost"]);
    expect(await asked(shown, [office.certificate], "a.drive.localhost")).toBe("the service");
    expect(await asked(shown, [office.certificate], "a.b.drive.localhost")).toMatch(/^NET_TLS/u);
    expect(await asked(shown, [office.certificate])).toMatch(/^NET_TLS/u);
  });
});
