import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

export type LoopbackAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/**
 * One HTTP request to a `*.localhost` origin: to 127.0.0.1 with the name in Host (RFC 6761 6.3), since not every
 * resolver knows such names. Follows no redirect.
 * @throws Node's error when the connection fails or is cut
 */
export function loopbackRequest(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** PEM of the CA to trust, for https. */
    readonly ca?: string | null;
  } = {},
): Promise<LoopbackAnswer> {
  const target = new URL(url);
  const { body } = options;
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = (target.protocol === "https:" ? httpsRequest : httpRequest)(
      {
        host: "127.0.0.1",
        port: target.port,
        path: `${target.pathname}${target.search}`,
        method: options.method ?? "GET",
        headers: { ...options.headers, ...length, host: target.host, connection: "close" },
        agent: false,
        servername: target.hostname,
        ...(typeof options.ca === "string" ? { ca: options.ca } : {}),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
