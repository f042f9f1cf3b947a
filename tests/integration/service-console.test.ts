import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { hasCode, titleOf } from "./service-place.ts";
import type { Landing } from "./service-visitor.ts";
import { PASSWORDS, text, Walk } from "./service-walk.ts";

let service: ReferenceService;
let walk: Walk;

beforeAll(async () => {
  service = await startReferenceService();
});
afterAll(() => service.close());
const begin = (id: ServiceId) => {
  walk = new Walk(service, id);
};
beforeEach(async () => {
  await service.admin.reset();
  begin("omakase");
});

const RIGHT = "CAF1234567890";
const WRONG = "CAF0000000000";

async function contract() {
  const found = (await service.admin.contracts())[walk.id];
  if (found === undefined) throw new Error(walk.id);
  return found;
}

async function saveLines(lines: string, path = "both"): Promise<Landing> {
  return walk.person.submit(await walk.console("/lines"), { path, lines });
}

describe("who may use the console", () => {
  test.each(["keiyakusha", "kanrisha"] as const)(
    "%s may, and finds it in the browser version",
    async (who) => {
      const main = await walk.webLogin(who);
      expect(main.body).toContain('href="/console"');
      expect(titleOf(await walk.console())).toBe("ユーザー一覧 - 管理コンソール");
    },
  );

  test("a user may not, and is told whom to ask", async () => {
    const main = await walk.webLogin("riyousha");
    expect(main.body).not.toContain('href="/console"');
    for (const path of ["", "/users", "/lines"]) {
      const page = await walk.console(path);
      expect(page.status).toBe(403);
      expect(text(page)).toMatch(/契約者または管理者権限を持つユーザにご依頼ください/u);
    }
  });

  test("nobody without a login, also not with the menu's", async () => {
    await walk.menuLogin();
    expect(titleOf(await walk.console("/lines"))).toBe("ログイン");
  });

  test("an administrator who is one no longer is out at once", async () => {
    await walk.webLogin("kanrisha");
    await service.admin.setUser({ service: "omakase", mail: walk.mailOf("kanrisha"), role: "user" });
    expect((await walk.console("/users")).status).toBe(403);
  });
});

describe("users", () => {
  test("B37 and B38 show everybody of the contract and nobody else's", async () => {
    await walk.webLogin("kanrisha");
    const list = await walk.console("/users");
    for (const { mail } of (await service.admin.users()).filter((one) => one.service === "omakase"))
      expect(list.body).toContain(mail);
    expect(list.body).not.toContain("@cowork.example");
    const details = await walk.console(`/users/${encodeURIComponent("omakase|google")}`);
    expect(titleOf(details)).toBe("ユーザ詳細 - 管理コンソール");
    expect(text(details)).toContain("Googleアカウント");
    for (const stranger of ["cowork|riyousha", "%E0%A4%A", "nobody"])
      expect((await walk.console(`/users/${stranger}`)).status).toBe(404);
  });

  test("B40 asks before anything is mailed", async () => {
    await walk.webLogin();
    const form = await walk.console(`/users/${encodeURIComponent("omakase|riyousha")}/mail`);
    const dialog = await walk.person.submit(form, { mail: "shin@new.example" });
    expect(dialog.body).toContain("<dialog open");
    expect(text(dialog)).toContain("shin@new.example");
    expect(await service.admin.mail()).toEqual([]);
    await walk.person.submit(dialog, {}, "/send");
    expect((await service.admin.mail()).map(({ to }) => to)).toEqual(["shin@new.example"]);
  });

  test("a contract holder in a trial gets no link either (who-may-do-what table)", async () => {
    await service.admin.setContract({ service: "omakase", plan: "trial" });
    await walk.webLogin("kanrisha");
    const form = await walk.console(`/users/${encodeURIComponent("omakase|keiyakusha")}/mail`);
    expect(text(await walk.person.submit(form, { mail: "shin@new.example" }))).toContain(
      "無料トライアルではできません",
    );
  });

  test("who is invited gets the invite again, not a change link", async () => {
    await walk.webLogin();
    const path = `/users/${encodeURIComponent("omakase|shoutai")}`;
    const refused = await walk.person.submit(await walk.console(`${path}/mail`), {
      mail: walk.mailOf("shoutai"),
    });
    expect(text(refused)).toContain("ご案内メールを送り直してください");
    await walk.person.submit(await walk.console(path), {}, "/invite");
    expect(titleOf(await walk.person.open(await walk.lastLink(walk.mailOf("shoutai"))))).toBe(
      "利用者ログイン登録",
    );
  });

  test("an address of the contract isn't invited twice", async () => {
    await walk.webLogin();
    const typed = { name: "重複", mail: walk.mailOf("riyousha").toUpperCase(), role: "user" };
    expect(text(await walk.person.submit(await walk.console("/users"), typed))).toContain(
      "すでに登録されています",
    );
    expect(await service.admin.mail()).toEqual([]);
  });
});

