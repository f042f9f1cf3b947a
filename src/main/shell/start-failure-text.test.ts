import { expect, test } from "vitest";
import { createWords } from "../../shared/words.ts";
import { startFailureText } from "./start-failure-text.ts";

test("a start that failed ends with what to do, the code, and what to say on the phone", () => {
  expect(startFailureText(createWords("ja"), "APP_DATA_FOLDER").split("\n")).toEqual([
    "データを置くフォルダーを使えません",
    "フォルダーを作れないか、書き込めないか、場所が決まっていません。",
    "",
    "管理者に、フォルダーの場所と、書き込みの権限の確認を依頼してください。",
    "エラーコード: APP_DATA_FOLDER",
    "",
    "管理者かヘルプデスクに連絡し、次のとおりにお伝えください。",
    "「データを置くフォルダーを使えません」と表示されています。フォルダーの場所と権限を確認していただけますか。",
  ]);
});
