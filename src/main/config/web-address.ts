import { z } from "zod";
import { isLoopback } from "../../core/loopback-host.ts";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";

/** https, or plain http to this machine (reliability 10); never with user information. */
function isSafe(url: URL): boolean {
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

function check(test: (url: URL, text: string) => boolean): (text: string) => boolean {
  return (text) => {
    // A URL's parser passes over blanks and ends of lines, which whoever compares the text doesn't.
    const url = /\s/u.test(text) ? null : URL.parse(text);
    return url !== null && isSafe(url) && test(url, text);
  };
}

export const webUrl = z
  .string()
  .trim()
  .refine(
    check((url) => url.hash === ""),
    { error: "web-address" satisfies RuleName },
  );

const withoutQuery = z
  .string()
  .trim()
  .refine(
    check((url) => url.search === "" && url.hash === ""),
    { error: "issuer-address" satisfies RuleName },
  );

/** An issuer has neither query nor fragment (OpenID Connect Discovery 3). */
export const issuerUrl = withoutQuery;

/** A folder in which files lie: with a query there is no address of what lies in it. */
export const folderUrl = withoutQuery;

/** `scheme://host[:port]` exactly as a browser writes it. */
export const originUrl = z
  .string()
  .trim()
  .refine(
    check((url, text) => url.origin === text),
    { error: "origin-address" satisfies RuleName },
  );
