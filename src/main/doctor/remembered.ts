import type { Finding } from "../../core/support/support-code.ts";
import type { Doctor } from "./doctor.ts";

/** The same doctor, whose last finding is kept while the client runs: it belongs into the support code. */
export type RememberedDoctor = Doctor & { readonly finding: () => Finding };

/** @param found told after every run that came to its end */
export function rememberFinding(doctor: Doctor, found: () => void): RememberedDoctor {
  let finding: Finding = "not-looked";
  return {
    finding: () => finding,
    async examine(asked) {
      const report = await doctor.examine(asked);
      finding = report.first?.number ?? "all-well";
      found();
      return report;
    },
  };
}
