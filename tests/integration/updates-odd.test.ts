import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeFile } from "../../scripts/release/sign-release.ts";
import { FIRST_LOOK } from "../../src/core/update/look-schedule.ts";
import { RELEASE_ALGORITHM, RELEASE_TYPE } from "../../src/main/update/signed-release.ts";
import { mountSmallDisk, smallDiskRefused } from "../faults/small-disk.ts";
import { UpdateServer } from "../support/update-server.ts";
import { UpdatingPc } from "../support/updating-pc.ts";
import { until } from "../support/wait.ts";

// Odd servers, odd releases, odd folders and policies that change, as updates meet them. What is a harness is said in
// updating-pc.ts.

const PIECE = 256 * 1024;
const INSTALLER = Buffer.alloc(2.5 * PIECE, "installer ");

let server: UpdateServer;
let pc: UpdatingPc;
/** Where the client puts what it fetches, and where electron-updater keeps it. */
let [updates, pending] = ["", ""];

beforeEach(async () => {
  server = new UpdateServer();
  pc = new UpdatingPc(await server.start(), "nsis");
  updates = join(pc.dir, "updates");
  pending = join(updates, "storage-service-drive", "pending");
});
afterEach(async () => {
  await pc.close();
  await server.close();
});

const fetched = { problem: null, offer: { version: "1.1.0", stage: "ready" } };

/** Where what has come of a release lies until all of it is there. */
function part(): string {
  const { sha512 } = describeFile(join(server.folder, "drive-1.1.0-x64.exe"), "nsis", "x64");
  return join(updates, `${Buffer.from(sha512, "base64").toString("hex").slice(0, 32)}.part`);
}

describe("policy that changes", () => {
  test.each([
    ["back to the other channel", { channel: "stable" }],
    ["to another ring", { ring: "last" }],
    ["to another server", { server: "http://127.0.0.1:9/elsewhere" }],
  ] as const)(
    "%s: what was ready can't be installed any more, and is looked for anew",
    async (_what, change) => {
      await server.publish("1.1.0", "nsis", INSTALLER, { channel: "preview" });
      pc.applySettings({ channel: "preview" });
      expect(await pc.look()).toMatchObject(fetched);
      pc.applySettings(change);
      expect(pc.view()).toMatchObject({ on: true, offer: null, lookedAt: null, problem: null });
      expect(pc.pauses.at(-1)).toBe(FIRST_LOOK.maxMs);
      pc.install();
      expect(pc.view().offer).toBeNull();
      expect(pc.wasElevated()).toBe(false);
    },
  );

  test("in nothing that says where to look leaves what is ready", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.applySettings({});
    expect(pc.view()).toMatchObject(fetched);
  });

  test("while a look is under way: the answer is the former server's, and counts no more", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    let answer = () => {};
    server.odd = (_request, response) => {
      answer = () => response.end(readFileSync(join(server.folder, "stable.jws")));
      return true;
    };
    pc.lookAlone();
    await until("it is asked", () => server.asked.length === 1);
    pc.applySettings({ channel: "preview" });
    answer();
    expect(pc.view()).toMatchObject({ looking: false, offer: null });
    server.odd = () => false;
    await server.publish("1.0.9", "nsis", INSTALLER, { channel: "preview" });
    expect(await pc.look()).toMatchObject({ offer: { version: "1.0.9" } });
  });

  test("to a server with the same: what has come already isn't fetched again", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    server.asked.length = 0;
    pc.applySettings({ ring: "first" });
    expect(await pc.look()).toMatchObject(fetched);
    expect(server.asked).toEqual(["stable.jws"]);
  });

  test("while it is installed: it isn't called back, and goes if nobody let it through", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.install();
    await pc.elevated();
    await until("it waits for the end", () => pc.pauses.at(-1) === 5 * 60_000);
    pc.applySettings({ channel: "preview" });
    expect(pc.view().offer?.stage).toBe("installing");
    pc.lookAlone();
    expect(pc.view()).toMatchObject({ on: true, offer: null });
  });

  test("to off: nothing of it stays on the PC", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.applySettings({ on: false });
    await until("it is deleted", () => !existsSync(updates));
  });

  test("to off while the client doesn't run: nothing of it stays either", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    pc.restart();
    expect(existsSync(updates)).toBe(true);
    pc.applySettings({ on: false });
    await until("it is deleted", () => !existsSync(updates));
  });
});

