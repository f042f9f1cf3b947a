import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";

/** A certificate authority of the test's own, as an office has one. */
export type TestAuthority = {
  /** PEM. */
  readonly certificate: string;
  readonly certificateFile: string;
  /** Key and certificate in one PEM file, as squid wants it. */
  readonly keyAndCertificateFile: string;
  /** A server's key and certificate for these host names; `days` of less than none are over. */
  issue(hosts: readonly string[], days?: number): { readonly key: string; readonly cert: string };
};

/** Whether this machine can make certificates. */
export const hasOpenssl = spawnSync("openssl", ["version"], { stdio: "ignore" }).error === undefined;

/**
 * @param folder is made, and holds the private keys: a temporary one
 * @param version of X.509: roots of the first say nothing of what they are for
 */
export function createTestAuthority(
  folder: string,
  name = "Test authority",
  version: 1 | 3 = 3,
): TestAuthority {
  mkdirSync(folder, { recursive: true });
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  if (version === 1) {
    openssl("req", ...newKey, "-keyout", "ca.key", "-out", "ca.csr", "-subj", `/CN=${name}`);
    openssl("x509", "-req", "-in", "ca.csr", "-signkey", "ca.key", "-out", "ca.pem", "-days", "2");
  } else {
    openssl(
      ...["req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2"],
      ...["-subj", `/CN=${name}`, "-addext", "basicConstraints=critical,CA:TRUE"],
      ...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
    );
  }
  const certificate = readFileSync(at("ca.pem"), "utf8");
  writeFileSync(at("ca-with-key.pem"), readFileSync(at("ca.key"), "utf8") + certificate, { mode: 0o600 });
  return {
    certificate,
    certificateFile: at("ca.pem"),
    keyAndCertificateFile: at("ca-with-key.pem"),
    issue(hosts, days = 2) {
      openssl("req", ...newKey, "-keyout", "host.key", "-out", "host.csr", "-subj", "/CN=host");
      writeFileSync(
        at("host.ext"),
        `subjectAltName=${hosts.map((host) => `${isIP(host) === 0 ? "DNS" : "IP"}:${host}`).join(",")}\n`,
      );
      openssl(
        ...["x509", "-req", "-in", "host.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"],
        ...["-days", `${days}`, "-out", "host.pem", "-extfile", "host.ext"],
      );
      return { key: readFileSync(at("host.key"), "utf8"), cert: readFileSync(at("host.pem"), "utf8") };
    },
  };
}
