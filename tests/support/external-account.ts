import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A service's login URL whose page also takes an external account, and that account's own provider, which
 * refuses every browser but the system's, as Google does (`disallowed_useragent`; reliability 6). Behind both, the
 * given provider answers the authorization request.
 */
export type ExternalAccount = {
  /** The service's login page; takes the authorization request's parameters. */
  readonly loginUrl: string;
  /** Its origin, which the profile knows; the external account's isn't in any profile. */
  readonly origin: string;
  /** The door itself takes no login from a window of an app: it says so on a page, or in the response. */
  refuseAtTheDoor(how: "on a page" | "in the response"): void;
  close(): Promise<void>;
};

/** Part of the user agent of what counts as the system's browser. */
export const SYSTEM_BROWSER = "TheSystemBrowser/1.0";

export async function startExternalAccount(issuer: string): Promise<ExternalAccount> {
  let refusal: "on a page" | "in the response" | null = null;
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const door = `http://door.localhost:${port}`;
  const account = `http://accounts.external.localhost:${port}`;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const trusted = (request.headers["user-agent"] ?? "").includes(SYSTEM_BROWSER);
    const refused = !trusted && (url.origin === account ? "on a page" : refusal);
    if (url.pathname === "/federated/google") goTo(response, `${account}/signin${url.search}`);
    else if (refused === "on a page") refusedPage(response);
    else if (refused === "in the response") goTo(response, refusedResponse(url, issuer));
    else if (url.origin === account) page(response, 200, "Google", goOn(`${issuer}/authorize${url.search}`));
    else page(response, 200, "ログイン", loginForm(url.search));
  }

  return {
    loginUrl: `${door}/login`,
    origin: door,
    refuseAtTheDoor: (how) => {
      refusal = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function goOn(url: string): string {
  return `<a href="${escaped(url)}">続ける</a>`;
}

function loginForm(search: string): string {
  return `<form><label>メールアドレス<input name="mail"></label>
<label>パスワード<input name="password" type="password"></label><button>ログイン</button></form>
<a href="/federated/google${escaped(search)}">Googleアカウントでログイン</a>
<a href="http://elsewhere.localhost/terms">利用規約</a>`;
}

function refusedPage(response: ServerResponse): void {
  page(response, 403, "エラー", "<p>エラー 403: disallowed_useragent</p>");
}

function refusedResponse(request: URL, issuer: string): string {
  const wanted = request.searchParams;
  const back = new URL(wanted.get("redirect_uri") ?? "");
  back.searchParams.set("error", "disallowed_useragent");
  back.searchParams.set("iss", issuer);
  back.searchParams.set("state", wanted.get("state") ?? "");
  return back.href;
}

function page(response: ServerResponse, status: number, title: string, body: string): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html><html lang="ja"><title>${title}</title><h1>${title}</h1>${body}</html>`);
}

function goTo(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

function escaped(search: string): string {
  return search.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
