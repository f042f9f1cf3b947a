import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { freePort } from "./squid.ts";
import { until } from "./wait.ts";

/** A domain as offices have one: a real KDC, the service account of its proxy, and somebody who is logged in to it. */
export type OfficeDomain = {
  /** For programs of the person who is logged in. */
  readonly env: { readonly KRB5_CONFIG: string; readonly KRB5CCNAME: string };
  readonly krb5Config: string;
  /** The keys of `HTTP/<host>` for each of the domain's hosts. */
  keytab(): Buffer;
  /** What the KDC gave a ticket for, one a line. */
  tickets(): string[];
  logIn(): void;
  /** As after a night: whoever asks for a ticket gets none. */
  logOut(): void;
  close(): Promise<void>;
};

const REALM = "OFFICE.TEST";
const MASTER_KEY = "the test's own";

export const hasKerberos = ["krb5kdc", "kdb5_util", "kadmin.local", "kinit"].every(
  (program) => !spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore", env: withSbin() }).status,
);

function withSbin() {
  return { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin:/usr/bin` };
}

/** @param hosts whose services the domain knows @param at this PC's address at which its KDC is */
export async function startOfficeDomain(hosts: readonly string[], at = "127.0.0.1"): Promise<OfficeDomain> {
  const folder = mkdtempSync(join(tmpdir(), "office-domain-"));
  const person = mkdtempSync(join(tmpdir(), "office-person-"));
  const port = await freePort();
  const krb5Config = join(person, "krb5.conf");
  const cache = join(person, "tickets");
  writeFileSync(krb5Config, clientConfiguration(`${at}:${port}`, hosts));
  writeFileSync(join(folder, "kdc.conf"), kdcConfiguration(folder, `${at}:${port}`));
  const server = { ...withSbin(), KRB5_CONFIG: krb5Config, KRB5_KDC_PROFILE: join(folder, "kdc.conf") };
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { env: server, stdio: ["ignore", "ignore", "pipe"] });
  const keytab = join(folder, "http.keytab");
  run("kdb5_util", "create", "-s", "-P", MASTER_KEY, "-r", REALM);
  run("kadmin.local", "addprinc", "-pw", "secret", "hanako");
  for (const host of hosts) {
    run("kadmin.local", "addprinc", "-randkey", `HTTP/${host}`);
    run("kadmin.local", "ktadd", "-k", keytab, `HTTP/${host}`);
  }
  const kdc = spawn("krb5kdc", ["-n"], { env: server, stdio: "ignore" });
  const log = () => readFileSync(join(folder, "kdc.log"), "utf8").split("\n");
  await until("the KDC", () => log().some((line) => line.includes("commencing operation")));

  const env = { KRB5_CONFIG: krb5Config, KRB5CCNAME: `FILE:${cache}` };
  function logIn(): void {
    execFileSync("kinit", ["hanako"], {
      env: { ...withSbin(), ...env },
      input: "secret\n",
      stdio: ["pipe", "ignore", "pipe"],
    });
    giveToOrdinaryUser(person);
  }
  logIn();
  return {
    env,
    krb5Config,
    keytab: () => readFileSync(keytab),
    tickets: () => log().filter((line) => line.includes("TGS_REQ") && line.includes("ISSUE")),
    logIn,
    logOut: () => rmSync(cache, { force: true }),
    async close() {
      const ended = once(kdc, "exit");
      kdc.kill();
      await ended;
      for (const one of [folder, person]) rmSync(one, { recursive: true, force: true });
    },
  };
}

const clientConfiguration = (kdc: string, hosts: readonly string[]) => `[libdefaults]
default_realm = ${REALM}
dns_lookup_kdc = false
dns_lookup_realm = false
dns_canonicalize_hostname = false
rdns = false
[realms]
${REALM} = {
  kdc = ${kdc}
}
[domain_realm]
${hosts.map((host) => `${host} = ${REALM}`).join("\n")}
`;

const kdcConfiguration = (folder: string, kdc: string) => `[kdcdefaults]
kdc_listen = ${kdc}
kdc_tcp_listen = ${kdc}
[realms]
${REALM} = {
  database_name = ${join(folder, "principal")}
  key_stash_file = ${join(folder, "stash")}
}
[logging]
kdc = FILE:${join(folder, "kdc.log")}
`;
