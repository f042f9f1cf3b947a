import { expect, test } from "vitest";
import { brokenLinks, missingPaths } from "./document-links.ts";
import { allFiles, allTexts } from "./repository-texts.ts";

const files = allFiles();
/** A decision that another one took the place of tells of files that are gone. */
const documents = allTexts().filter(
  ({ file, text }) => file.endsWith(".md") && !text.includes("**Status:** superseded"),
);

test("every relative link of a document leads to a file, and to a heading where it names one", () => {
  expect(brokenLinks(documents, files)).toEqual([]);
});

test("every file that a document names is there", () => {
  expect(missingPaths(documents, files)).toEqual([]);
});

test.each(["gone.md", "../gone/README.md", "docs/facts.md#the-manual", "#gone", "docs/facts.md#ｘ"])(
  "a link to %s is found, with its line",
  (link) => {
    const odd = { file: "odd.md", text: `# Odd\n\n[a](docs/facts.md#the-manuals), [b](${link}), [c](#odd)` };
    expect(brokenLinks([...documents, odd], [...files, odd.file])).toEqual([`odd.md:3: ${link}`]);
  },
);

test.each([
  "gone.ts",
  "windows/gone.ts",
  "src/main/gone.ts",
  "tests/gone/",
  "tests/gone",
  "scripts/{faults,gone-*}.mjs",
  "src/core/gone.ts#name",
])("a path to %s is found, with its line", (path) => {
  const odd = {
    file: "odd.md",
    text: `\n\`tray.ts\`, \`src/main\`, \`${path}\`, \`state.x\`, \`out/faults.md\``,
  };
  expect(missingPaths([odd], files)).toEqual([`odd.md:2: ${path.split("#")[0]}`]);
});
