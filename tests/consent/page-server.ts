import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What reached the server on a page's account. */
export type Arrival = {
  readonly host: string;
  readonly method: string;
  /** With its query, without the prefix of the page. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
};

export type ServedPage = {
  readonly html: (at: {
    readonly prefix: string;
    readonly here: string;
    readonly elsewhere: string;
  }) => Buffer;
  readonly contentType: string;
  /** Of the consent page, below the prefix. */
  readonly path: string;
};

/** What a page loads to be drawn, or sends on its own account whatever is pressed, is below this path. */
export const OWN = "/own/";

/**
 * The operator: serves every page below a prefix of its own and keeps whatever arrives there besides, so that nothing of
 * one page is taken for another's. The same server is also somebody else, under another name.
 */
export class PageServer {
  readonly #pages = new Map<string, { readonly page: ServedPage; readonly arrivals: Arrival[] }>();
  readonly #server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const found = this.#arrived(request, Buffer.concat(parts));
      answer.setHeader("cache-control", "no-store");
      if (found === null) {
        answer.setHeader("content-type", "text/html; charset=utf-8");
        answer.end("<!doctype html><title>受け付けました</title><p>受け付けました");
        return;
      }
      answer.setHeader("content-type", found.contentType);
      answer.end(
        found.html({ prefix: prefixOf(request) ?? "", here: this.operator, elsewhere: this.elsewhere }),
      );
    });
  });
  #port = 0;

  async start(): Promise<void> {
    this.#server.keepAliveTimeout = 30_000;
    this.#server.on("upgrade", (request, socket) => {
      this.#arrived(request, Buffer.alloc(0));
      socket.destroy();
    });
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  get operator(): string {
    return `http://operator.localhost:${this.#port}`;
  }

  get elsewhere(): string {
    return `http://elsewhere.localhost:${this.#port}`;
  }

  /** @returns where the page stands now */
  serve(key: string, page: ServedPage): { readonly url: string; readonly path: string; arrivals: Arrival[] } {
    const arrivals: Arrival[] = [];
    this.#pages.set(`/${key}`, { page, arrivals });
    return { url: `${this.operator}/${key}${page.path}`, path: `/${key}/kaisen/notice`, arrivals };
  }

  forget(key: string): void {
    this.#pages.delete(`/${key}`);
  }

  #arrived(request: IncomingMessage, body: Buffer): ServedPage | null {
    const prefix = prefixOf(request);
    const known = prefix === null ? undefined : this.#pages.get(prefix);
    if (prefix === null || known === undefined) return null;
    const path = (request.url ?? "").slice(prefix.length);
    const pathOnly = path.replace(/\?.*$/su, "");
    if (request.method === "GET" && pathOnly === known.page.path) return known.page;
    if (pathOnly.startsWith(OWN)) return null;
    known.arrivals.push({
      host: (request.headers.host ?? "").replace(/:.*$/u, ""),
      method: request.headers.upgrade ?? request.method ?? "",
      path,
      type: request.headers["content-type"] ?? "",
      body,
    });
    return null;
  }
}

function prefixOf(request: IncomingMessage): string | null {
  return /^\/[^/?]+/u.exec(request.url ?? "")?.[0] ?? null;
}
