import { z } from "zod";
import { MENU_ITEMS } from "../../shared/menu-items.ts";
import { choice, value } from "./policy-field.ts";
import { UPDATE_FIELDS } from "./policy-fields-update.ts";

const line = (most: number) => z.string().trim().min(1).max(most);

/** Whom people reach, and when; texts as they are to be read. */
const supportContact = z.strictObject({
  name: line(60),
  phone: line(60).optional(),
  mail: line(120).optional(),
  hours: line(120).optional(),
});

const LOG_DAYS = 90;

/** What the client shows, keeps and writes down on a PC, as a part of `POLICY_FIELDS`. */
export const CLIENT_FIELDS = {
  notifications: choice(z.enum(["all", "needed", "none"]), {
    unless: () => "all",
    ja: {
      title: "お知らせ",
      values: '`"all"` / `"needed"` / `"none"`',
      meaning:
        'デスクトップのお知らせ。`"needed"` は、利用者の操作や確認が必要なときだけ、`"none"` は何も出さず、アイコンと状態の画面だけで知らせます',
    },
    en: {
      title: "Notifications",
      values: '`"all"` / `"needed"` / `"none"`',
      meaning:
        'Notifications on the desktop: `"needed"` only where the person has to do or know something; `"none"` none, so that icon and status window alone tell',
    },
  }),
  /** The person's own choice lies with the OS, where its settings change it too. */
  autostart: value(z.nullable(z.boolean()), {
    unless: () => null,
    example: true,
    ja: {
      title: "自動起動",
      values: "`true` / `false`",
      meaning:
        "サインインしたときにアプリを起動するか。ポリシーに書くと、利用者は変えられません。指定がなければ、インストール時の設定のままで、利用者が変えられます",
    },
    en: {
      title: "Start with the PC",
      values: "`true` / `false`",
      meaning:
        "Whether the app starts when somebody signs in. In a policy people can't change it; unless given it is as installed, and people may",
    },
  }),
  requireKeychain: value(z.boolean(), {
    unless: () => false,
    ja: {
      title: "保管場所の必須化",
      values: "`true` / `false`",
      meaning:
        "`true` では、OSの保管場所が使えないPCではログインを始めません(ロック中は、解除を待ちます)。`false` では、アプリを終了するまでの間だけログインします",
    },
    en: {
      title: "Keychain required",
      values: "`true` / `false`",
      meaning:
        "`true`: where the OS's keychain can't be used, no login begins (a locked one is waited for). `false`: a login there lasts until the app ends",
    },
  }),
  supportContact: value(z.nullable(supportContact), {
    unless: () => null,
    example: {
      name: "情報システム部",
      phone: "内線 1234",
      mail: "help@example.co.jp",
      hours: "平日 9:00~17:00",
    },
    ja: {
      title: "問い合わせ先",
      values:
        '`{ "name": "情報システム部", "phone": "内線 1234", "mail": "help@example.co.jp", "hours": "平日 9:00~17:00" }`(`name` のほかは省けます)',
      meaning: "復旧ガイドに出す問い合わせ先と受付時間。書いたとおりに表示します",
    },
    en: {
      title: "Whom people ask",
      values:
        '`{ "name": "IT department", "phone": "ext. 1234", "mail": "help@example.co.jp", "hours": "9:00–17:00 on weekdays" }` (all but `name` may be left out)',
      meaning: "Whom the recovery guide sends people to, and when they are there; shown as written",
    },
  }),
  hiddenMenuItems: value(z.array(z.enum(MENU_ITEMS)).max(MENU_ITEMS.length), {
    unless: (): (typeof MENU_ITEMS)[number][] => [],
    ja: {
      title: "出さないメニュー",
      values: MENU_ITEMS.map((item) => `\`${item}\``).join("、"),
      meaning:
        "トレイのメニューと状態の画面に出さない操作の一覧。復旧ガイドとコマンドラインの操作は変わりません",
    },
    en: {
      title: "Menu items that aren't there",
      values: MENU_ITEMS.map((item) => `\`${item}\``).join(", "),
      meaning:
        "What the tray's menu and the status window don't offer; recovery guide and command line stay as they are",
    },
  }),
  logLevel: value(z.enum(["info", "error"]), {
    unless: () => "info",
    ja: {
      title: "記録の詳しさ",
      values: '`"info"` / `"error"`',
      meaning: '記録(`logs/client.log`)に書くこと。`"error"` では、問題だけを書きます',
    },
    en: {
      title: "What is logged",
      values: '`"info"` / `"error"`',
      meaning: 'What is written to the log (`logs/client.log`): with `"error"` what went wrong alone',
    },
  }),
  logDays: value(z.int().min(1).max(365), {
    unless: () => LOG_DAYS,
    ja: {
      title: "記録を残す日数",
      values: "1~365",
      meaning: `これより古い記録は、起動時と1日に1回、削除します。指定がなければ${LOG_DAYS}`,
    },
    en: {
      title: "Days that the log is kept",
      values: "1–365",
      meaning: `What is older is deleted at the start and once a day; ${LOG_DAYS} unless given`,
    },
  }),
  ...UPDATE_FIELDS,
};