describe("a look that ends while the installer runs", () => {
  /** The person presses while it is looked, and Windows asks. */
  async function installedMeanwhile(): Promise<{ readonly answer: (text: string | null) => void }> {
    await server.publish("1.1.0", "nsis", INSTALLER);
    await pc.look();
    let answer = (_text: string | null) => {};
    server.odd = (_request, response) => {
      answer = (text) => (text === null ? response.writeHead(503).end() : response.end(text));
      return true;
    };
    server.asked.length = 0;
    pc.lookAlone();
    await until("it is asked", () => server.asked.length === 1);
    pc.install();
    await pc.elevated();
    await until("it waits for the end", () => pc.pauses.at(-1) === 5 * 60_000);
    return { answer: (text) => answer(text) };
  }

  test("and fails leaves the installer's end to be waited for", async () => {
    const { answer } = await installedMeanwhile();
    answer(null);
    await until("it has failed", () => !pc.view().looking);
    expect(pc.view()).toMatchObject({ problem: null, offer: { stage: "installing" } });
    expect(pc.pauses.at(-1)).toBe(5 * 60_000);
    pc.lookAlone();
    expect(pc.view()).toMatchObject({ problem: "UPDATE_NOT_INSTALLED", offer: { stage: "ready" } });
  });

  test("and finds it withdrawn leaves the file that Windows asks about", async () => {
    const { answer } = await installedMeanwhile();
    await server.publish("1.0.0", "nsis", INSTALLER);
    answer(readFileSync(join(server.folder, "stable.jws"), "utf8"));
    await until("it has looked", () => !pc.view().looking);
    const [installer] = await pc.elevated();
    expect(readFileSync(installer ?? "")).toEqual(INSTALLER);
  });
});

describe("a folder in which", () => {
  test.each<[string, () => void]>([
    ["a folder stands in a piece's place", () => mkdirSync(join(part(), "x"), { recursive: true })],
    ["a pipe does", () => execFileSync("mkfifo", [part()])],
    ["nothing of a piece is", () => writeFileSync(part(), "")],
    ["a byte of it is", () => writeFileSync(part(), INSTALLER.subarray(0, 1))],
    [
      "part of a piece is, as of a killed client",
      () => writeFileSync(part(), INSTALLER.subarray(0, PIECE + 7)),
    ],
    ["all is, and wasn't hashed yet", () => writeFileSync(part(), INSTALLER)],
    ["more than all is", () => writeFileSync(part(), Buffer.concat([INSTALLER, INSTALLER]))],
    [
      "it was there and not yet renamed",
      () => writeFileSync(join(pending, "temp-drive-1.1.0-x64.exe"), "half"),
    ],
    ["it was there and not yet noted", () => writeFileSync(join(pending, "drive-1.1.0-x64.exe"), INSTALLER)],
    ["the note is half written", () => writeFileSync(join(pending, "update-info.json"), '{"fileName":"dr')],
    ["the note is empty", () => writeFileSync(join(pending, "update-info.json"), "")],
  ])("%s: the version comes all the same", async (_what, leave) => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    mkdirSync(pending, { recursive: true });
    leave();
    expect(await pc.look()).toMatchObject(fetched);
    pc.install();
    const [installer] = await pc.elevated();
    expect(readFileSync(installer ?? "")).toEqual(INSTALLER);
    expect(pc.kept().filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("a link stands in a piece's place: what it leads to isn't written", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    const another = join(pc.dir, "another");
    writeFileSync(another, "another");
    mkdirSync(updates);
    symlinkSync(another, part());
    expect(await pc.look()).toMatchObject(fetched);
    expect(readFileSync(another, "utf8")).toBe("another");
  });

  // What a person's own program may have made of it.
  test.each<[string, () => void]>([
    ["is a file", () => writeFileSync(updates, "x")],
    ["has a note of nothing", () => writeNote("null")],
    ["has a note of another shape", () => writeNote('{"fileName":{},"sha512":1}')],
    ["has a note without a name", () => writeNote(JSON.stringify({ sha512: signedHash() }))],
    ["has a file where files are kept", () => fileFor(join(updates, "storage-service-drive"))],
    [
      "has a folder of the file's name",
      () => mkdirSync(join(pending, "drive-1.1.0-x64.exe", "x"), { recursive: true }),
    ],
  ])("%s: at the latest the next try has made room", async (_what, break_) => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    break_();
    const first = await pc.look();
    if (first.problem !== null) expect(first).toMatchObject({ offer: null });
    expect(await pc.look()).toMatchObject(fetched);
  });

  function signedHash(): string {
    return describeFile(join(server.folder, "drive-1.1.0-x64.exe"), "nsis", "x64").sha512;
  }

  function writeNote(text: string): void {
    mkdirSync(pending, { recursive: true });
    writeFileSync(join(pending, "update-info.json"), text);
  }

  function fileFor(path: string): void {
    mkdirSync(updates);
    writeFileSync(path, "x");
  }

  test("is a link to another one: that one is used, and only the link is deleted", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    const elsewhere = join(pc.dir, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "somebody's"), "x");
    symlinkSync(elsewhere, updates);
    expect(await pc.look()).toMatchObject(fetched);
    await server.publish("1.0.0", "nsis", INSTALLER);
    await pc.look();
    await until("it is deleted", () => !existsSync(updates));
    expect(existsSync(join(elsewhere, "somebody's"))).toBe(true);
  });

  test("can't be made is named as what it is", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    symlinkSync(join(pc.dir, "gone", "further"), updates);
    expect(await pc.look()).toMatchObject({ problem: "APP_DATA_FOLDER", offer: null });
  });

  const refused = smallDiskRefused();
  test.skipIf(refused !== null)(
    `no room is left: it is named, and given back${refused === null ? "" : ` (${refused})`}`,
    async () => {
      await server.publish("1.1.0", "nsis", INSTALLER);
      const disk = mountSmallDisk(pc.dir, "400k");
      try {
        expect(await pc.look()).toMatchObject({ problem: "APP_DISK_LOW", offer: null });
        expect(existsSync(updates)).toBe(false);
      } finally {
        disk.remove();
      }
      expect(await pc.look()).toMatchObject(fetched);
    },
  );
});

