import { expect, test } from "vitest";
import { SERVICE_IDS } from "../service/profiles.ts";
import {
  accessPathSetting,
  checkConnection,
  DEFAULT_ACCESS_PATH,
  lineErrorChecks,
  wayBackIn,
} from "./access-path.ts";

const OLD = "プラン変更および通信経路設定";

test.each([
  ["omakase", "回線認証のみ", "回線認証のみ", "アクセス経路設定", "B24"],
  ["cowork", "回線認証のみ", "回線認証", "アクセス経路設定", "B24"],
  ["ot", "回線認証のみ", "回線認証のみ", "アクセス経路設定", "B24"],
  ["codec", "回線認証", "回線認証", OLD, "B25"],
] as const)(
  "%s calls line only %s, in the console %s (facts A14, A15)",
  (service, menu, console, at, screen) => {
    const { value } = accessPathSetting(service, "line-only");
    expect(value.names).toEqual({ menu, console });
    expect(value.scope).toBe("contract");
    expect(value.places).toMatchObject([
      { menu: at, screen, who: "holder" },
      { menu: "回線認証", screen: "B41" },
    ]);
    expect(accessPathSetting(service, DEFAULT_ACCESS_PATH).value.names.menu).toBe("回線認証+インターネット");
  },
);

const back = ["holder-opens-credential-menu", "set-line-and-internet", "register-right-number"];

test.each([
  ["omakase", back, "アクセス経路設定", OLD, "inferred"],
  ["cowork", back, "アクセス経路設定", OLD, "inferred"],
  ["ot", ["open-internet-login", ...back], "アクセス経路設定", OLD, "stated"],
  ["codec", back, OLD, null, "inferred"],
] as const)(
  "%s: the way back in after a wrong number (facts A16)",
  (service, steps, menu, old, certainty) => {
    const verdict = wayBackIn(service);
    expect(verdict).toMatchObject({ value: { steps, menu, nameInDocument: old }, certainty, next: { menu } });
    const codes = verdict.outcome === "accepted" ? verdict.advice.map(({ code }) => code) : [];
    expect(codes).toEqual([
      ...(certainty === "stated" ? [] : ["menu-over-internet-not-stated"]),
      ...(old === null ? [] : ["renamed-menu"]),
    ]);
  },
);

test.each(SERVICE_IDS)("%s: line only refuses every other line (facts A14)", (service) => {
  expect(checkConnection(service, "line-only", "internet")).toMatchObject({
    code: "line-only-refuses-the-internet",
    next: { step: "set-access-path" },
  });
  expect(checkConnection(service, "line-only", "other-line")).toMatchObject({
    code: "line-not-registered",
    next: { step: "register-line" },
  });
  expect(checkConnection(service, "line-only", "registered-line").outcome).toBe("accepted");
  expect(checkConnection(service, "line-and-internet", "internet").outcome).toBe("accepted");
  expect(checkConnection(service, "line-and-internet", "registered-line").outcome).toBe("accepted");
});

test.each(SERVICE_IDS)("%s: a line error has two things to check (facts A47)", (service) => {
  expect(lineErrorChecks(service)).toMatchObject({
    value: { checks: ["line-authentication-set-up", "right-number-registered"] },
    next: { who: "holder-or-administrator", menu: "回線認証" },
  });
});
