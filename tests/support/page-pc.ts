import { mkdtempSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_SETTINGS } from "../../src/main/config/settings.ts";
import { type MisbehavingProvider, startMisbehavingProvider } from "../conformance/misbehaving-provider.ts";
import { type RunningClient, startClient } from "./running-client.ts";

/** A request that pages of the test's own sent. */
export type Arrival = { readonly method: string; readonly path: string; readonly body: string };

/** A PC whose login window shows what the test serves: any page as the login page, or as the line operator's. */
export type PagePc = {
  readonly client: RunningClient;
  readonly provider: MisbehavingProvider;
  /** Where the login window goes, with the authorization request's parameters. */
  readonly loginUrl: string;
  readonly operator: string;
  /** In the order of their arrival, pages themselves left out. */
  readonly arrivals: () => readonly Arrival[];
  readonly close: () => Promise<void>;
};

export type PagePcOptions = {
  /** Answers what isn't the operator's POST; true when it did. */
  readonly serve: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
  /** Path of the page that the login window opens. */
  readonly loginPath?: string;
  readonly policy?: object;
  /** Somebody has logged in on this PC before. */
  readonly knownPc?: boolean;
  /** Go to the client as they are. */
  readonly args?: readonly string[];
};

export async function startPagePc(options: PagePcOptions): Promise<PagePc> {
  const provider = await startMisbehavingProvider();
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (data) => (body += data));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://local");
      if (url.pathname === "/favicon.ico") return response.writeHead(404).end();
      if (request.method === "GET" && options.serve(request, response, url)) return;
      arrivals.push({ method: request.method ?? "", path: url.pathname, body });
      response
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end("<title>-</title>受け付けました");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const operator = `http://operator.localhost:${port}`;
  const loginUrl = `${operator}${options.loginPath ?? "/kaisen/notice"}`;
  const dataDir = mkdtempSync(join(tmpdir(), "drive-pages-"));
  const profile = join(dataDir, "profile.json");
  await writeFile(
    profile,
    JSON.stringify({
      id: "pages",
      name: "試験のストレージ",
      issuer: provider.issuer,
      clientId: provider.clientId,
      loginUrl,
      origins: { internet: operator, operator },
      lineAuthentication: { consentPath: "/kaisen/notice", disclaimerUrl: null },
    }),
  );
  if (options.knownPc === true) {
    const settings = { ...NO_SETTINGS, firstRunDone: true, presence: "known" };
    await writeFile(join(dataDir, "settings.json"), JSON.stringify(settings));
  }
  const policy = { profile, language: "ja", ...options.policy };
  const client = await startClient({
    dataDir,
    policy,
    ...(options.args !== undefined && { args: options.args }),
  });
  return {
    client,
    provider,
    loginUrl,
    operator,
    arrivals: () => arrivals,
    close: async () => {
      if (!client.isGone()) await client.kill();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await provider.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
