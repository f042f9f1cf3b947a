import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OfficeDomain } from "./office-domain.ts";
import type { TestAuthority } from "./test-authority.ts";
import { until } from "./wait.ts";

/** A real forward proxy as offices have one (Debian: squid-openssl). */
export type Squid = {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, or at its other address, without user and password. */
  readonly url: string;
  /** As a PAC script names it. */
  readonly pac: string;
  /** Its service name, after which its shared memory is named: no other squid of this machine touches it. */
  readonly service: string;
  /** One line a request: `CONNECT host:443 200 user`, in order of their ends (a tunnel's comes when it closes). */
  log(): string[];
  /** Refuses connections until `start`, on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export type SquidOptions = {
  /** Asks for this user and password (RFC 9110 11.7, Basic; MS-NLMP, NTLM, as Samba judges it). */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** How it asks for them. */
  readonly scheme?: "Basic" | "NTLM";
  /** Asks for a ticket of this domain (RFC 4559, Negotiate), before it asks for anything else. */
  readonly domain?: Pick<OfficeDomain, "krb5Config" | "keytab">;
  /** Opens TLS with certificates of this authority, as offices that inspect traffic do. */
  readonly inspectWith?: TestAuthority;
  /** Whom squid itself trusts when it inspects. */
  readonly upstream?: Pick<TestAuthority, "certificate">;
  /** Names that squid resolves to this PC, on top of the system's. */
  readonly hosts?: readonly string[];
  /** This PC's address for them, when it isn't 127.0.0.1. */
  readonly address?: string;
  /** The address of this PC's at which it is there, for everybody; default: 127.0.0.1, for this PC alone. */
  readonly at?: string;
};

const CERTGEN = "/usr/lib/squid/security_file_certgen";
const NCSA_AUTH = "/usr/lib/squid/basic_ncsa_auth";

const NTLM_AUTH = "/usr/bin/ntlm_auth";
const KERBEROS_AUTH = "/usr/lib/squid/negotiate_kerberos_auth";

/** Whether Samba's helper is there, which judges NTLM. */
export const hasNtlmAuth = existsSync(NTLM_AUTH);

/** Whether this machine has a squid that can do all of it. */
export const hasSquid = squidProgram() !== null && existsSync(CERTGEN) && existsSync(NCSA_AUTH);

function squidProgram(): string | null {
  return (
    ["squid", "/usr/sbin/squid"].find((one) => !spawnSync(one, ["-v"], { stdio: "ignore" }).error) ?? null
  );
}

