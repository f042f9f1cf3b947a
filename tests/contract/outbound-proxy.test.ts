import { createServer as createPlainServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, test } from "vitest";
import { errorCode } from "../../src/core/errors.ts";
import type { ProxyCredentials } from "../../src/main/network/proxy-logins.ts";
import { outboundWorld } from "../support/outbound-world.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";

/*
 * Through proxies of the test's own, on the Electron that is here (reliability 30). Which of them is taken, and how it is
 * spoken to, is Chromium's part: a case each shows that it is played. A real one: outbound-squid.test.ts.
 */
const HOST = "drive.proxy.test";
/** An address that this PC has no way to (RFC 5737). */
const ELSEWHERE = "192.0.2.1";
const hanako = { user: "OFFICE\\hanako", password: "secret" };

const failure = (promise: Promise<unknown>) => promise.then(() => "none", errorCode);

/** What a proxy does about a CONNECT with these credentials: opens the way, or asks. */
type Judge = (given: string | undefined) => "open" | readonly string[];

type Proxy = {
  readonly place: string;
  /** The credentials of each CONNECT. */
  readonly given: readonly (string | undefined)[];
  stop(): Promise<void>;
};

describe.skipIf(!hasOpenssl)("through a proxy", () => {
  const world = outboundWorld([HOST, "proxy.localhost", ELSEWHERE]);
  const { way, pac, kept } = world;

  type Listening = Pick<Proxy, "place" | "stop">;
  async function listening(serve: (socket: Socket) => void, tls?: { key: string; cert: string }) {
    const sockets = new Set<Socket>();
    const handle = (socket: Socket) => {
      sockets.add(socket.on("error", () => {}));
      serve(socket);
    };
    const listener = tls ? createTlsServer(tls, handle) : createTcpServer(handle);
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const stop = async () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
    };
    kept({ close: stop });
    return { place: `127.0.0.1:${(listener.address() as AddressInfo).port}`, stop } satisfies Listening;
  }

  function openTo(socket: Socket, hello: string | Uint8Array): void {
    const through = connect(Number(new URL(world.address).port), "127.0.0.1", () => {
      socket.write(hello);
      through.pipe(socket).pipe(through);
    });
    through.on("error", () => {});
  }

  /** Its connections last, as NTLM needs it. */
  async function proxy(judge: Judge = () => "open", tls?: { key: string; cert: string }): Promise<Proxy> {
    const given: (string | undefined)[] = [];
    const serve = (socket: Socket) => {
      let heads = "";
      const read = (chunk: Buffer) => {
        heads += chunk.toString("latin1");
        const end = heads.indexOf("\r\n\r\n");
        if (end < 0) return;
        const credentials = /^proxy-authorization: *(.*)$/imu.exec(heads.slice(0, end))?.[1]?.trim();
        heads = heads.slice(end + 4);
        given.push(credentials);
        const verdict = judge(credentials);
        if (verdict === "open") {
          socket.off("data", read);
          return openTo(socket, "HTTP/1.1 200 OK\r\n\r\n");
        }
        const questions = verdict.map((one) => `proxy-authenticate: ${one}\r\n`).join("");
        socket.write(`HTTP/1.1 407 Who\r\n${questions}content-length: 0\r\n\r\n`);
      };
      socket.on("data", read);
    };
    return { ...(await listening(serve, tls)), given };
  }

  const fixed = ({ place }: Pick<Proxy, "place">) => ({ server: `http://${place}` });

  describe("one that", () => {
    test("is named is taken, and never for this PC itself", async () => {
      const one = await proxy();
      const local = createPlainServer((_req, res) => res.end("here"));
      await new Promise<void>((resolve) => local.listen(0, "127.0.0.1", resolve));
      kept(local);
      const out = await way({ proxy: fixed(one) });
      expect(await (await out.fetch(world.address)).text()).toBe("the service");
      const before = one.given.length;
      const { port } = local.address() as AddressInfo;
      for (const host of ["localhost", "drive.localhost", "127.0.0.1"])
        expect(await (await out.fetch(`http://${host}:${port}/`)).text()).toBe("here");
      expect(one.given).toHaveLength(before);
    });

    test("speaks TLS under IT's authority is taken", async () => {
      const one = await proxy(() => "open", world.service.issue(["proxy.localhost"]));
      const secure = { server: `https://proxy.localhost:${one.place.split(":")[1]}` };
      expect(await (await (await way({ proxy: secure })).fetch(world.address)).text()).toBe("the service");
      expect(one.given.length).toBeGreaterThan(0);
      const office = await way({ proxy: secure, authorities: [] });
      expect(await failure(office.fetch(world.address))).toBe("NET_PROXY");
    });

    test("isn't there is the proxy's trouble, for requests and looks around alike", async () => {
      const gone = await proxy();
      await gone.stop();
      const out = await way({ proxy: fixed(gone) });
      expect(await failure(out.fetch(world.address))).toBe("NET_PROXY");
      expect(await failure(out.fetch(world.address, { method: "POST" }))).toBe("NET_PROXY");
      expect(await failure(out.peek(new URL(`http://${HOST}/`)))).toBe("NET_PROXY");
    });

    test("is a PAC file's first gives way to the next, and the last to the direct way", async () => {
      const [gone, next] = [await proxy(), await proxy()];
      await gone.stop();
      const out = await way({ proxy: await pac(`PROXY ${gone.place}; PROXY ${next.place}; DIRECT`) });
      expect(await (await out.fetch(world.address)).text()).toBe("the service");
      expect(await (await out.fetch(world.address, { method: "POST" })).text()).toBe("the service");
      // Nobody but a proxy finds the service: who asks for its name went directly.
      const direct = await way({ proxy: await pac(`PROXY ${gone.place}; DIRECT`) });
      expect(await failure(direct.fetch(world.address))).toBe("NET_DNS");
      const alone = await way({ proxy: await pac(`PROXY ${gone.place}`) });
      expect(await failure(alone.fetch(world.address))).toBe("NET_PROXY");
    });

    test("asks isn't gone around", async () => {
      const asking = await proxy(() => ['Basic realm="office"']);
      const out = await way({ proxy: await pac(`PROXY ${asking.place}; DIRECT`) });
      expect(await failure(out.fetch(world.address))).toBe("NET_PROXY");
    });

    test("speaks SOCKS 4 is given the address, as it knows no names", async () => {
      const wanted: string[] = [];
      const socks = await listening((socket) =>
        socket.once("data", (asked) => {
          wanted.push(`${asked[0]} ${asked[1]} ${asked.readUInt16BE(2)} ${asked.subarray(4, 8).join(".")}`);
          openTo(socket, Uint8Array.of(0, 90, 0, 0, 0, 0, 0, 0));
        }),
      );
      const out = await way({ proxy: await pac(`SOCKS ${socks.place}`) });
      const named = world.address.replace(HOST, ELSEWHERE);
      for (const method of ["GET", "POST"])
        expect(await (await out.fetch(named, { method })).text()).toBe("the service");
      const asked = `4 1 ${new URL(world.address).port} ${ELSEWHERE}`;
      expect(wanted).toEqual([asked, asked]);
    });

    test("speaks SOCKS 5 is spoken to so (RFC 1928), and gives way to the next where it doesn't", async () => {
      const wanted: string[] = [];
      const socks = await listening((socket) =>
        socket.once("data", () => {
          socket.write(Uint8Array.of(5, 0));
          socket.once("data", (target) => {
            wanted.push(target.toString("utf8", 5, 5 + (target[4] ?? 0)));
            openTo(socket, Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
          });
        }),
      );
      const out = await way({ proxy: await pac(`SOCKS5 ${socks.place}`) });
      expect(await (await out.fetch(world.address)).text()).toBe("the service");
      expect(wanted).toEqual([HOST]);
      const broken = await listening((socket) => socket.destroy());
      const alone = await way({ proxy: await pac(`SOCKS5 ${broken.place}`) });
      expect(await failure(alone.fetch(world.address))).toBe("NET_PROXY");
      const next = await way({ proxy: await pac(`SOCKS5 ${broken.place}; SOCKS5 ${socks.place}`) });
      expect(await (await next.fetch(world.address)).text()).toBe("the service");
    });
  });

  describe("a PAC file that", () => {
    test("can't be had leaves no way, not the direct one", async () => {
      const gone = await proxy();
      await gone.stop();
      const out = await way({ proxy: { pac: `http://${gone.place}/proxy.pac` } });
      expect(await failure(out.fetch(world.address))).toBe("NET_PAC");
    });

    test("never comes holds no request longer than its time limit", async () => {
      const silent = await listening(() => {});
      const out = await way({ proxy: { pac: `http://${silent.place}/proxy.pac` }, timeoutMs: 500 });
      expect(await failure(out.fetch(world.address))).toBe("NET_PAC");
      expect(await failure(out.fetch(world.address, { method: "POST" }))).toBe("NET_PAC");
      expect(await failure(out.peek(new URL(world.address)))).toBe("NET_PAC");
    }, 20_000);
  });

  describe("one that asks who it is", () => {
    /** A keychain that knows this, until the proxy refuses it. */
    async function asking(judge: Judge, known: ProxyCredentials | null, named = true) {
      const one = await proxy(judge);
      const asked: string[] = [];
      const refused: [string, ProxyCredentials][] = [];
      const out = await way({
        proxy: fixed(one),
        timeoutMs: 5_000,
        proxyLogins: {
          of: async (place) => {
            asked.push(place);
            return refused.length > 0 ? null : known;
          },
          refused: (...what) => void refused.push(what),
          waiting: () => (named ? one.place : null),
          onForget: () => {},
        },
      });
      return { ...one, out, asked, refused };
    }
    /** What it was told, once each. */
    const told = ({ given }: Pick<Proxy, "given">, scheme: string) =>
      given.filter((one) => one?.startsWith(`${scheme} `)).map((one) => one?.slice(scheme.length + 1) ?? "");

    const BASIC = 'Basic realm="office"';
    const DIGEST = 'Digest realm="office", nonce="abc", qop="auth", algorithm=MD5';
    const fits = (scheme: string) => (given: string | undefined) => given?.startsWith(`${scheme} `) === true;
    /** Asks for it, and takes whatever it is told. */
    const taking = (...questions: string[]): Judge => {
      const schemes = questions.map((one) => one.split(" ")[0] ?? "");
      return (given) => (schemes.some((one) => fits(one)(given)) ? "open" : questions);
    };

    test.each([
      ["Basic", BASIC],
      ["Digest", DIGEST],
    ])("by %s is told by who knows it, and asks nobody else", async (scheme, question) => {
      const one = await asking(taking(question), hanako);
      for (const method of ["GET", "GET", "POST", "POST"])
        expect(await (await one.out.fetch(world.address, { method })).text()).toBe("the service");
      // The two ways out, that of posts and the other, ask once each.
      expect([one.asked, one.refused]).toEqual([[one.place, one.place], []]);
      const basic = Buffer.from(`${hanako.user}:${hanako.password}`).toString("base64");
      const words = { Basic: basic, Digest: 'username="OFFICE\\\\hanako"' }[scheme] ?? "?";
      for (const answer of told(one, scheme)) expect(answer).toContain(words);
    });

    test.each([
      ["Basic", BASIC],
      ["Digest", DIGEST],
      ["NTLM", "NTLM"],
    ])("by %s is no way where nobody is known", async (_scheme, question) => {
      const named = await asking(() => [question], null);
      expect(await failure(named.out.fetch(world.address))).toBe("NET_PROXY_AUTH");
      expect(await failure(named.out.fetch(world.address, { method: "POST" }))).toBe("NET_PROXY_AUTH");
      // One that only the network named asks no person.
      const unnamed = await asking(() => [question], null, false);
      expect(await failure(unnamed.out.fetch(world.address))).toBe("NET_PROXY");
      for (const { given } of [named, unnamed]) expect(given.filter(Boolean)).toEqual([]);
    });

    test.each([
      ["Basic", BASIC],
      ["Digest", DIGEST],
    ])("by %s is told a wrong password once", async (scheme, question) => {
      const one = await asking(() => [question], hanako);
      for (const method of ["GET", "GET", "POST"])
        expect(await failure(one.out.fetch(world.address, { method }))).toBe("NET_PROXY_AUTH");
      expect(one.refused).toEqual([[one.place, hanako]]);
      expect(told(one, scheme)).toHaveLength(1);
    });

    /** A proxy's challenge (MS-NLMP 2.2.1.2), as far as it is looked at. */
    const challenge = () => {
      const domain = Buffer.from("OFFICE", "utf16le");
      const info = Buffer.concat([Buffer.from([2, 0, domain.length, 0]), domain, Buffer.alloc(4)]);
      const head = Buffer.alloc(48);
      head.write("NTLMSSP\0", "latin1");
      head.writeUInt32LE(2, 8);
      head.writeUInt32LE(48, 16);
      head.writeUInt32LE(0x00888205, 20);
      head.write("nonsense", 24, "latin1");
      head.writeUInt16LE(info.length, 40);
      head.writeUInt16LE(info.length, 42);
      head.writeUInt32LE(48, 44);
      return `NTLM ${Buffer.concat([head, info]).toString("base64")}`;
    };
    const bytesOf = (message: string) => Buffer.from(message.split(" ").at(-1) ?? "", "base64");
    const typeOf = (message: string) => bytesOf(message).readUInt32LE(8);
    const field = (message: string, at: number) => {
      const bytes = bytesOf(message);
      const begin = bytes.readUInt32LE(at + 4);
      return bytes.toString("utf16le", begin, begin + bytes.readUInt16LE(at));
    };
    const byNtlm =
      (last: "open" | readonly string[], ...others: string[]): Judge =>
      (given) => {
        if (given === undefined) return [...others, "NTLM"];
        return typeOf(given) === 1 ? [challenge()] : last;
      };

    test.each([
      ["NTLM", []],
      ["NTLM beside Negotiate, which nobody here has a ticket for", ["Negotiate"]],
    ])(
      "by %s is told domain and name, and the password only as an answer to its challenge",
      async (_what, others) => {
        const one = await asking(byNtlm("open", ...others), hanako);
        expect(await (await one.out.fetch(world.address)).text()).toBe("the service");
        expect(await (await one.out.fetch(world.address, { method: "POST" })).text()).toBe("the service");
        const last = told(one, "NTLM").filter((message) => typeOf(message) === 3);
        expect(last.length).toBeGreaterThan(0);
        for (const message of last)
          expect([field(message, 28), field(message, 36)]).toEqual(["OFFICE", "hanako"]);
        const said = one.given
          .map((given) =>
            bytesOf(given ?? "")
              .toString("latin1")
              .replaceAll("\0", ""),
          )
          .join();
        expect(said).not.toContain(hanako.password);
        expect(one.refused).toEqual([]);
      },
    );

    test("by NTLM is told a wrong password once", async () => {
      const one = await asking(byNtlm(["NTLM"]), hanako);
      for (const method of ["GET", "GET", "POST"])
        expect(await failure(one.out.fetch(world.address, { method }))).toBe("NET_PROXY_AUTH");
      expect(one.refused).toEqual([[one.place, hanako]]);
      expect(told(one, "NTLM").filter((message) => typeOf(message) === 3)).toHaveLength(1);
    });

    test.each([
      ["Negotiate", "NET_PROXY_TICKET"],
      ["Bearer", "NET_PROXY"],
      [null, "NET_PROXY"],
    ])("by nothing but %s is no way, whoever is known", async (question, code) => {
      const one = await asking(() => (question === null ? [] : [question]), hanako);
      expect(await failure(one.out.fetch(world.address))).toBe(code);
      expect(await failure(one.out.fetch(world.address, { method: "POST" }))).toBe(code);
      expect([one.asked, one.given.filter(Boolean)]).toEqual([[], []]);
    });

    test("isn't taken to refuse a password that a request didn't bring: its question only came late", async () => {
      const known = Promise.withResolvers<void>();
      const bothAsked = Promise.withResolvers<void>();
      let asked = 0;
      const slow = createPlainServer();
      slow.on("connect", async (request, socket: Socket) => {
        socket.on("error", () => {});
        if (request.headers["proxy-authorization"] !== undefined) {
          known.resolve();
          return openTo(socket, "HTTP/1.1 200 OK\r\n\r\n");
        }
        asked += 1;
        if (asked === 2) bothAsked.resolve();
        // The first is answered once both are there, the other once the first is known.
        await (asked > 1 ? known : bothAsked).promise;
        socket.end(`HTTP/1.1 407 Who\r\nproxy-authenticate: ${BASIC}\r\nconnection: close\r\n\r\n`);
      });
      await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
      kept(slow);
      const refused: unknown[] = [];
      const out = await way({
        proxy: { server: `http://127.0.0.1:${(slow.address() as AddressInfo).port}` },
        proxyLogins: {
          of: async () => hanako,
          refused: (...what) => void refused.push(what),
          waiting: () => null,
          onForget: () => {},
        },
      });
      const both = [out.fetch(world.address), out.fetch(world.address)];
      for (const one of both) expect(await (await one).text()).toBe("the service");
      expect(asked).toBe(2);
      expect(refused).toEqual([]);
    });

    test("anew, as the password is another one by now, is told the old one twice and no more", async () => {
      let taken = true;
      const one = await asking((given) => (taken && fits("Basic")(given) ? "open" : [BASIC]), hanako);
      for (const method of ["GET", "POST"])
        expect(await (await one.out.fetch(world.address, { method })).text()).toBe("the service");
      taken = false;
      await one.out.close();
      const before = told(one, "Basic").length;
      for (const method of ["GET", "POST", "GET", "POST"])
        expect(await failure(one.out.fetch(world.address, { method }))).toBe("NET_PROXY_AUTH");
      expect(one.refused).toEqual([[one.place, hanako]]);
      // As one of the two ways out remembers it, and as it is known by now; once refused, both have forgotten it.
      expect(told(one, "Basic").length - before).toBe(2);
    });

    test("about a look around in the clear, too", async () => {
      const one = await asking(() => [BASIC], null);
      expect(await failure(one.out.peek(new URL(`http://${HOST}/`)))).toBe("NET_PROXY_AUTH");
      await until("it asked", () => one.given.length > 0);
    });
  });
});
