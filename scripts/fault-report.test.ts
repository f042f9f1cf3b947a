import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FAULTS_DOC, faultsDoc, type Row } from "./fault-report.ts";

const row: Row = {
  shows: "17",
  fault: "kill -9 | somewhere",
  shown: "online",
  lost: "nothing",
  recovered: "by itself after 1.4 s at most, no window; at the start of the PC after 2.0 s",
  verdict: "as required",
  note: "12 files",
};

test("the document has a place for the table, and nothing of a run's own but seed and counts goes there", () => {
  const doc = faultsDoc(readFileSync(FAULTS_DOC, "utf8"), "42", [row]);
  expect(doc).toContain("1 faults, all as required. Seed 42.");
  expect(doc).toContain(
    "| 17 | kill -9 \\| somewhere | online | nothing | by itself, no window; at the start of the PC |",
  );
  expect(faultsDoc(doc, "42", [row]), "a second time").toBe(doc);
});
