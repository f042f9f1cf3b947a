import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runNode } from "../../scripts/run-command.ts";

const consumer = fileURLToPath(new URL("types/consumer.ts", import.meta.url));
const options = { timeLimit: 60_000, show: false };

test.each([
  ["a bundler", []],
  ["Node", ["--module", "nodenext", "--moduleResolution", "nodenext"]],
] as const)(
  "by the package's exports the types are complete, resolved as %s does",
  async (_who, resolution) => {
    const args = ["node_modules/typescript/bin/tsc", "-p", "tests/core/types", ...resolution];
    expect(await runNode(args, options)).toMatchObject({ code: 0, output: "" });
  },
);

test("by the package's exports Node imports it as it is", async () => {
  const script = `console.log(JSON.stringify((await import(${JSON.stringify(consumer)})).seen))`;
  const { code, output } = await runNode(["--input-type=module", "-e", script], options);
  expect({ code, seen: JSON.parse(output) }).toEqual({
    code: 0,
    seen: { link: "accepted", lines: 1, screen: "unknown", account: null, idle: "idle" },
  });
});
