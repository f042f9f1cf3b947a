import { describe, expect, test } from "vitest";
import { isNewer, type Release, standing, type UpdatedPc } from "./release.ts";
import { release } from "./sample-release.ts";

const PC: UpdatedPc = { installed: "1.0.0", form: "nsis", architecture: "x64", place: 50 };
const NOW = Date.parse("2026-12-01T09:00:00Z");
const staged: Release = {
  ...release("1.1.0"),
  stages: [
    { from: "2026-12-01T00:00:00Z", percent: 5 },
    { from: "2026-12-03T00:00:00Z", percent: 60 },
    { from: "2026-12-08T00:00:00Z", percent: 100 },
  ],
};

test.each([
  ["1.0.1", "1.0.0", true],
  ["1.10.0", "1.9.9", true],
  ["2.0.0", "10.0.0", false],
  ["1.0.0", "1.0.0", false],
  ["0.9.9", "1.0.0", false],
  ["latest", "0.0.0", false],
  ["0.0.1", "latest", true],
  ["1.0.0", "1.0.0-beta.2", true],
  ["1.0.0", "1.0.1-beta.2", false],
  ["1.0.0", "1.0.0+build.5", false],
])("%s after %s: %s", (version, than, newer) => expect(isNewer(version, than)).toBe(newer));

describe("a release is", () => {
  test("current where it is installed, or an older one: a server can't take a PC back", () => {
    expect(standing(release("1.0.0"), PC, NOW)).toEqual({ is: "current" });
    expect(standing(release("0.9.0"), PC, NOW)).toEqual({ is: "current" });
  });

  test("offered with the file of this package and processor; without one there is nothing", () => {
    expect(standing(release("1.1.0"), PC, NOW)).toMatchObject({ is: "offered", file: { form: "nsis" } });
    expect(standing(release("1.1.0"), { ...PC, architecture: "arm64" }, NOW)).toEqual({ is: "current" });
    expect(standing(release("1.1.0"), { ...PC, form: "appimage" }, NOW)).toMatchObject({
      file: { form: "appimage" },
    });
  });

  test.each([
    [0, "offered", null],
    [4.9, "offered", null],
    [5, "waits", "2026-12-03T00:00:00Z"],
    [59.9, "waits", "2026-12-03T00:00:00Z"],
    [60, "waits", "2026-12-08T00:00:00Z"],
    [99.999, "waits", "2026-12-08T00:00:00Z"],
  ])("in stages: at place %d it %s", (place, is, until) => {
    const found = standing(staged, { ...PC, place }, NOW);
    expect(found).toMatchObject(is === "offered" ? { is } : { is, until: Date.parse(until ?? "") });
  });

  test("waiting for nobody knows what where no stage comes to this PC", () => {
    const half = { ...staged, stages: staged.stages.slice(0, 2) };
    expect(standing(half, { ...PC, place: 80 }, NOW)).toEqual({ is: "waits", until: null });
  });

  test("offered to everybody in the end, whatever the order in which stages are written", () => {
    const mixed = { ...staged, stages: staged.stages.toReversed() };
    const late = Date.parse("2026-12-08T00:00:00Z");
    expect(standing(mixed, { ...PC, place: 99.999 }, late)).toMatchObject({ is: "offered" });
  });
});
