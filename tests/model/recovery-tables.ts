import { BRANCHES } from "../../src/core/recovery/branches.ts";
import type { BranchId } from "../../src/core/recovery/known.ts";
import { isQuestion, QUESTIONS } from "../../src/core/recovery/questions.ts";
import { BRANCH_OF_CODE, BRANCH_OF_PAGE, BRANCH_OF_SESSION } from "../../src/core/recovery/recognise.ts";

const code = (text: string) => `\`${text}\``;
const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** What of a table of `recognise.ts` leads to a branch. */
const leading = (of: Readonly<Record<string, BranchId | null>>, branch: BranchId, name: string) => {
  const found = Object.keys(of).filter((key) => of[key] === branch);
  return found.length === 0 ? [] : [`${name} ${found.map(code).join(", ")}`];
};

function recognisedBy(branch: BranchId): string {
  const answers = Object.entries(QUESTIONS).flatMap(([question, leads]) =>
    Object.entries(leads).flatMap(([answer, to]) => (to === branch ? [`${question}: ${answer}`] : [])),
  );
  const before = (Object.keys(BRANCHES) as BranchId[]).filter((one) => BRANCHES[one].otherwise === branch);
  const found = [
    ...leading(BRANCH_OF_PAGE, branch, "page"),
    ...leading(BRANCH_OF_CODE, branch, "code"),
    ...leading(BRANCH_OF_SESSION, branch, "session"),
    ...(answers.length === 0 ? [] : [`answer ${answers.map(code).join(", ")}`]),
    ...(before.length === 0 ? [] : [`after ${before.map(code).join(", ")}`]),
  ];
  return found.join("; ");
}

/** The branches, as docs/flows/recovery.md has them. */
export function branchRows(): readonly string[] {
  return (Object.keys(BRANCHES) as BranchId[]).map((branch) => {
    const { path, otherwise, code: said } = BRANCHES[branch];
    const items = path.map((item) => (isQuestion(item) ? `*${item}?*` : item));
    return row(code(branch), recognisedBy(branch), items.join(" → "), code(otherwise), code(said));
  });
}

/** The questions with their answers and where these lead, likewise. */
export function questionRows(): readonly string[] {
  return Object.entries(QUESTIONS).map(([question, leads]) => {
    const answers = Object.entries(leads).map(([answer, to]) =>
      to === "go-on" ? answer : `${answer} → ${code(to)}`,
    );
    return row(code(question), answers.join(", "));
  });
}
