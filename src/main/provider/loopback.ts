import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "../../core/errors.ts";

/** A listener on 127.0.0.1 for the authorization response (RFC 8252 7.3), open only while an attempt is pending. */
export type Loopback = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Ends the connections that are open, too. */
  close(): Promise<void>;
};

export const CALLBACK_PATH = "/callback";

/**
 * @param ports tried in this order; null = any free one
 * @param taken what to do with a response; false = it isn't ours
 * @throws AppError `AUTH_PORT_TAKEN` when no port can be had
 */
export async function openLoopback(
  ports: readonly number[] | null,
  taken: (callback: URL) => boolean,
): Promise<Loopback> {
  const server = createServer({ maxHeaderSize: LONGEST_HEAD }, (request, response) => {
    const callback = callbackOf(request, server);
    answer(response, callback !== null && taken(callback));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code !== "HPE_HEADER_OVERFLOW" || !socket.writable) return socket.destroy();
    socket.end(TOO_LONG);
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.maxHeadersCount = 0; // LONGEST_HEAD is limit enough
  await listenOnOne(server, ports ?? [0]);
  return {
    origin: originOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// Another Host header means DNS rebinding.
function callbackOf(request: IncomingMessage, server: Server): URL | null {
  const origin = originOf(server);
  if (request.method !== "GET" || request.headers.host !== new URL(origin).host) return null;
  if (!URL.canParse(request.url ?? "", origin)) return null;
  const url = new URL(request.url ?? "", origin);
  return url.origin === origin && url.pathname === CALLBACK_PATH ? url : null;
}

async function listenOnOne(server: Server, ports: readonly number[]): Promise<void> {
  let why: unknown = "no port in the profile";
  const place = `http://127.0.0.1:${ports[0] ?? 0}`;
  for (const port of ports) {
    try {
      await listen(server, port);
      return;
    } catch (thrown) {
      why = thrown;
    }
  }
  throw new AppError("AUTH_PORT_TAKEN", why, null, { word: null, place });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      server.removeListener("error", reject);
      server.on("error", () => {}); // a listener that breaks later leaves the attempt to its time limit
      resolve();
    });
  });
}

/** Browsers send every cookie that any program of this PC left for 127.0.0.1, at most some 180 of 4 kB (RFC 6265 6.1). */
const LONGEST_HEAD = 1024 * 1024;

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
};

// Neither page repeats anything of the request.
function answer(response: ServerResponse, ours: boolean): void {
  response.writeHead(ours ? 200 : 400, HEADERS);
  response.end(ours ? DONE : NOT_OURS);
}

const DONE = page(
  "ログイン情報を受け取りました",
  "この画面は閉じて、ストレージサービスドライブに戻ってください。",
  "Sign-in received",
  "You can close this page and go back to Storage Service Drive.",
);

const NOT_OURS = page(
  "この画面からはログインできません",
  "ストレージサービスドライブからログインをやり直してください。",
  "This page can't sign you in",
  "Please start the login again from Storage Service Drive.",
);

// Node has given the request up by then, so that the answer is written to the socket.
const TOO_LONG = [
  `HTTP/1.1 431 ${STATUS_CODES[431]}`,
  ...Object.entries(HEADERS).map((header) => header.join(": ")),
  "",
  NOT_OURS,
].join("\r\n");

function page(titleJa: string, textJa: string, titleEn: string, textEn: string): string {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${titleJa}</title></head>
<body><main><h1>${titleJa}</h1><p>${textJa}</p><section lang="en"><h2>${titleEn}</h2><p>${textEn}</p></section></main></body></html>
`;
}
