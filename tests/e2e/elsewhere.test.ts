import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MisbehavingProvider, startMisbehavingProvider } from "../conformance/misbehaving-provider.ts";
import { runCommandLine } from "../support/command-line.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";

// The smallest profile, at providers whose endpoints are on other hosts than their issuer, that lead elsewhere still, or
// that take no login from this client (reliability 3, 35).

let dataDir: string;
let provider: MisbehavingProvider;
let client: RunningClient | null;
let page: SomePage;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "drive-elsewhere-"));
  provider = await startMisbehavingProvider();
  client = null;
  page = await startPage();
});

afterEach(async () => {
  await client?.kill();
  page.server.closeAllConnections();
  page.server.close();
  await provider.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

type SomePage = { readonly server: Server; readonly url: string; status: number; body: string };

/** A page of somebody's, on a host of its own. */
async function startPage(): Promise<SomePage> {
  const server = createServer((_request, response) =>
    response.writeHead(page.status, { "content-type": "text/html; charset=utf-8" }).end(page.body),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, url: `http://pages.localhost:${address.port}`, status: 200, body: "" };
}

async function startPc(profile: object = {}, policy: object = {}): Promise<RunningClient> {
  const file = join(dataDir, "profile.json");
  const smallest = { id: "plain", name: "どこか", issuer: provider.issuer, clientId: provider.clientId };
  await writeFile(file, JSON.stringify({ ...smallest, ...profile }));
  client = await startClient({ dataDir, policy: { profile: file, ...policy } });
  return client;
}

/** Under another host's name, which leads to the same server. */
const elsewhere = (address: unknown) =>
  String(address).replace("conformance.localhost", "login.elsewhere.localhost");

const endpointsElsewhere = () =>
  provider.misbehave({
    description: (document) => ({
      ...document,
      authorization_endpoint: elsewhere(document.authorization_endpoint),
      token_endpoint: elsewhere(document.token_endpoint),
      jwks_uri: elsewhere(document.jwks_uri),
      end_session_endpoint: elsewhere(document.end_session_endpoint),
    }),
  });

const statusText = async () => (await runCommandLine(["status"], { STORAGE_DRIVE_DATA_DIR: dataDir })).text;

const log = () =>
  readdirSync(join(dataDir, "logs"))
    .map((file) => readFileSync(join(dataDir, "logs", file), "utf8"))
    .join("");

describe("a provider whose endpoints are on other hosts than its issuer", () => {
  test("is logged in to by the smallest profile, left, and forgotten", async () => {
    endpointsElsewhere();
    const pc = await startPc();
    expect((await pc.statusWhere("online", ({ state }) => state === "online")).lastError).toBeNull();
    expect(await pc.command("logout", "--forget", "--json")).toMatchObject({ code: 0 });
    const ended = provider.requests.filter(({ path }) => path === "/end-session");
    expect(ended).toHaveLength(1);
  });

  test("also in the person's own browser, where policy wants that", async () => {
    endpointsElsewhere();
    const pc = await startPc({}, { loginBrowser: "system" });
    void pc.command("login", "--timeout", "5");
    await pc.statusWhere("the browser", ({ reason }) => reason === "AUTH_CONTINUE_IN_BROWSER");
    await expect.poll(log, { timeout: 20_000 }).toContain('"event":"opened-in-browser"');
    expect(log()).not.toContain('"event":"open-refused"');
  });

  test("and what then still leads elsewhere is named with its host, in the log and where people look", async () => {
    provider.misbehave({
      description: (document) => ({ ...document, authorization_endpoint: `${page.url}/authorize` }),
    });
    page.body = '<meta http-equiv="refresh" content="0; url=http://third.localhost:1/sign-in?token=secret">';
    const pc = await startPc();
    await pc.statusWhere("a reason", ({ reason }) => reason !== null && reason !== "AUTH_UNKNOWN_PAGE");
    expect(await statusText()).toContain("http://third.localhost:1");
    expect(log()).toContain('"host":"http://third.localhost:1"');
    expect(log()).not.toContain("secret");
  });
});

describe("a provider that takes no login from this client", () => {
  const refusing = (status: number, body: string) => {
    provider.misbehave({
      description: (document) => ({ ...document, authorization_endpoint: `${page.url}/authorize` }),
    });
    page.status = status;
    page.body = body;
  };

  test.each([
    [400, "<h1>Error 400: redirect_uri_mismatch</h1>"],
    [403, "<h1>Unauthorized URL</h1>"],
    [404, "<h1>Not Found</h1>"],
  ])("with a page at status %d is trouble, and nothing to follow", async (status, body) => {
    refusing(status, body);
    const pc = await startPc();
    const seen = await pc.statusWhere("a reason", ({ reason }) => reason !== null);
    expect(seen).toMatchObject({ state: "signed-out", reason: "AUTH_REQUEST_REFUSED", windows: [] });
    expect(await statusText()).toContain(page.url);
  });

  test("but a login form is one also at status 401", async () => {
    refusing(401, "<h1>Sign in</h1><label>User <input></label><button>OK</button>");
    const pc = await startPc();
    await pc.statusWhere("a reason", ({ reason }) => reason === "AUTH_UNKNOWN_PAGE");
  });

  test.each([
    ["unauthorized_client", "AUTH_PROVIDER_ERROR"],
    ["invalid_scope", "AUTH_PROVIDER_ERROR"],
    ["access_denied", "AUTH_DENIED"],
  ])("in its own words has them shown and logged: %s", async (word, reason) => {
    provider.misbehave({
      response: (back) => {
        back.delete("code");
        back.set("error", word);
        back.set("error_description", `no ${word} for token=eyJhbGciOi.secret.one`);
      },
    });
    const pc = await startPc();
    await pc.statusWhere("a reason", (status) => status.reason === reason);
    expect(await statusText()).toContain(word);
    expect(log()).toContain(`"said":"${word}"`);
    expect(log()).toContain(`no ${word} for`);
    expect(log()).not.toContain("secret.one");
  });
});

describe("an issuer that was mistyped", () => {
  test.each([
    ["/realms/mian", "another path"],
    ["/", "another spelling of the same"],
  ])("is named, and not taken for the network: %s (%s)", async (path) => {
    if (path === "/")
      provider.misbehave({ description: (document) => ({ ...document, issuer: "https://other.example" }) });
    const issuer = path === "/" ? provider.issuer : provider.issuer + path;
    const pc = await startPc({ issuer });
    const seen = await pc.statusWhere("a reason", ({ reason }) => reason !== null);
    expect(seen).toMatchObject({ state: "signed-out", reason: "AUTH_ISSUER_UNUSABLE" });
    expect(await statusText()).toContain(issuer);
    expect(log()).toContain(`"url":"${issuer}`);
  });
});