describe("B41", () => {
  beforeEach(() => walk.webLogin("kanrisha"));

  test("registers numbers, one a line, in the form that was checked, each once", async () => {
    const saved = await saveLines("cop98765432 1\r\n\r\nＣＡＦ1234567890\nCOP987654321\nCOP12345678\n");
    expect(text(saved)).toContain("ご確認ください"); // COP987654321 has 12
    expect((await contract()).lines).toEqual([RIGHT, "COP12345678"]);
    const again = await saveLines("cop-9876 5432\r\n\r\nＣＡＦ1234567890\nCOP98765432\n");
    expect((await contract()).lines).toEqual(["COP98765432", RIGHT]);
    expect(text(again)).toMatch(/保存しました（回線番号2件）[\s\S]*2回以上入力された番号が1件/u);
  });

  test("says what is wrong with which line, keeps what was typed, and changes nothing", async () => {
    const before = await contract();
    const typed = "CAF123\nXYZ1234567890\nCAF12345_7890\n<b>\nCOP12345678";
    const page = await saveLines(typed, "line-only");
    const said = text(page);
    expect(said).toContain("1行目「CAF123」：13桁で入力してください（いま6桁です）。");
    expect(said).toContain("2行目「XYZ1234567890」：CAFまたはCOPで始まる番号");
    expect(said).toContain("3行目「CAF12345_7890」：英数字だけで");
    expect(said).toContain("4行目「<b>」");
    expect(said).not.toContain("5行目");
    expect(page.body).not.toContain("<b>");
    expect(said).toContain(typed);
    expect(await contract()).toEqual(before);
  });

  test.each([
    ["omakase", false],
    ["cowork", true],
  ] as const)("%s: a hundred and one numbers are saved: %s (facts A12)", async (id, taken) => {
    begin(id);
    await walk.webLogin("kanrisha");
    const lines = Array.from({ length: 101 }, (_, n) => `CAF${String(n).padStart(10, "0")}`).join("\n");
    const page = await saveLines(lines);
    expect((await contract()).lines).toHaveLength(taken ? 101 : 2);
    expect(text(page)).toContain("100件まで");
  });

  test("calls 回線認証のみ what each console calls it (facts A14)", async () => {
    const names: string[] = [];
    for (const id of SERVICE_IDS) {
      begin(id);
      await walk.webLogin("kanrisha");
      const page = await walk.console("/lines");
      names.push(/value="line-only">([^<]*)</u.exec(page.body)?.[1] ?? "");
    }
    expect(names).toEqual(["回線認証のみ", "回線認証", "回線認証のみ", "回線認証"]);
  });
});

describe.each(SERVICE_IDS)("%s", (id) => {
  test("locked out by a wrong number, and the way back (facts A16)", async () => {
    begin(id);
    await service.admin.setLine({ region: "east", number: RIGHT, ipv6: true });
    const login = (door: "internet" | "line") =>
      walk.driveLogin(door, walk.mailOf("riyousha"), PASSWORDS.riyousha);
    expect(hasCode(await login("internet"))).toBe(true);

    await walk.webLogin();
    await saveLines(WRONG, "line-only");
    for (const door of ["internet", "line"] as const)
      expect(titleOf(await login(door))).toBe("回線認証エラー");
    const late = new Walk(service, id);
    expect(titleOf(await late.webLogin())).toBe("回線認証エラー"); // the holder too, in a new browser

    const back = new Walk(service, id);
    await back.menuLogin(); // reachable over the Internet
    const confirm = await back.person.submit(await back.menu("/access-path"), { path: "both" });
    await back.person.submit(confirm, {});
    expect(hasCode(await login("internet"))).toBe(true);
    expect(titleOf(await login("line"))).toBe("回線認証エラー"); // the number is still wrong

    walk = back;
    expect((await walk.webLogin()).url.origin).toBe(walk.origins.web);
    await saveLines(RIGHT);
    expect(hasCode(await login("line"))).toBe(true);
  });
});