export async function startSquid(options: SquidOptions = {}): Promise<Squid> {
  const dir = mkdtempSync(join(tmpdir(), "squid-"));
  const { at = "127.0.0.1" } = options;
  const port = await freePort();
  const service = `test${process.pid}x${port}`; // letters and digits are all that it takes
  writeConfiguration(dir, port, options);
  giveToSquid(dir);
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    // Started by root it becomes the user `proxy`; in the foreground, so that it ends with its parent's signal.
    const args = ["-N", "-n", service, "-f", join(dir, "squid.conf")];
    const { domain } = options;
    const env = domain === undefined ? process.env : { ...process.env, KRB5_CONFIG: join(dir, "krb5.conf") };
    child = spawn(squidProgram() ?? "squid", args, { stdio: "ignore", env });
    const ended = once(child, "exit").then(() => "ended" as const);
    const answers = until("squid", () => reachable(at, port)).then(() => "up" as const);
    if ((await Promise.race([ended, answers])) === "ended")
      throw new Error(`squid ended: ${textOf(join(dir, "cache.log")).slice(-2_000)}`);
  }

  async function stop(): Promise<void> {
    const running = child;
    child = null;
    if (running === null) return;
    if (running.exitCode === null && running.signalCode === null) {
      const ended = once(running, "exit");
      running.kill("SIGKILL");
      await ended;
    }
    dropSharedMemory(service); // which a squid that is killed leaves behind
  }

  await start();
  return {
    port,
    url: `http://${at}:${port}`,
    service,
    pac: `PROXY ${at}:${port}`,
    // Without the connections that asked nothing, such as ours that look whether it is up.
    log: () =>
      textOf(join(dir, "access.log"))
        .split("\n")
        .filter((line) => line !== "" && !line.includes(" error:transaction-end-before-headers ")),
    start,
    stop,
    async close() {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function writeConfiguration(dir: string, port: number, options: SquidOptions): void {
  const { credentials, scheme = "Basic", domain, inspectWith, upstream } = options;
  const { hosts = [], address = "127.0.0.1", at: listensAt = "127.0.0.1" } = options;
  const at = (name: string) => join(dir, name);
  writeFileSync(at("hosts"), `${address} ${["squid.test", ...hosts].join(" ")}\n`);
  writeFileSync(at("passwd"), credentials === undefined ? "" : ncsaLine(credentials));
  const lines = [
    "visible_hostname squid.test",
    "pid_filename none",
    "coredump_dir none",
    "shutdown_lifetime 0 seconds",
    "cache deny all",
    "via off",
    `hosts_file ${at("hosts")}`,
    `cache_log ${at("cache.log")}`,
    "logformat lines %rm %ru %>Hs %[un",
    `access_log stdio:${at("access.log")} logformat=lines`,
    "logfile_rotate 0",
    "buffered_logs off",
  ];
  if (domain !== undefined) {
    writeFileSync(at("krb5.conf"), readFileSync(domain.krb5Config));
    writeFileSync(at("keytab"), domain.keytab(), { mode: 0o600 });
    lines.push(
      `auth_param negotiate program ${KERBEROS_AUTH} -k ${at("keytab")} -s GSS_C_NO_NAME`,
      "auth_param negotiate children 1",
    );
  }
  if (credentials !== undefined && scheme === "Basic")
    lines.push(
      `auth_param basic program ${NCSA_AUTH} ${at("passwd")}`,
      "auth_param basic children 1",
      "auth_param basic realm office",
    );
  if (credentials !== undefined && scheme === "NTLM") {
    writeFileSync(at("smb.conf"), `[global]\n${SAMBA_FOLDERS.map((one) => `${one} = ${dir}`).join("\n")}\n`);
    const { user, password } = credentials;
    lines.push(
      `auth_param ntlm program ${NTLM_AUTH} --configfile=${at("smb.conf")} --helper-protocol=squid-2.5-ntlmssp --username=${user} --domain=OFFICE --password=${password}`,
      "auth_param ntlm children 1",
    );
  }
  if (credentials !== undefined || domain !== undefined)
    lines.push("acl known proxy_auth REQUIRED", "http_access deny !known");
  lines.push(options.at === undefined ? "http_access allow localhost" : "http_access allow all");
  lines.push("http_access deny all");
  if (inspectWith === undefined) lines.push(`http_port ${listensAt}:${port}`);
  else {
    writeFileSync(at("inspect.pem"), readFileSync(inspectWith.keyAndCertificateFile), { mode: 0o600 });
    execFileSync(CERTGEN, ["-c", "-s", at("certificates"), "-M", "4MB"], { stdio: "ignore" });
    lines.push(
      `http_port ${listensAt}:${port} ssl-bump cert=${at("inspect.pem")} generate-host-certificates=on`,
      `sslcrtd_program ${CERTGEN} -s ${at("certificates")} -M 4MB`,
      "sslcrtd_children 1",
      "ssl_bump bump all",
    );
    if (upstream !== undefined) {
      writeFileSync(at("upstream.pem"), upstream.certificate);
      lines.push(`tls_outgoing_options cafile=${at("upstream.pem")}`);
    }
  }
  writeFileSync(at("squid.conf"), `${lines.join("\n")}\n`);
}

// The one password format of `basic_ncsa_auth` that needs no further program: a bare MD5.
function ncsaLine({ user, password }: { readonly user: string; readonly password: string }): string {
  return `${user}:${createHash("md5").update(password).digest("hex")}\n`;
}

const SAMBA_FOLDERS = [
  "private dir",
  "lock directory",
  "state directory",
  "cache directory",
  "pid directory",
];

function giveToSquid(dir: string): void {
  chmodSync(dir, 0o755);
  if (process.getuid?.() === 0) execFileSync("chown", ["-R", "proxy:proxy", dir]);
}

function dropSharedMemory(service: string): void {
  for (const name of readdirSync("/dev/shm"))
    if (name.startsWith(`${service}-`)) rmSync(join("/dev/shm", name), { force: true });
}

export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function reachable(at: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, at);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
