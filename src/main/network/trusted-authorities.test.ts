import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Certificate } from "../electron.ts";
import { leadsToOneOf, trustAuthorities } from "./trusted-authorities.ts";

const HOST = "drive.office.example";
const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
const hasOpenssl = spawnSync("openssl", ["version"], { stdio: "ignore" }).error === undefined;
const CA = "basicConstraints=critical,CA:TRUE";

describe.skipIf(!hasOpenssl)("a chain to IT's authority", () => {
  const folder = mkdtempSync(join(tmpdir(), "trusted-authorities-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let made = 0;
  type Issuer = { readonly own: X509Certificate; readonly keyAndCertificateFile: string };

  function inFolder() {
    const dir = join(folder, String(++made));
    mkdirSync(dir);
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" });
    const issued = (): Issuer => {
      const [key, pem] = ["key", "pem"].map((file) => readFileSync(join(dir, file), "utf8"));
      writeFileSync(join(dir, "both"), `${key}${pem}`);
      return { own: new X509Certificate(pem ?? ""), keyAndCertificateFile: join(dir, "both") };
    };
    return { dir, openssl, issued };
  }

  function authority(name = "Office"): Issuer {
    const { openssl, issued } = inFolder();
    openssl(
      ...["req", "-x509", ...NEW_KEY, "-keyout", "key", "-out", "pem", "-days", "2", "-subj", `/CN=${name}`],
      ...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
    );
    return issued();
  }

  /** @param extensions as openssl writes them, one a line */
  function issue({ keyAndCertificateFile }: Issuer, extensions: string, name = "one"): Issuer {
    const { dir, openssl, issued } = inFolder();
    writeFileSync(join(dir, "ext"), `${extensions}\n`);
    openssl("req", ...NEW_KEY, "-keyout", "key", "-out", "csr", "-subj", `/CN=${name}`);
    openssl(
      ...["x509", "-req", "-in", "csr", "-CA", keyAndCertificateFile, "-CAkey", keyAndCertificateFile],
      ...["-set_serial", String(made), "-days", "2", "-out", "pem", "-extfile", "ext"],
    );
    return issued();
  }
  const forHost = (host = HOST) => `subjectAltName=DNS:${host}`;

  const root = hasOpenssl ? authority() : (undefined as never);
  const leaf = hasOpenssl ? issue(root, forHost()) : (undefined as never);
  const leads = (chain: readonly Issuer[], { roots = [root], host = HOST, at = Date.now() } = {}) =>
    leadsToOneOf(
      roots.map(({ own }) => own),
      chain.map(({ own }) => own),
      host,
      at,
    );

  test("holds with and without the authority itself, and by way of others", () => {
    const upper = issue(root, CA, "upper");
    const lower = issue(upper, CA, "lower");
    const far = issue(lower, forHost());
    for (const chain of [[leaf], [leaf, root], [far, lower, upper], [far, lower, upper, root]])
      expect(leads(chain)).toBe(true);
    expect(leads([leaf], { roots: [authority("Other"), root] })).toBe(true);
    // The one that IT names needn't be a root.
    expect(leads([far, lower, upper], { roots: [lower] })).toBe(true);
  });

  test("holds for an address that the certificate names, and for a purpose that is any", () => {
    const address = issue(root, "subjectAltName=IP:10.0.0.5");
    expect(leads([address], { host: "10.0.0.5" })).toBe(true);
    expect(leads([address], { host: "10.0.0.6" })).toBe(false);
    expect(leads([issue(root, `${forHost()}\nextendedKeyUsage=anyExtendedKeyUsage`)])).toBe(true);
  });

  test.each([
    ["whose path is shorter than it has to be", "basicConstraints=critical,CA:TRUE,pathlen:0"],
    ["for other purposes alone", `${CA}\nextendedKeyUsage=clientAuth`],
    ["of some names alone, which isn't judged here", `${CA}\nnameConstraints=permitted;DNS:other.example`],
  ])("doesn't hold by way of one %s", (_which, extensions) => {
    const upper = issue(root, extensions, "upper");
    const lower = issue(upper, CA, "lower");
    expect(leads([issue(lower, forHost()), lower, upper])).toBe(false);
  });

  test("holds as far as a path may be long", () => {
    const upper = issue(root, "basicConstraints=critical,CA:TRUE,pathlen:1", "upper");
    const lower = issue(upper, CA, "lower");
    expect(leads([issue(lower, forHost()), lower, upper])).toBe(true);
  });

  test("doesn't hold where the host is the subject's name alone", () => {
    expect(leads([issue(root, "keyUsage=digitalSignature", HOST)])).toBe(false);
  });

  test("doesn't hold where a link is missing, out of place or nobody's", () => {
    const between = issue(root, CA, "between");
    const far = issue(between, forHost());
    const other = authority("Other");
    const alike = authority();
    expect(leads([])).toBe(false);
    expect(leads([far])).toBe(false);
    expect(leads([far, root, between])).toBe(false);
    expect(leads([far, leaf])).toBe(false);
    expect(leads([issue(other, forHost()), root])).toBe(false);
    expect(leads([issue(alike, forHost())])).toBe(false);
    expect(leads([issue(alike, forHost()), alike])).toBe(false);
    expect(leads([leaf], { roots: [] })).toBe(false);
  });

  test("doesn't hold for another host", () => {
    expect(leads([leaf], { host: "mail.office.example" })).toBe(false);
    expect(leads([leaf], { host: `a.${HOST}` })).toBe(false);
    const wild = issue(root, forHost("*.office.example"));
    expect(leads([wild])).toBe(true);
    expect(leads([wild], { host: "a.b.office.example" })).toBe(false);
  });

  test("doesn't hold before or after its days", () => {
    const begins = Date.parse(leaf.own.validFrom);
    const ends = Date.parse(leaf.own.validTo);
    expect([begins, ends].map((at) => leads([leaf], { at }))).toEqual([true, true]);
    expect([begins - 1, ends + 1].map((at) => leads([leaf], { at }))).toEqual([false, false]);
  });

  test("doesn't hold for what may not serve, or through what may not sign", () => {
    expect(leads([issue(root, `${forHost()}\nextendedKeyUsage=clientAuth`)])).toBe(false);
    expect(leads([issue(root, `${forHost()}\nextendedKeyUsage=clientAuth,serverAuth`)])).toBe(true);
    const server = issue(root, `${forHost()}\nbasicConstraints=CA:FALSE`, "server");
    expect(leads([issue(server, forHost()), server])).toBe(false);
  });

  describe("as Chromium asks", () => {
    type Question = {
      readonly hostname: string;
      readonly certificate: Certificate;
      readonly verificationResult: string;
    };
    type Proc = (question: Question, callback: (verdict: number) => void) => void;
    function procOf(authorities: readonly string[]): Proc | null {
      let set: Proc | null = null;
      trustAuthorities(
        {
          setCertificateVerifyProc: (proc) => {
            set = proc as unknown as Proc;
          },
        },
        authorities,
      );
      return set;
    }
    const shown = (chain: readonly Issuer[]): Certificate => {
      const [first, ...rest] = chain;
      return {
        data: first?.own.toString(),
        ...(rest.length > 0 && { issuerCert: shown(rest) }),
      } as Certificate;
    };
    const verdictOn = (certificate: Certificate, verificationResult: string) => {
      const said: number[] = [];
      procOf([root.own.toString()])?.({ hostname: HOST, certificate, verificationResult }, (one) =>
        said.push(one),
      );
      return said;
    };
    const UNKNOWN = "net::ERR_CERT_AUTHORITY_INVALID";

    test("nothing is asked where IT names nobody", () => expect(procOf([])).toBeNull());

    test("its one objection is lifted, and no other", () => {
      const chain = shown([leaf, root]);
      expect(verdictOn(chain, UNKNOWN)).toEqual([0]);
      for (const result of ["net::OK", "net::ERR_CERT_DATE_INVALID", "net::ERR_CERT_REVOKED", ""])
        expect(verdictOn(chain, result)).toEqual([-3]);
      const other = authority("Other");
      expect(verdictOn(shown([issue(other, forHost()), other]), UNKNOWN)).toEqual([-3]);
    });

    test("a chain that names itself as its issuer for ever comes to an end", () => {
      const endless = shown([authority("Other")]);
      endless.issuerCert = endless;
      expect(verdictOn(endless, UNKNOWN)).toEqual([-3]);
    });
  });
});
