/**
 * Own schemes: `app://drive/x` ⇄ `https://drive.app.host.invalid/x`. No switch of Chromium registers a scheme, so each
 * gets a host that can't exist (RFC 6761 6.4), answered from here. The page's own `location` shows the alias.
 */
import type { Send } from "./engine.ts";
import type { Loose } from "./loud.ts";

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

const suffix = "host.invalid";

export const aliasOf = (url: string, schemes: Iterable<string>): string => {
  for (const scheme of schemes)
    if (url.startsWith(`${scheme}://`))
      return url.replace(/^[^:]+:\/\/([^/?#]*)/, `https://$1.${scheme}.${suffix}`);
  return url;
};

export const unalias = (url: string): string =>
  url.replace(/^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.host\.invalid(?=[/?#]|$)/, "$2://$1");

/** Answers a paused request of an own scheme from the handler of protocol.handle(). */
export async function serveScheme(
  handlers: ReadonlyMap<string, SchemeHandler>,
  p: Loose,
  url: string,
  send: Send,
): Promise<void> {
  const { requestId, request } = p;
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) return send("Fetch.failRequest", { requestId, errorReason: "NameNotResolved" });
  try {
    const body = request.postData === undefined ? {} : { body: request.postData };
    const response = await handler(
      new Request(url, { method: request.method, headers: request.headers, ...body }),
    );
    const content = Buffer.from(await response.arrayBuffer()).toString("base64");
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
    await send("Fetch.fulfillRequest", {
      requestId,
      responseCode: response.status,
      responseHeaders,
      body: content,
    });
  } catch (error) {
    process.stderr.write(`host: protocol handler failed for ${url}: ${String(error)}\n`);
    await send("Fetch.failRequest", { requestId, errorReason: "Failed" });
  }
}
