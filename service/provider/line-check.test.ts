import { expect, test } from "vitest";
import { startContract } from "../state/accounts.ts";
import type { Contract } from "../state/organisation-schema.ts";
import type { LineSetting } from "../state/pc-schema.ts";
import { checkLine } from "./line-check.ts";

const contract: Contract = { ...startContract("cowork"), lines: ["CAF1234567890"] };
const home: LineSetting = { region: "east", number: "ＣＡＦ1234567890", ipv6: true };

test.each([
  ["an East line passes unasked", home, false, { kind: "passed" }],
  ["a West line is asked first", { ...home, region: "west" }, false, { kind: "ask-consent" }],
  ["a West line that agreed passes", { ...home, region: "west" }, true, { kind: "passed" }],
  [
    "a strange number is refused",
    { ...home, number: "CAF0000000000" },
    false,
    { kind: "refused", why: "not-registered" },
  ],
  [
    "a West line is asked before its number is known",
    { ...home, region: "west", number: "CAF0000000000" },
    false,
    { kind: "ask-consent" },
  ],
  [
    "no NTT line is refused unasked",
    { ...home, region: "other" },
    false,
    { kind: "refused", why: "not-a-line" },
  ],
  [
    "without IPv6 it is refused",
    { ...home, region: "west", ipv6: false },
    true,
    { kind: "refused", why: "not-a-line" },
  ],
] as const)("%s", (_name, line, agreed, answer) => {
  expect(checkLine(line, contract, agreed)).toEqual(answer);
});
