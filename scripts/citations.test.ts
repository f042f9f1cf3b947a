import { describe, expect, test } from "vitest";
import { SERVICE_IDS } from "../src/core/service/profiles.ts";
import { EXPECTED } from "../tests/walks/screens.ts";
import { citable, citationsOf, lost, uncited } from "./citations.ts";
import { allFiles, allTexts, type Text } from "./repository-texts.ts";

const texts = allTexts();
const known = citable(texts);
const documentOf = (file: string) => texts.find((one) => one.file === file)?.text ?? "";
/** Put together, so that this file cites nothing that isn't there. */
const cite = (kind: string, number: string | number) => `${kind}${number}`;

test("every citation leads to a row, a heading or a decision", () => {
  expect(lost(texts, known)).toEqual([]);
});

test("every fact, screen and requirement is cited somewhere", () => {
  expect(uncited(texts).filter((one) => /^(?:[AB]\d|reliability)/u.test(one))).toEqual([]);
});

describe("a citation that leads nowhere is told with file and line", () => {
  test.each([
    `facts ${cite("A", 52)}`,
    cite("A", 0),
    `facts A51–${cite("A", 52)}`,
    cite("B", 46),
    `${cite("B", 15)}′`,
    cite("S", 5),
    `S4 ${cite("L", 541)}`,
    cite("reliability ", 39),
    cite("Reliability ", "16, 39"),
    cite("reliability ", "38 to 39"),
    cite("reliability ", "38–39"),
    cite("reliability\n * ", 39),
    `shows: "${16}, ${39}"`,
    `facts B, ${"method 3"}`,
    `facts B ${"⑥"}`,
    cite("ADR ", "0099"),
    cite("docs/", "gone.md"),
  ])("%j", (text) => {
    const found = lost([{ file: "src/x.ts", text: `\n/** ${text} */\n` }], known);
    expect(found).toEqual([expect.stringMatching(/^src\/x\.ts:2: .+ is nowhere$/u)]);
  });

  test("and what is no citation is left alone", () => {
    const text = "%B8%F7 A4-size%A9 SHA256 B2B x.A99y RFC 8252 6";
    expect(citationsOf({ file: "x", text }).map(({ to }) => to)).toEqual(["A4"]);
  });
});

test("a row that nobody cites is named", () => {
  const row: Text = { file: "docs/reliability.md", text: `### ${39}. Something new` };
  const others = texts.filter(({ file }) => file !== row.file);
  expect(uncited([...others, row])).toContain(cite("reliability ", 39));
});

/** The requirements with what is said of each. */
const requirements = documentOf("docs/reliability.md")
  .split(/^### /mu)
  .slice(1)
  .map((section) => ({
    number: section.match(/^\d+/u)?.[0] ?? "",
    shownBy: [...(section.split("Shown by: ")[1] ?? "").matchAll(/`([\w./-]+)`/gu)].map(
      ([, path = ""]) => path,
    ),
    notYet: section.includes("Not shown yet: "),
  }));

test("requirements are numbered one after the other", () => {
  expect(requirements.map(({ number }) => number)).toEqual(requirements.map((_, index) => `${index + 1}`));
});

test.each(requirements)("requirement $number is shown by tests that cite it, or isn't yet", (requirement) => {
  const { number, shownBy, notYet } = requirement;
  expect(notYet || shownBy.length > 0).toBe(true);
  for (const path of shownBy) {
    expect(
      allFiles().some((file) => file.startsWith(path)),
      path,
    ).toBe(true);
    const cited = texts.filter(({ file }) => file.startsWith(path)).flatMap(citationsOf);
    expect(
      cited.map(({ to }) => to),
      path,
    ).toContain(`reliability ${number}`);
  }
});

test.each(Object.entries(EXPECTED))(
  "%s is called in docs/screens.md as the walks expect it",
  (screen, of) => {
    const number = screen.split(" ")[0] ?? "";
    // codec's own screens, ′ and B25, are walked under the others' numbers.
    const own: Readonly<Record<string, string>> = { B16: "B16′", B17: "B17′", B24: "B25" };
    const rows = documentOf("docs/screens.md")
      .split("\n")
      .filter((row) => row.startsWith(`| ${number} |`) || row.startsWith(`| ${own[number]} |`))
      .map((row) => row.split(" | ")[1])
      .join("\n");
    for (const service of SERVICE_IDS) expect(rows).toMatch(of(service).heading);
  },
);
