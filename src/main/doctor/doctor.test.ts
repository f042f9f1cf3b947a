import { describe, expect, test } from "vitest";
import { CHECK_IDS, type CheckId } from "../../core/doctor/checks.ts";
import { AppError } from "../../core/errors.ts";
import type { Check } from "./check.ts";
import { createDoctor, type Progress } from "./doctor.ts";
import { wellPc } from "./well-pc.ts";

const well: Check = async () => ({ is: "ok", facts: {} });
const never: Check = () => new Promise(() => {});

/** No check here looks at it. */
const pc = wellPc();

function doctorWith(own: Partial<Record<CheckId, Check>>, limitMs?: number) {
  const told: [CheckId, unknown][] = [];
  const opened = { times: 0, closed: 0 };
  const all = Object.fromEntries(CHECK_IDS.map((id) => [id, own[id] ?? well]));
  const doctor = createDoctor({
    checks: all as Record<CheckId, Check>,
    failed: (id, thrown) => void told.push([id, thrown]),
    async open() {
      opened.times += 1;
      const close = async () => {
        opened.closed += 1;
      };
      return { pc, hosts: () => ["a.example"], close };
    },
    ...(limitMs === undefined ? {} : { limitMs }),
  });
  return { doctor, told, opened };
}

const resultOf = (report: Awaited<ReturnType<ReturnType<typeof createDoctor>["examine"]>>, id: CheckId) =>
  report.results.find((one) => one.id === id);

test("the checks run side by side, and each end is told", async () => {
  let running = 0;
  let most = 0;
  const slow: Check = async () => {
    most = Math.max(most, ++running);
    await new Promise((done) => setTimeout(done, 20));
    running -= 1;
    return { is: "ok", facts: {} };
  };
  const { doctor, opened } = doctorWith(Object.fromEntries(CHECK_IDS.map((id) => [id, slow])));
  const seen: Progress[] = [];
  const report = await doctor.examine({ progress: (one) => void seen.push(one) });
  expect(most).toBe(CHECK_IDS.length);
  expect(report.first).toBeNull();
  expect(report.hosts).toEqual(["a.example"]);
  expect(seen.map(({ done }) => done)).toEqual(CHECK_IDS.map((_id, index) => index + 1));
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(CHECK_IDS));
  expect(opened).toEqual({ times: 1, closed: 1 });
});

test("one that comes to no end is cut off, and the others are told all the same", async () => {
  let signal: AbortSignal | null = null;
  const hangs: Check = (_pc, given) => {
    signal = given;
    return new Promise(() => {});
  };
  const { doctor } = doctorWith({ dns: hangs }, 30);
  const report = await doctor.examine();
  expect(resultOf(report, "dns")).toMatchObject({ result: "warn", cause: "APP_CHECK_TIME_LIMIT" });
  expect(resultOf(report, "keychain")?.result).toBe("ok");
  expect(signal, "and it is told to end").toMatchObject({ aborted: true });
});

test("one that throws has its error's code, and what isn't ours is unexpected; both are told", async () => {
  const broken = new Error("bug");
  const { doctor, told } = doctorWith({
    discovery: () => Promise.reject(new AppError("AUTH_ISSUER_UNUSABLE")),
    browser: () => Promise.reject(broken),
  });
  const report = await doctor.examine();
  expect(resultOf(report, "discovery")).toMatchObject({ result: "fail", cause: "AUTH_ISSUER_UNUSABLE" });
  expect(resultOf(report, "browser")).toMatchObject({ result: "fail", cause: "APP_UNEXPECTED" });
  expect(told).toContainEqual(["browser", broken]);
});

describe("asked by several", () => {
  test("while it runs: one run, one report", async () => {
    const { doctor, opened } = doctorWith({});
    const [one, other] = await Promise.all([doctor.examine(), doctor.examine()]);
    expect(one).toBe(other);
    expect(opened.times).toBe(1);
    await doctor.examine();
    expect(opened.times, "afterwards another").toBe(2);
  });

  test("one who gives up ends nothing for the other", async () => {
    let go = () => {};
    const waits: Check = () =>
      new Promise((resolve) => {
        go = () => resolve({ is: "ok", facts: {} });
      });
    const { doctor } = doctorWith({ dns: waits });
    const left = new AbortController();
    const one = doctor.examine({ signal: left.signal });
    const other = doctor.examine();
    await new Promise((turn) => setTimeout(turn));
    left.abort(new Error("closed"));
    await expect(one).rejects.toThrow("closed");
    go();
    expect((await other).first).toBeNull();
  });

  test("when all have given up it ends at once, closes what it opened, and begins anew for the next", async () => {
    const { doctor, opened } = doctorWith({ dns: never });
    const left = new AbortController();
    const one = doctor.examine({ signal: left.signal });
    await new Promise((turn) => setTimeout(turn));
    left.abort(new Error("closed"));
    await expect(one).rejects.toThrow("closed");
    await expect.poll(() => opened).toEqual({ times: 1, closed: 1 });
    const again = new AbortController();
    const next = doctor.examine({ signal: again.signal });
    await expect.poll(() => opened.times).toBe(2);
    again.abort(new Error("too"));
    await expect(next).rejects.toThrow("too");
  });

  test("whose signal was given before it asked begins nothing", async () => {
    const { doctor, opened } = doctorWith({});
    await expect(doctor.examine({ signal: AbortSignal.abort(new Error("gone")) })).rejects.toThrow("gone");
    expect(opened.times).toBe(0);
  });
});
