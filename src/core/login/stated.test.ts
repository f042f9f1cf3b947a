import { describe, expect, test } from "vitest";
import { stated } from "./stated.ts";

const RECIPIENT = ["サービス提供者名"];
const OTHERS = [...RECIPIENT, "サービス名", "通知する", "決定"];
const read = (...lines: string[]) => stated(lines, RECIPIENT, OTHERS);

describe("what a page states under a label", () => {
  test.each([
    ["in brackets", ["【サービス提供者名】NTT東日本"]],
    ["in brackets, one above the other", ["【サービス提供者名】", "NTT東日本"]],
    ["after a dot", ["・サービス提供者名：NTT東日本"]],
    ["after a square", ["■サービス提供者名", "NTT東日本"]],
    ["after a number", ["(1) サービス提供者名：NTT東日本", "(2) サービス名：X"]],
    ["with a note", ["サービス提供者名（通知先）：NTT東日本"]],
    ["in quotes", ["サービス提供者名「NTT東日本」"]],
    ["with a soft hyphen", ["サービス\u00AD提供者名：NTT東日本"]],
    ["with blanks", ["サービス 提供者名：NTT東日本"]],
    ["in half-width letters", ["ｻｰﾋﾞｽ提供者名：NTT東日本"]],
    ["beside another", ["サービス提供者名：NTT東日本　サービス名：X"]],
    ["after another", ["サービス名：X / サービス提供者名：NTT東日本"]],
    ["with dots between", ["サービス提供者名……NTT東日本"]],
    ["with a footnote's mark in a cell", ["サービス提供者名\tNTT東日本\t※1"]],
  ])("is read %s", (_how, lines) => {
    expect(read(...lines)).toEqual(["NTT東日本"]);
  });

  test.each([
    ["in the next cell", ["サービス提供者名\tNTT東日本\t別会社"], "NTT東日本 別会社"],
    [
      "in the next line",
      ["サービス提供者名：NTT東日本", "株式会社別会社", "サービス名：X"],
      "NTT東日本 株式会社別会社",
    ],
    ["two lines on", ["サービス提供者名", "NTT東日本", "および別会社", "通知する"], "NTT東日本 および別会社"],
    ["in the same line", ["サービス提供者名：NTT東日本、別会社"], "NTT東日本、別会社"],
  ])("is told whole where it goes on %s", (_where, lines, whole) => {
    expect(read(...lines)).toEqual([whole]);
  });

  test("ends at a sentence, at the next label and at what is no company", () => {
    expect(read("サービス提供者名：NTT東日本", "株式会社別会社は関係ありません。")).toEqual(["NTT東日本"]);
    expect(read("サービス提供者名：NTT東日本", "通知する", "株式会社別会社")).toEqual(["NTT東日本"]);
    expect(read("サービス提供者名：NTT東日本", "© 株式会社別会社")).toEqual(["NTT東日本"]);
    expect(read("サービス提供者名：株式会社α二葉")).toEqual(["株式会社α二葉"]);
    expect(read("サービス提供者名：NTT東日本", "くわしくはこちら")).toEqual(["NTT東日本"]);
  });

  test.each([
    ["written backwards", "サービス提供者名：\u202E本日東TTN\u202C"],
    ["in Greek letters", "サービス提供者名：ΝΤΤ東日本"],
    ["in Cyrillic letters", "サービス提供者名：NТT東日本"],
    ["with a Chinese letter for a kana", "サービス提供者名：コワ一クストレージ"],
    ["without an end", `サービス提供者名：${"あ".repeat(200)}`],
  ])("is one that can't be told where it is %s, and no other is taken for it", (_how, line) => {
    expect(read(line, "サービス提供者名：NTT東日本")).toEqual(["", "NTT東日本"]);
  });

  test.each([
    "サービス提供者名称：NTT東日本",
    "※「サービス提供者名」「サービス名」は申告に基づきます",
    "サービス提供者名（NTT東日本）",
    "サービス提供者名は下のとおり",
  ])("isn't there in %s", (line) => {
    expect(read(line)).toEqual([]);
  });
});
