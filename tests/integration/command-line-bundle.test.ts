import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHECK_IDS } from "../../src/core/doctor/checks.ts";
import { concluded, type Found } from "../../src/core/doctor/report.ts";
import { mountSmallDisk, smallDiskRefused } from "../faults/small-disk.ts";
import { canary, searchText } from "../support/canary.ts";
import { type Ran, standInClient, storageDrive, temporaryFolder } from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const out = (name = "out.zip") => join(folder.path, name);
const make = (args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ran> =>
  storageDrive(folder.path, ["bundle", "--json", ...args], { DISPLAY: "", WAYLAND_DISPLAY: "", ...env });

/** Name → text, in the order of the ZIP. */
function unzipped(path: string): ReadonlyMap<string, string> {
  const files = unzipSync(new Uint8Array(readFileSync(path)));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString("utf8")]));
}

function keep(name: string, content: string): string {
  const path = join(folder.path, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const errorOf = ({ out: printed }: Ran) => JSON.parse(printed).error.code;

test("without a client: what is known is in it, and the manifest is true", async () => {
  const { exit, out: printed } = await make(["--out", out()]);
  expect(exit).toBe(0);
  const { value } = JSON.parse(printed);
  const files = unzipped(out());
  expect([...files.keys()]).toEqual([
    "summary.txt",
    "configuration.json",
    "events.json",
    "log.txt",
    "manifest.json",
  ]);
  const manifest = JSON.parse(files.get("manifest.json") ?? "");
  for (const { name, bytes, sha256 } of manifest.files) {
    const text = files.get(name) ?? "";
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(createHash("sha256").update(text).digest("hex")).toBe(sha256);
  }
  expect(manifest.files).toEqual(value.files.slice(0, -1));
  expect(files.get("summary.txt")).toContain("アプリは起動していません");
  if (process.platform !== "win32") expect(lstatSync(out()).mode & 0o777).toBe(0o600);
});

test("with a client: its doctor's report and its support code, in the language asked for", async () => {
  const found: Found = { finding: { is: "ok", facts: {} }, ms: 5 };
  const well = Object.fromEntries(CHECK_IDS.map((id) => [id, found])) as Record<string, Found>;
  const client = await standInClient(folder.path, { reason: "NET_DNS", state: "offline" });
  client.report = concluded(
    {
      ...well,
      dns: { finding: { is: "fail", cause: "NET_DNS", facts: { host: "drive.example" } }, ms: 9 },
    } as never,
    { hosts: ["drive.example"], ms: 20 },
  );
  try {
    await make(["--out", out(), "--lang", "en"]);
  } finally {
    await client.close();
  }
  const files = unzipped(out());
  expect(files.get("summary.txt")).toContain("1201 0010 0800 0123");
  expect(files.get("summary.txt")).toContain("NET_DNS");
  expect(files.get("doctor.txt")).toContain("To be mended first: 5");
  expect(JSON.parse(files.get("doctor.json") ?? "").first).toMatchObject({ cause: "NET_DNS" });
});

test("the last events are told in words, and their names and codes are kept", async () => {
  const events = [{ at: "2020-01-02T00:00:00.000Z", what: "disconnected", code: "NET_DNS" }];
  keep("services/omakase/events.json", JSON.stringify({ version: 1, events }));
  await make(["--out", out()], { TZ: "Asia/Tokyo" });
  const files = unzipped(out());
  expect(files.get("summary.txt")).toContain("2020年1月2日 9:00  通信できませんでした（NET_DNS）");
  expect(JSON.parse(files.get("events.json") ?? "")).toEqual(events);
});

test("a policy that is wrong keeps nobody from it", async () => {
  const policy = keep("policy.json", "{");
  const { exit } = await make(["--out", out()], { STORAGE_DRIVE_POLICY: policy });
  expect(exit).toBe(0);
  expect(JSON.parse(unzipped(out()).get("configuration.json") ?? "").problems).toContain("POLICY_INVALID");
});

describe("what is already there", () => {
  test("is kept unless told, and replaced as a whole when told", async () => {
    writeFileSync(out(), "mine");
    const refused = await make(["--out", out()]);
    expect([refused.exit, errorOf(refused)]).toEqual([8, "APP_FILE_EXISTS"]);
    expect(readFileSync(out(), "utf8")).toBe("mine");
    expect((await make(["--out", out(), "--overwrite"])).exit).toBe(0);
    expect(unzipped(out()).size).toBe(5);
  });

  test.skipIf(process.platform === "win32")("a link that leads nowhere is something, too", async () => {
    symlinkSync(join(folder.path, "nowhere"), out());
    expect(errorOf(await make(["--out", out()]))).toBe("APP_FILE_EXISTS");
    expect(existsSync(join(folder.path, "nowhere"))).toBe(false);
    await make(["--out", out(), "--overwrite"]);
    expect(lstatSync(out()).isFile(), "the link is replaced, nothing is written through it").toBe(true);
    expect(existsSync(join(folder.path, "nowhere"))).toBe(false);
  });

  test("a folder is never replaced", async () => {
    mkdirSync(out());
    for (const args of [
      ["--out", out()],
      ["--out", out(), "--overwrite"],
    ]) {
      const ran = await make(args);
      expect([ran.exit, errorOf(ran)]).toEqual([8, "APP_FILE_UNWRITABLE"]);
    }
    expect(readdirSync(out())).toEqual([]);
  });
});

type Refused = [what: string, args: () => readonly string[], code: string, exit: number];
const DEVICE: Refused = ["a device", () => ["--out", "/dev/null", "--overwrite"], "APP_FILE_UNWRITABLE", 8];

test.each<Refused>([
  [
    "a folder that isn't there",
    () => ["--out", join(folder.path, "no", "such", "out.zip")],
    "APP_FILE_UNWRITABLE",
    8,
  ],
  [
    "a file in the folder's place",
    () => ["--out", join(keep("file", "x"), "out.zip")],
    "APP_FILE_UNWRITABLE",
    8,
  ],
  [
    "a name that no file system takes",
    () => ["--out", out(`${"n".repeat(300)}.zip`)],
    "APP_FILE_UNWRITABLE",
    8,
  ],
  ["the standard output", () => ["--out", "-"], "CLI_USAGE", 2],
  ["no name", () => ["--out="], "CLI_USAGE", 2],
  // Under Wine that path is the Linux device, which looks like a file there.
  ...(process.platform === "win32" ? [] : [DEVICE]),
])("%s: told with its code, and nothing is left behind", async (_what, args, code, exit) => {
  const ran = await make(args());
  expect([errorOf(ran), ran.exit]).toEqual([code, exit]);
  expect(readdirSync(folder.path).filter((name) => /zip|tmp/u.test(name))).toEqual([]);
});

test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
  "a folder that mustn't be written to (as root everything may be: skipped)",
  async () => {
    mkdirSync(join(folder.path, "closed"));
    chmodSync(join(folder.path, "closed"), 0o500);
    expect(errorOf(await make(["--out", join(folder.path, "closed", "out.zip")]))).toBe(
      "APP_FILE_UNWRITABLE",
    );
  },
);

test.skipIf(smallDiskRefused() !== null)(
  "on a disk without room: told with its code, what was there stays whole, and nothing is left beside it",
  async () => {
    const place = join(folder.path, "small");
    mkdirSync(place);
    writeFileSync(join(place, "out.zip"), "the one of yesterday");
    const disk = mountSmallDisk(place, "64k");
    try {
      disk.fill();
      const ran = await make(["--out", join(place, "out.zip"), "--overwrite"]);
      expect([ran.exit, errorOf(ran)]).toEqual([8, "APP_DISK_LOW"]);
      expect(readFileSync(join(place, "out.zip"), "utf8")).toBe("the one of yesterday");
      expect(readdirSync(place).sort()).toEqual(["fill", "out.zip"]);
    } finally {
      disk.remove();
    }
  },
);

test("of a log of 200 MB the end is read, and no half a line", async () => {
  const log = keep("logs/client.log", "");
  truncateSync(log, 200 * 1024 * 1024);
  const lines = Array.from({ length: 3_000 }, (_, count) =>
    JSON.stringify({ at: "2026-01-01T00:00:00.000Z", level: "info", area: "session", event: "e", count }),
  );
  writeFileSync(openSync(log, "a"), `\n${lines.join("\n")}\n`);
  const start = performance.now();
  expect((await make(["--out", out()])).exit).toBe(0);
  expect(performance.now() - start).toBeLessThan(20_000);
  const told = (unzipped(out()).get("log.txt") ?? "").trimEnd().split("\n");
  expect(JSON.parse(told.at(-1) ?? "").count).toBe(2_999);
  for (const line of told) expect(JSON.parse(line).area).toBe("session");
});

test("control characters, and what somebody else wrote into the log, do nothing", async () => {
  keep("logs/client.log", 'x\u001b]0;title\u0007\n{"area":"a\u202e"}\n\u0000\u0000\n[1]\nnull\n\r\n');
  await make(["--out", out()]);
  const log = unzipped(out()).get("log.txt") ?? "";
  expect(log.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}/u);
  expect(log.split("\n")).toHaveLength(6);
});

