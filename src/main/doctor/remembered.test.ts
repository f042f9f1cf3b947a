import { expect, test } from "vitest";
import type { DoctorReport } from "../../core/doctor/report.ts";
import { rememberFinding } from "./remembered.ts";

const report = (first: DoctorReport["first"]): DoctorReport => ({ first, results: [], hosts: [], ms: 1 });

test("what was found first is kept until the next run that comes to its end", async () => {
  const answers: (DoctorReport | Error)[] = [
    report({ number: 16, id: "keychain", cause: "STORE_LOCKED" }),
    new Error("stopped"),
    report(null),
  ];
  const told: unknown[] = [];
  const doctor = rememberFinding(
    {
      async examine() {
        const answer = answers.shift() ?? new Error("asked too often");
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    () => told.push(doctor.finding()),
  );
  expect(doctor.finding()).toBe("not-looked");
  await doctor.examine();
  expect(doctor.finding()).toBe(16);
  await expect(doctor.examine()).rejects.toThrow("stopped");
  expect(doctor.finding()).toBe(16);
  await doctor.examine();
  expect(told).toEqual([16, "all-well"]);
});
