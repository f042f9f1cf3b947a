import type { ErrorCode } from "../core/errors.ts";

/** How this PC reaches the Internet: as the OS says, directly, through one proxy, or as a PAC file says. */
export type ProxyChoice =
  | "system"
  | "direct"
  | {
      /** `http://proxy.example:8080` */
      readonly server: string;
      /** Hosts that are reached directly, as Chromium writes them: `*.office.example`, `10.0.0.0/8`, `<local>`. */
      readonly bypass?: readonly string[] | undefined;
    }
  | { readonly pac: string };

/** What came of trying a proxy. `via`: `host:port` of the proxy that was gone through; null where there is none. */
export type ProxyTried =
  | { readonly is: "works"; readonly via: string | null }
  | { readonly is: "failed"; readonly cause: ErrorCode; readonly via: string | null };

/** A host's name has 253 letters at most (RFC 1035 2.3.4). Nobody writes more, and it goes into a file. */
const LONGEST_HOST = 300;
const LONGEST_ADDRESS = 2_000;

/** A proxy's address; who one is there is kept in the keychain and never in a file. */
export function isProxyServer(text: string): boolean {
  const url = parsed(text, LONGEST_HOST);
  const bare = url !== null && url.username === "" && url.password === "" && /^\/?$/u.test(url.pathname);
  return bare && (url.protocol === "http:" || url.protocol === "https:") && url.search + url.hash === "";
}

export function isPacAddress(text: string): boolean {
  const url = parsed(text, LONGEST_ADDRESS);
  const isBare = url !== null && url.username === "" && url.password === "";
  return isBare && (url.protocol === "http:" || url.protocol === "https:");
}

/** A blank isn't part of a host, whatever some versions of Chromium make of it. */
function parsed(text: string, longest: number): URL | null {
  try {
    return text.length > longest || /\s/u.test(text) ? null : new URL(text);
  } catch {
    return null;
  }
}

/** One host, as Chromium writes it. */
export function isBypass(text: string): boolean {
  return text.length <= LONGEST_HOST && /^[^\s;,]+$/u.test(text);
}

/** What a person types, in fields. */
export type TypedProxy = {
  readonly kind: "system" | "direct" | "server" | "pac";
  readonly server: string;
  /** Divided by blanks, commas, semicolons or lines. */
  readonly bypass: string;
  readonly pac: string;
};

export function typedOf(choice: ProxyChoice): TypedProxy {
  const empty = { server: "", bypass: "", pac: "" };
  if (typeof choice === "string") return { ...empty, kind: choice };
  if ("pac" in choice) return { ...empty, kind: "pac", pac: choice.pac };
  return { ...empty, kind: "server", server: choice.server, bypass: (choice.bypass ?? []).join(" ") };
}

/** @returns the field that can't be meant, else what is meant: a server without a scheme is an HTTP proxy, as browsers take it */
export function proxyMeant(
  typed: TypedProxy,
): { readonly wrong: "server" | "pac" } | { readonly choice: ProxyChoice } {
  const { kind } = typed;
  if (kind === "system" || kind === "direct") return { choice: kind };
  if (kind === "pac") {
    const pac = withScheme(typed.pac);
    return isPacAddress(pac) ? { choice: { pac } } : { wrong: "pac" };
  }
  const server = withScheme(typed.server);
  if (!isProxyServer(server)) return { wrong: "server" };
  const bypass = typed.bypass.split(/[\s,;、，；]+/u).filter(isBypass);
  return { choice: { server, ...(bypass.length > 0 && { bypass }) } };
}

/** Full-width letters are what a Japanese keyboard leaves behind. */
function withScheme(text: string): string {
  const plain = text.normalize("NFKC").trim();
  return plain === "" || plain.includes("://") ? plain : `http://${plain}`;
}

export function isSameProxy(one: ProxyChoice, other: ProxyChoice): boolean {
  return JSON.stringify(typedOf(one)) === JSON.stringify(typedOf(other));
}
