/** What the fixtures share: a folder of their own, a local server, a voice, and a life. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { app, type BrowserWindow } from "electron";

/**
 * What a fixture does. Not at the top level of its module: Electron is ready only once that has been loaded
 * (docs/latest/tutorial/esm, "await"), and the bundle for 25 is CommonJS.
 */
export function live(life: () => Promise<void>): void {
  life().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
    app.exit(1);
  });
}

if (process.env.CONTRACT_USER_DATA) app.setPath("userData", process.env.CONTRACT_USER_DATA);

export function say(said: string, more: object = {}): void {
  process.stdout.write(`${JSON.stringify({ said, ...more })}\n`);
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves on 127.0.0.1; `/report?…` is the page's way to say something: `reported()` gives what it sent. */
export async function serve(
  answer: Answer,
): Promise<{ base: string; reported(name: string): Promise<string>; hits: string[] }> {
  const reports = new Map<string, PromiseWithResolvers<string>>();
  const report = (name: string): PromiseWithResolvers<string> => {
    const known = reports.get(name) ?? Promise.withResolvers<string>();
    reports.set(name, known);
    return known;
  };
  const hits: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://local");
    if (url.pathname === "/favicon.ico") return response.writeHead(404).end();
    hits.push(url.pathname);
    if (url.pathname !== "/report") return answer(request, response);
    for (const [name, value] of url.searchParams) report(name).resolve(value);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { base, hits, reported: (name) => report(name).promise };
}

export function html(
  response: ServerResponse,
  body: string,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
  response.end(`<!doctype html>${body}`);
}

/** Runs code in an isolated world of the page. */
export const inPage = (window: BrowserWindow, code: string): Promise<unknown> =>
  window.webContents.executeJavaScriptInIsolatedWorld(1001, [{ code }]);

/** The next event of that name. */
export const next = (emitter: NodeJS.EventEmitter, event: string): Promise<unknown[]> =>
  new Promise((resolve) => {
    emitter.once(event, (...args: unknown[]) => resolve(args));
  });