describe("no bundle holds what nobody else may know (reliability 32)", () => {
  const secrets = [
    canary("access-token"),
    canary("refresh-token"),
    canary("password"),
    canary("code"),
    canary("cookie"),
    canary("client-secret"),
    canary("proxy-password"),
    { name: "jwt", secret: `eyJ${"a1B2".repeat(6)}.eyJ${"c3D4".repeat(6)}.sig` },
    { name: "mail", secret: "kanaria.torino@canary-mail.example" },
    { name: "mail's local part", secret: "kanaria.torino" },
    { name: "account's name", secret: "鳥野 かなりあ子" },
    { name: "subject", secret: "subject-of-canary-0815" },
    { name: "line number", secret: "CAF9182736450" },
    { name: "telephone", secret: "090-9182-7364" },
    { name: "digits", secret: "91827364" },
    { name: "home's name", secret: "kanariya-no-ie" },
    { name: "file below home", secret: "secret-family-letter" },
    { name: "approver", secret: "承認者 カナリア部長" },
  ];
  const of = (name: string) => secrets.find((one) => one.name === name)?.secret ?? "";

  /** Wherever something may get in that the log's own sweep should have kept out. */
  function plant(home: string): string {
    const file = join(home, `${of("file below home")}.json`);
    const texts = [
      // These alone are words like any other: a file goes with its folder, an approver is told by their field.
      ...secrets
        .filter(({ name }) => !["file below home", "approver"].includes(name))
        .map(({ secret }) => secret),
      `open '${file}'`,
      `https://user:${of("proxy-password")}@proxy.example/?code=${encodeURIComponent(of("code"))}`,
      `password=${of("password")}`,
      Buffer.from(of("access-token")).toString("base64"),
    ];
    const lines = texts.flatMap((text) => [
      text,
      JSON.stringify({
        at: text,
        level: text,
        area: text,
        event: text,
        code: text,
        path: text,
        unknown: text,
      }),
      JSON.stringify({
        area: "x",
        event: "y",
        message: text,
        causes: [text, `Error: ${text}`],
        dropped: [text],
      }),
    ]);
    keep("logs/client.log", `${lines.join("\n")}\n`);
    keep("logs/client.1.log", `${lines.join("\n")}\n`);
    const account = { sub: of("subject"), mail: of("mail"), name: of("account's name") };
    keep("services/acme/session.json", JSON.stringify({ value: { version: 3, account }, check: "" }));
    const events = [{ at: of("digits"), what: of("password"), code: of("code") }];
    keep("services/acme/events.json", JSON.stringify({ version: 1, events }));
    const profile = {
      id: "acme",
      name: `Acme ${of("account's name")}`,
      issuer: "https://login.acme.example",
      clientId: "drive",
      clientSecret: of("client-secret"),
    };
    mkdirSync(home, { recursive: true });
    writeFileSync(file, JSON.stringify(profile));
    const consentApproval = {
      by: of("approver"),
      at: "2026-11-01",
      contract: of("line number"),
      operator: "https://operator.example",
      recipient: "NTT東日本株式会社",
      service: "コワークストレージ",
    };
    return keep("policy.json", JSON.stringify({ profile: file, loginHint: of("mail"), consentApproval }));
  }

  test.each(["running", "not running"])("client %s", async (how) => {
    const home = join(folder.path, "people", of("home's name"));
    const env = { STORAGE_DRIVE_POLICY: plant(home), HOME: home, USERPROFILE: home };
    const client = how === "running" ? await standInClient(folder.path, { service: "acme" }) : null;
    if (client !== null) {
      const path = join(home, `${of("file below home")}.json`);
      const texts = secrets
        .filter(({ name }) => name !== "approver")
        .map(({ name, secret }) => (name === "file below home" ? path : secret));
      const facts = Object.fromEntries(texts.map((text, index) => [`fact${index}`, text]));
      client.report = {
        first: null,
        results: [
          { number: 1, id: "policy", result: "ok", cause: null, next: null, because: null, facts, ms: 1 },
        ],
        hosts: [`${of("account's name")}.example`],
        ms: 1,
      };
    }
    const ran = await make(["--out", out()], env);
    await client?.close();
    expect(ran.exit, ran.out + ran.err).toBe(0);
    const files = unzipped(out());
    expect(files.get("configuration.json")).toContain('"service": "acme"');
    expect(files.get("configuration.json")).toContain('"key": "consentApproval"');
    expect(files.has("doctor.json")).toBe(how === "running");
    expect((files.get("log.txt") ?? "").split("\n").length).toBeGreaterThan(50);
    const sightings = [...files].flatMap(([name, text]) => searchText(name, text, secrets));
    expect(sightings).toEqual([]);
  });

  test("the search would find them: each stands in what was planted", () => {
    plant(join(folder.path, "people", of("home's name")));
    const text = ["logs/client.log", "policy.json"]
      .map((name) => readFileSync(join(folder.path, name), "utf8"))
      .join();
    const seen = new Set(searchText("planted", text, secrets).map(({ canary: name }) => name));
    expect(secrets.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  });
});
