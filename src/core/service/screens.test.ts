import { expect, test } from "vitest";
import { SERVICE_IDS } from "./profiles.ts";
import { wayToScreen } from "./screens.ts";
import { STEPS } from "./steps.ts";

test.each([
  [
    "omakase",
    "B24",
    ["ログイン", "パスワード変更、その他認証・契約情報の変更はこちら", "認証・契約情報変更メニュー"],
  ],
  ["codec", "B25", ["ログイン", "パスワード変更、その他契約情報の変更はこちら", "契約情報変更メニュー"]],
  ["cowork", "B41", ["管理コンソール"]],
  ["ot", "B39", ["管理コンソール", "ユーザー一覧", "ユーザ詳細"]],
  ["ot", "B30", ["ログイン"]],
  ["cowork", "B12", []],
] as const)("in %s the way to %s is %j (screens)", (service, screen, way) => {
  expect(wayToScreen(service, screen)).toEqual(way);
});

test("no way names the menu of its own screen twice", () => {
  for (const service of SERVICE_IDS)
    for (const { screen, menu } of Object.values(STEPS[service]))
      if (screen !== null && menu !== null) expect(wayToScreen(service, screen)).not.toContain(menu);
});