describe("a server that", () => {
  test("packs what it sends gives nothing that is taken", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    server.odd = (request, response) => {
      if (request.headers.range === undefined) return false;
      expect(request.headers["accept-encoding"]).toBe("identity");
      const packed = gzipSync(INSTALLER.subarray(0, PIECE));
      response.writeHead(206, {
        "content-encoding": "gzip",
        "content-range": `bytes 0-${packed.length - 1}/${packed.length}`,
      });
      response.end(packed);
      return true;
    };
    expect(await pc.look()).toMatchObject({ problem: "NET_UNEXPECTED_ANSWER", offer: null });
    server.odd = () => false;
    expect(await pc.look()).toMatchObject(fetched);
  });

  test("packs a release sends it all the same", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    server.odd = (request, response) => {
      if (request.headers.range !== undefined) return false;
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(readFileSync(join(server.folder, "stable.jws"))));
      return true;
    };
    expect(await pc.look()).toMatchObject(fetched);
  });

  test("puts another file of the same size there between two pieces: it is refused, and comes whole the next time", async () => {
    const path = await server.publish("1.1.0", "nsis", INSTALLER);
    server.odd = (request) => {
      if (request.headers.range?.startsWith("bytes=262144-") === true)
        writeFileSync(path, Buffer.alloc(2.5 * PIECE, "another "));
      return false;
    };
    expect(await pc.look()).toMatchObject({ problem: "UPDATE_REFUSED", offer: null });
    server.odd = () => false;
    writeFileSync(path, INSTALLER);
    expect(await pc.look()).toMatchObject(fetched);
  });

  test.each([
    ["more than the whole file, without ranges", 200, {}],
    ["a piece that is none", 206, {}],
    ["a piece from elsewhere in it", 206, { "content-range": `bytes 7-${PIECE + 6}/${2.5 * PIECE}` }],
    ["a piece of a file of unknown size", 206, { "content-range": `bytes 0-${PIECE - 1}/*` }],
    ["several pieces at once", 206, { "content-type": "multipart/byteranges; boundary=x" }],
    ["nothing", 204, {}],
    ["that there is no such piece", 416, { "content-range": `bytes */${2.5 * PIECE}` }],
  ] as const)("answers with %s: nothing of it is kept", async (_what, status, headers) => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    server.odd = (request, response) => {
      if (request.headers.range === undefined) return false;
      response.writeHead(status, headers).end(status === 204 ? undefined : `${INSTALLER}\n`);
      return true;
    };
    expect(await pc.look()).toMatchObject({ problem: "NET_UNEXPECTED_ANSWER", offer: null });
    expect(pc.kept().filter((name) => name.endsWith(".part"))).toEqual([]);
    server.odd = () => false;
    expect(await pc.look()).toMatchObject(fetched);
  });

  test("sends a byte now and then is given up, and gone on with later", async () => {
    await server.publish("1.1.0", "nsis", INSTALLER);
    server.odd = (request, response) => {
      if (request.headers.range === undefined) return false;
      response.writeHead(206, { "content-length": PIECE });
      const drip = setInterval(() => response.write("i"), 100);
      response.on("close", () => clearInterval(drip));
      return true;
    };
    expect(await pc.look()).toMatchObject({ problem: "NET_TIMEOUT", offer: null });
    server.odd = () => false;
    expect(await pc.look()).toMatchObject(fetched);
  });
});

