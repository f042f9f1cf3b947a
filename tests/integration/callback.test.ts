import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loopbackRequest } from "../../service/web/loopback-request.ts";
import { errorCode } from "../../src/core/errors.ts";
import { startPlainClient } from "../support/plain-client.ts";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { logInByHand, type PlainSession, profileOf, startPlainSession } from "../support/plain-session.ts";

// What real browsers send to the listener of the authorization response (RFC 8252 7.3), and what stands in its way.

let provider: PlainProvider;
let session: PlainSession;

beforeEach(async () => {
  provider = await startPlainProvider();
  session = startPlainSession(profileOf(provider));
});

afterEach(async () => {
  await session.close();
  await provider.close();
});

const RECEIVED = "Sign-in received";
const NOT_OURS = "can't sign you in";

/** Up to the callback's URL, which nobody has opened. */
async function returned(): Promise<string> {
  const { url, redirectOrigin } = await session.authorization.prepare(1, 1);
  return logInByHand(session.person, url, redirectOrigin);
}

const got = async (url: string, headers: Record<string, string> = {}) => {
  const { status, body } = await loopbackRequest(url, { headers });
  return { status, text: body };
};

const exchanged = () => session.authorization.exchange(1, 1).then(() => "exchanged", errorCode);

describe("an authorization response", () => {
  test.each([20_000, 200_000, 700_000])(
    "arrives with %d bytes of cookies, which other programs left for 127.0.0.1",
    async (bytes) => {
      const callback = await returned();
      expect((await got(callback, { cookie: `left=${"x".repeat(bytes)}` })).text).toContain(RECEIVED);
      expect(await exchanged()).toBe("exchanged");
    },
  );

  test.each([17_000, 100_000])("arrives with a query of %d bytes", async (bytes) => {
    const callback = await returned();
    expect((await got(`${callback}&session_state=${"x".repeat(bytes)}`)).text).toContain(RECEIVED);
    expect(await exchanged()).toBe("exchanged");
  });

  test("with hundreds of headers arrives", async () => {
    const callback = await returned();
    const headers = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`x-inspected-${i}`, "1"]));
    expect((await got(callback, headers)).text).toContain(RECEIVED);
  });

  test("that is too long for anybody is answered with a page, not with a broken connection", async () => {
    const callback = await returned();
    const { status, text } = await got(callback, { cookie: "x".repeat(1_100_000) });
    expect({ status, says: text.includes(NOT_OURS) }).toEqual({ status: 431, says: true });
    expect((await got(callback)).text).toContain(RECEIVED);
  });

  test("may be loaded again, and is taken once", async () => {
    const callback = await returned();
    let came = 0;
    session.authorization.onCallback(() => {
      came += 1;
    });
    for (const _ of [1, 2, 3]) expect(await got(callback)).toMatchObject({ status: 200 });
    expect(await exchanged()).toBe("exchanged");
    expect((await got(callback)).text).toContain(RECEIVED);
    expect(came).toBe(1);
    expect((await got(`${callback}&more=1`)).text).toContain(NOT_OURS);
  });
});

describe("fixed ports that another program holds", () => {
  let holder: Server;
  let port: number;
  beforeEach(async () => {
    holder = createServer();
    await new Promise<void>((done) => holder.listen(0, "127.0.0.1", done));
    const address = holder.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    port = address.port;
  });
  const free = () => new Promise((done) => holder.close(done));
  afterEach(free);

  const withPort = () =>
    startPlainSession({ ...profileOf(provider), redirect: { kind: "loopback-ports", ports: [port] } });

  test("are called that, and named", async () => {
    const other = withPort();
    await expect(other.authorization.prepare(1, 1)).rejects.toMatchObject({
      code: "AUTH_PORT_TAKEN",
      said: { word: null, place: `http://127.0.0.1:${port}` },
    });
    await other.close();
  });

  test("are tried again by the client itself", async () => {
    const other = withPort();
    const { client, pages } = startPlainClient(other);
    await expect.poll(() => client.state().session).toMatchObject({ at: "waiting", why: "AUTH_PORT_TAKEN" });
    await free();
    await expect.poll(() => pages, { timeout: 5_000 }).toHaveLength(1);
    await client.dispose();
    await other.close();
  });
});
