import { expect, test } from "vitest";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { CHECK_WORDS, type CheckName } from "../../src/shared/locales/check-words.ts";
import { run } from "../run.ts";
import type { World } from "../world.ts";
import { CHECKS } from "./checks.ts";

/** `storage-drive` in this process: with this on standard input, and nothing on the disk. */
async function cli(args: readonly string[], input: string | null = "") {
  const told = { out: "", err: "", prompts: [] as string[] };
  const world: World = {
    env: { LANG: "ja_JP.UTF-8" },
    folders: { roaming: "/nowhere/storage-drive", local: "/nowhere/storage-drive" },
    out: { write: (text) => (told.out += text) },
    err: { write: (text) => (told.err += text) },
    installed: false,
    readInput: async (_kind, prompts) => {
      told.prompts.push(...prompts);
      return input;
    },
    startClient: () => Promise.reject(new Error("a check starts nothing")),
    startDoctor: () => Promise.reject(new Error("a check starts nothing")),
  };
  const exit = await run(args, world);
  return { ...told, exit };
}

const check = (line: string, input?: string | null) => cli(["check", ...line.split(" ")], input);

async function json(line: string, input?: string) {
  const { exit, out, err } = await check(`${line} --json`, input);
  expect(err).toBe("");
  return { exit, ...JSON.parse(out) };
}

/** The example's own words, without the shell's. */
function exampleOf(name: CheckName): readonly string[] {
  const [, call = ""] = CHECKS[name].example.split("storage-drive ");
  const words = [...(call.split(" <")[0] ?? "").matchAll(/'([^']*)'|(\S+)/gu)];
  return words.map(([, quoted, bare]) => quoted ?? bare ?? "");
}

