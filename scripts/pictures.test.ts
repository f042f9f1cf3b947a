import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { KEPT, lookOf, PICTURES } from "../tests/support/pictures.ts";
import { allTexts } from "./repository-texts.ts";

/** `![words](path)` in README and documents. */
const shown = allTexts()
  .filter(({ file }) => file.endsWith(".md"))
  .flatMap(({ text }) => [...text.matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/gu)])
  .map(([, words = "", path = ""]) => ({ words, file: basename(path) }));

test("every picture that a document shows is one that the tests make, and none is made for nobody", () => {
  const wanted = PICTURES.map((name) => `${name}.png`);
  expect([...new Set(shown.map(({ file }) => file))].toSorted()).toEqual(wanted.toSorted());
});

test("every picture says in words what is on it", () => {
  expect(shown.filter(({ words }) => words.length < 10)).toEqual([]);
});

test("each is kept with its texts, and nothing else is (npm run pictures)", () => {
  const files = PICTURES.flatMap((name) => [`${name}.png`, `${name}.txt`]);
  expect(readdirSync(KEPT).toSorted()).toEqual(files.toSorted());
  for (const name of PICTURES) {
    const { size, text } = lookOf(KEPT, name);
    expect(size).toMatch(/^\d{3,4} × \d{3,4}$/u);
    expect(text, name).toMatch(/\p{Script=Hiragana}/u);
  }
});
