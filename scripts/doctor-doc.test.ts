import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { doctorDoc, HELPDESK } from "./doctor-doc.ts";

const guide = readFileSync(HELPDESK, "utf8");

test("the helpdesk's table of the doctor's checks is up to date (node scripts/doctor-doc.ts)", () => {
  expect(guide).toBe(doctorDoc(guide));
});

test("a check that is missing, or another's number, is seen", () => {
  expect(doctorDoc(guide.replace(/^\| 8 \| 証明書 .*\n/mu, ""))).toBe(guide);
  expect(doctorDoc(guide.replace("| 8 | 証明書", "| 9 | 証明書"))).toBe(guide);
});
