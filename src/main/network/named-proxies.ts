import { execFile } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isLoopback } from "../../core/loopback-host.ts";
import { readBytes } from "../config/config-file.ts";
import type { ProxyChoice } from "../config/proxy.ts";
import { registryValue } from "../config/windows-registry.ts";
import { type NamesProxy, proxyPlace } from "./proxy-logins.ts";

/** @param ofSystem the proxies that the OS's settings name, as they are now */
export function namesProxy(choice: ProxyChoice, ofSystem: () => Promise<readonly string[]>): NamesProxy {
  if (choice === "direct") return async () => false;
  if (choice === "system")
    return async (proxy) => (await ofSystem().catch((): readonly string[] => [])).includes(proxy);
  if ("server" in choice) return async (proxy) => placesIn(choice.server).includes(proxy);
  const { protocol, hostname } = new URL(choice.pac);
  // Over https the script is IT's own, and so is every proxy that it names.
  const sure = protocol === "https:" || isLoopback(hostname);
  return async () => sure;
}

const exec = promisify(execFile);
const LIMIT_MS = 3_000;
const INTERNET_SETTINGS = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

export async function systemProxies(): Promise<readonly string[]> {
  const run = async (program: string, ...args: string[]) =>
    (await exec(program, args, { timeout: LIMIT_MS, windowsHide: true })).stdout;
  switch (process.platform) {
    case "win32": {
      const of = async (root: "HKCU" | "HKLM") => {
        const value = (name: string) => registryValue(root, INTERNET_SETTINGS, name);
        return fromRegistry(await value("ProxyEnable"), await value("ProxyServer"));
      };
      const told = await Promise.all([of("HKCU").catch(() => []), of("HKLM").catch(() => [])]);
      return told.flat();
    }
    case "darwin":
      return fromScutil(await run("/usr/sbin/scutil", "--proxy"));
    default:
      return [
        ...fromEnvironment(process.env),
        ...fromGsettings(
          await run("gsettings", "list-recursively", "org.gnome.system.proxy").catch(() => ""),
        ),
        ...fromKioslaverc(
          await readBytes(kioslaverc(process.env)).then(
            (bytes) => String(bytes ?? ""),
            () => "",
          ),
        ),
      ];
  }
}

/** As Chromium reads them where the desktop has no settings of its own. */
export function fromEnvironment(env: Readonly<Record<string, string | undefined>>): string[] {
  const names = ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy"];
  return names.flatMap((name) => placesIn(env[name] ?? env[name.toUpperCase()] ?? ""));
}

/** `org.gnome.system.proxy.http host 'proxy.example'`, a line for each value. */
export function fromGsettings(output: string): string[] {
  const values = new Map(
    [...output.matchAll(/^org\.gnome\.system\.proxy(?:\.(?<kind>\w+))? (?<key>\S+) (?<value>.+)$/gmu)].map(
      ({ groups }) => [
        `${groups?.kind ?? ""} ${groups?.key}`,
        groups?.value?.replace(/^'(.*)'$/u, "$1") ?? "",
      ],
    ),
  );
  if (values.get(" mode") !== "manual") return [];
  return ["http", "https", "ftp", "socks"].flatMap((kind) =>
    placesIn(`${values.get(`${kind} host`) ?? ""}:${values.get(`${kind} port`) ?? ""}`),
  );
}

function kioslaverc({ XDG_CONFIG_HOME: config }: Readonly<Record<string, string | undefined>>): string {
  return join(config?.startsWith("/") ? config : join(homedir(), ".config"), "kioslaverc");
}

/** KDE's file: `httpsProxy=http://proxy.example 8080` under `[Proxy Settings]`; type 1 is a proxy typed by hand. */
export function fromKioslaverc(text: string): string[] {
  const settings = /^\[Proxy Settings\]\n(?<lines>(?:(?!\[).*\n?)*)/mu.exec(text)?.groups?.lines ?? "";
  if (!/^ProxyType=1$/mu.test(settings)) return [];
  return [...settings.matchAll(/^(?:http|https|ftp|socks)Proxy=(.+)$/gmu)].flatMap(([, value = ""]) =>
    placesIn(value.trim().replace(/ (\d+)$/u, ":$1")),
  );
}

/** @param server `http=proxy.example:80;https=proxy.example:8080` */
export function fromRegistry(enabled: string | number | null, server: string | number | null): string[] {
  if (enabled !== 1 || typeof server !== "string") return [];
  return server.split(/[;\s]+/u).flatMap((one) => placesIn(one.replace(/^\w+=/u, "")));
}

/** `  HTTPSProxy : proxy.example` and its `Enable` and `Port`, a line for each value. */
export function fromScutil(output: string): string[] {
  const values = new Map(
    [...output.matchAll(/^\s*(\w+) : (.+?)\s*$/gmu)].map(([, key, value]) => [key, value]),
  );
  return ["HTTP", "HTTPS", "FTP", "SOCKS"].flatMap((kind) =>
    values.get(`${kind}Enable`) === "1"
      ? placesIn(`${values.get(`${kind}Proxy`) ?? ""}:${values.get(`${kind}Port`) ?? ""}`)
      : [],
  );
}

/** None or one; without a scheme it is an HTTP proxy, as in Chromium. */
function placesIn(text: string): string[] {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url === null || url.hostname === "") return [];
  const standard = url.protocol === "https:" ? 443 : url.protocol.startsWith("socks") ? 1080 : 80;
  return [proxyPlace({ host: url.hostname, port: Number(url.port) || standard })];
}
