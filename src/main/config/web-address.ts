import { z } from "zod";
import { isLoopback } from "../loopback-host.ts";

/** https, or plain http to this machine (reliability 10); never with user information. */
function isSafe(url: URL): boolean {
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

function check(test: (url: URL, text: string) => boolean): (text: string) => boolean {
  return (text) => {
    const url = URL.parse(text);
    return url !== null && isSafe(url) && test(url, text);
  };
}

const rule = "must be https (plain http only to loopback), without user name or password";

export const webUrl = z.string().refine(
  check((url) => url.hash === ""),
  { error: `${rule}, without #` },
);

/** An issuer has neither query nor fragment (OpenID Connect Discovery 3). */
export const issuerUrl = z.string().refine(
  check((url) => url.search === "" && url.hash === ""),
  { error: `${rule}, without ? and #` },
);

/** `scheme://host[:port]` exactly as a browser writes it. */
export const originUrl = z.string().refine(
  check((url, text) => url.origin === text),
  { error: `${rule}, only scheme://host[:port]` },
);