describe("what the maker's own key signed", () => {
  const header = { alg: RELEASE_ALGORITHM, typ: RELEASE_TYPE };
  const release = async () => {
    const path = await server.publish("1.1.0", "nsis", INSTALLER);
    return {
      channel: "stable",
      version: "1.1.0",
      notes: { ja: ["a"], en: ["a"] },
      files: [describeFile(path, "nsis", "x64")],
    };
  };

  test("counts as it is", async () => {
    await server.sign(header, JSON.stringify(await release()));
    expect(await pc.look()).toMatchObject(fetched);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["another type", { typ: "JWT" }],
    ["no type", { typ: undefined }],
    ["another algorithm's name", { alg: "HS256" }],
    ["none", { alg: "none" }],
    ["an extension that isn't known", { crit: ["exp"], exp: 1 }],
    ["a payload that isn't encoded", { crit: ["b64"], b64: false }],
    ["an empty list of extensions", { crit: [] }],
  ])("doesn't with %s in its header", async (_what, change) => {
    await server.sign({ ...header, ...change }, JSON.stringify(await release()));
    expect(await pc.look()).toMatchObject({ problem: "UPDATE_REFUSED", offer: null });
    expect(server.asked).toEqual(["stable.jws"]);
  });

  test.each<[string, (text: string) => string]>([
    ["a size below nothing", (text) => text.replace(/"size":\d+/u, '"size":-1')],
    ["no size", (text) => text.replace(/"size":\d+/u, '"size":0')],
    ["a size beyond counting", (text) => text.replace(/"size":\d+/u, '"size":1e300')],
    ["a name in another folder", (text) => text.replace("drive-1.1.0-x64.exe", "../drive.exe")],
    ["a name of Windows' folders", (text) => text.replace("drive-1.1.0-x64.exe", "..\\\\drive.exe")],
    [
      "a name that is another address",
      (text) => text.replace("drive-1.1.0-x64.exe", "https://evil.example/a.exe"),
    ],
    ["a version to be tried", (text) => text.replace('"1.1.0"', '"1.1.0-beta.1"')],
    ["a version with a build", (text) => text.replace('"1.1.0"', '"1.1.0+5"')],
    ["a version with a leading zero", (text) => text.replace('"1.1.0"', '"01.1.0"')],
    [
      "a share above all",
      (text) => text.replace("{", '{"stages":[{"from":"2026-01-01T00:00:00Z","percent":101}],'),
    ],
    [
      "a day that isn't",
      (text) => text.replace("{", '{"stages":[{"from":"2026-02-30T00:00:00Z","percent":50}],'),
    ],
    ["no JSON", (text) => text.slice(1)],
  ])("doesn't with %s", async (_what, change) => {
    await server.sign(header, change(JSON.stringify(await release())));
    expect(await pc.look()).toMatchObject({ problem: "UPDATE_REFUSED", offer: null });
    expect(server.asked).toEqual(["stable.jws"]);
  });

  test.each([
    [0, "nobody", null],
    [100, "everybody", "1.1.0"],
  ])("for %d %% is for %s", async (percent, _whom, version) => {
    pc.place = percent === 0 ? 0 : 99.999;
    await server.sign(
      header,
      JSON.stringify({ ...(await release()), stages: [{ from: "2026-01-01T00:00:00Z", percent }] }),
    );
    expect((await pc.look()).offer?.version ?? null).toBe(version);
  });
});
