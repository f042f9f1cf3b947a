import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol } from "../electron.ts";
import { fileFor } from "./app-file.ts";

/** Our own pages live under a scheme of their own instead of `file:` (reliability 9). */
export const APP_ORIGIN = "app://drive";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Before the app is ready, as Electron's documentation asks. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer's folder and nothing beside it. */
export function serveAppScheme(folder: string): void {
  protocol.handle("app", async (request) => {
    const file = fileFor(folder, request.url);
    const type = file === null ? undefined : TYPES[extname(file)];
    if (file === null || type === undefined) return new Response("", { status: 404 });
    try {
      const body = await readFile(file);
      return new Response(new Uint8Array(body), { headers: { ...HEADERS, "content-type": type } });
    } catch {
      return new Response("", { status: 404 });
    }
  });
}