test.each(Object.keys(CHECKS) as CheckName[])("%s answers every service in both languages", async (name) => {
  for (const service of SERVICE_IDS)
    for (const language of ["ja", "en"]) {
      const args = [...exampleOf(name), "--service", service, "--lang", language];
      const person = await cli(args, "one\ntwo");
      // recovery-code and the like take one line: what is too much there is bad usage, and nothing else is.
      const input = name === "recovery-code" ? "one" : "one\ntwo";
      const { exit, out } = await cli([...args, "--json"], input);
      expect([0, 8, 9]).toContain(exit);
      expect(JSON.parse(out)).toMatchObject({ ok: true, value: { check: name, service } });
      if (name !== "recovery-code") expect(person.exit).toBe(exit);
      expect(person.out + person.err).not.toMatch(/undefined|\[object|NaN|null/u);
    }
});

test.each([
  ["line-number CAF1234567890", 0, "accepted", "stated", null],
  ["line-number CAF1", 8, "refused", "stated", "length"],
  ["sms --service codec", 9, "accepted", "unknown", null],
  ["link --kind reset --at 2025-01-10 --now 2025-01-24", 0, "accepted", "inferred", null],
  ["link --kind reset --at 2025-01-10 --now 2025-01-25", 8, "refused", "stated", "expired"],
  ["link --kind invite --at 2025-01-10 --service ot", 9, "accepted", "unknown", null],
  ["trial --at 2025-01-30 --now 2025-03-20", 8, "refused", "stated", "plan-change-over"],
  ["connection --access-path line-only --from internet", 8, "refused", "stated", undefined],
  ["code １２３456 --kind totp", 0, "accepted", "inferred", null],
  ["connection-id x", 8, "refused", "stated", "prefix"],
  ["ad-account taro@example", 0, "accepted", "stated", null],
  ["second-factor --first-login --service cowork", 0, "accepted", "stated", null],
  ["second-factor", 9, "accepted", "unknown", null],
  ["unlock --method password --at 2025-01-10 --now 2025-01-11", 0, "accepted", "stated", null],
  ["who-may --role other --operation mail --service ot", 8, "refused", "stated", "holder-only"],
] as const)("check %s exits %i", async (line, exit, outcome, certainty, code) => {
  const answer = await json(line);
  expect(answer).toMatchObject({ exit, ok: true, value: { outcome, certainty } });
  if (code !== undefined) expect(answer.value.code).toBe(code);
});

test("a refusal tells code, message, next step and the reasons as data", async () => {
  const { exit, ok, value } = await json("password --service cowork --lang en", "abc\nabd");
  expect({ exit, ok }).toEqual({ exit: 8, ok: true });
  expect(value).toMatchObject({
    check: "password",
    service: "cowork",
    outcome: "refused",
    code: "too-short",
    message: expect.stringContaining("8"),
    nextStep: expect.stringMatching(/\S/u),
    reasons: [
      { code: "too-short", length: 3, needed: 8 },
      { code: "too-few-classes" },
      { code: "confirmation-differs" },
    ],
    facts: ["A8", "A9"],
    next: { step: "type-again", who: "self" },
    notes: [],
  });
});

test("what everybody may do is one answer for each operation", async () => {
  const { exit, value } = await json("who-may --role other --service ot");
  expect(exit).toBe(0);
  expect(value.answers).toHaveLength(9);
  expect(value.answers[1]).toMatchObject({ about: "mail", outcome: "refused", next: { screen: "B39" } });
  expect((await check("who-may --role other --service ot")).out).toContain("解約");
});

test.each([
  ["Abcdefg1", ["A8"]],
  ["Abcdefg1\n", ["A8"]],
  ["Abcdefg1\r\n", ["A8"]],
  ["Abcdefg1\nAbcdefg1\n", ["A8", "A9"]],
  [" Abcdefg1 ", ["A8"]],
])("a password comes as %j, its confirmation on the second line", async (input, facts) => {
  expect((await json("password", input)).value).toMatchObject({ outcome: "accepted", facts });
});

test("three lines are a change, and more than a check can use are too much", async () => {
  expect((await json("password-change", "old\nAbcdefg1\nAbcdefg1")).value.outcome).toBe("accepted");
  expect((await json("password-change", "old\nAbcdefg1")).value.code).toBe("confirmation-differs");
  for (const [name, lines] of [
    ["password", 3],
    ["password-change", 4],
    ["recovery-code", 2],
  ] as const)
    expect(await check(name, Array.from({ length: lines }, () => "x").join("\n"))).toMatchObject({
      exit: 2,
      err: expect.stringContaining(`${lines - 1}行まで`),
    });
});

test("no secret comes back, in words or as data", async () => {
  const secrets = ["Sehr1Geheim!", "WXYZ-2345-qrst"];
  for (const form of ["", " --json"]) {
    const password = await check(`password${form}`, `${secrets[0]}\n${secrets[0]}x`);
    const code = await check(`recovery-code${form}`, secrets[1]);
    for (const { out, err } of [password, code])
      for (const secret of [...secrets, "WXYZ2345qrst"]) expect(out + err).not.toContain(secret);
  }
});

test("a recovery code is judged by its form alone, and its length is told", async () => {
  const { exit, value } = await json("recovery-code", "ABCD-EFGH IJKL-MNOP-QRST-UVWX");
  expect(exit).toBe(0);
  expect(value).toMatchObject({ value: { length: 24 }, advice: [] });
  expect((await json("recovery-code", " - ")).value.code).toBe("empty");
});

test("one line number as an argument is one, anything else is a list that names its wrong lines", async () => {
  expect((await json("line-number CAF1234567890")).value.facts).toEqual(["A11"]);
  const list = await check("line-number", "CAF1234567890\r\n\r\nXYZ\ncaf1");
  expect(list.exit).toBe(8);
  expect(list.out).toContain("3行目 XYZ");
  expect(list.out).toContain("4行目 caf1");
  const { value } = await json("line-number CAF1234567890 COP12345678");
  expect(value.value.numbers).toEqual(["CAF1234567890", "COP12345678"]);
});

test("a time without a zone is Japan's and is said to be; one with a zone says nothing", async () => {
  const japan = await json("trial --at 2025-01-30 --now 2025-02-01 --lang en");
  expect(japan.value.now).toBe("2025-01-31T15:00:00.000Z");
  expect(japan.value.notes.join()).toContain("--at, --now");
  const said = await json("trial --at 2025-01-30T00:00+09:00 --now 2025-02-01T00:00Z");
  expect(said.value.notes).toHaveLength(1); // the moment asked about
  expect((await json("trial --at 2025-01-30T00:00+09:00")).value).toMatchObject({ now: null, notes: [] });
});

test("typed text can't play tricks on the terminal", async () => {
  const { out } = await cli(["check", "connection-id", "\u001b[31mx\u0007"]);
  expect(out).toContain("\ufffd[31mx\ufffd");
  for (const control of ["\u001b", "\u0007"]) expect(out).not.toContain(control);
});

test("what can't be read as text is bad usage", async () => {
  expect(await check("password", null)).toMatchObject({ exit: 2, err: expect.stringContaining("UTF-8") });
  expect(await check("line-number --file /nowhere/lines.txt")).toMatchObject({ exit: 2 });
});

test("bad usage names what is wrong and how to see the use, in the form asked for", async () => {
  const person = await check("link --kind reset");
  expect(person).toMatchObject({ exit: 2, out: "" });
  expect(person.err).toContain("--at");
  expect(person.err).toContain("storage-drive check link --help");
  const { exit, out } = await check("password Secret1! --json");
  expect(exit).toBe(2);
  const { ok, error } = JSON.parse(out);
  expect(ok).toBe(false);
  expect(Object.keys(error)).toEqual(["code", "message", "nextStep"]);
  expect(error.code).toBe("CLI_USAGE");
  expect(out).not.toContain("Secret1");
});

test("the list and the help of each check tell options and examples", async () => {
  const { checks } = (await json("--lang en")).value;
  expect(checks.map(({ check: name }: { check: string }) => name)).toEqual(
    Object.keys(CHECK_WORDS.en.question),
  );
  const list = await cli(["check"]);
  expect(list).toMatchObject({ exit: 0, err: "" });
  for (const name of Object.keys(CHECKS)) expect(list.out).toContain(`\n  ${name}`);
  const help = await check("second-factor --help");
  expect(help.out).toContain("--method METHOD");
  expect(help.out).toContain(CHECKS["second-factor"].example);
});

test("at a terminal each secret is asked for by itself", async () => {
  expect((await check("password", "x")).prompts).toHaveLength(1);
  expect((await check("password-change", "x")).prompts).toHaveLength(3);
  expect((await check("sms")).prompts).toEqual([]);
});
