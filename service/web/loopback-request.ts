import got, { type Method } from "got";

export type LoopbackAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

export type LoopbackOptions = {
  readonly method?: Method;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM of the CA to trust, for https. */
  readonly ca?: string | null;
  /** Takes whatever certificate comes. */
  readonly anyCertificate?: boolean;
};

/**
 * One HTTP request to a `*.localhost` origin: to 127.0.0.1 with the name in Host (RFC 6761 6.3), since not every
 * resolver knows such names. Follows no redirect, sends nothing twice, keeps no connection.
 * @throws got's `RequestError` when the connection fails or is cut
 */
export async function loopbackRequest(
  url: string,
  { method = "GET", headers = {}, body, ca, anyCertificate = false }: LoopbackOptions = {},
): Promise<LoopbackAnswer> {
  const answer = await got(url, {
    method,
    headers: { ...headers, connection: "close" },
    ...(body !== undefined && { body }),
    https: {
      rejectUnauthorized: !anyCertificate,
      ...(typeof ca === "string" && { certificateAuthority: ca }),
    },
    dnsLookup: (_host, options, found) =>
      options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4),
    throwHttpErrors: false,
    followRedirect: false,
    retry: { limit: 0 },
    decompress: false,
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
}
