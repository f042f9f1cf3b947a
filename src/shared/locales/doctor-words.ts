import type { CheckId } from "../../core/doctor/checks.ts";
import type { CheckResult } from "../../core/doctor/report.ts";
import type { Language } from "../view.ts";

/** What the doctor's checks are called; what they found has the errors' words. */
export type DoctorWords = {
  readonly heading: string;
  readonly examining: string;
  /** Where there is no first cause. */
  readonly healthy: string;
  /** Before the first cause. */
  readonly first: string;
  readonly cause: string;
  readonly next: string;
  readonly result: Readonly<Record<CheckResult["result"], string>>;
  /** Of a check that another one explains. */
  readonly because: (number: number) => string;
  /** Where there is neither a running client nor a display to start one at. */
  readonly hosts: string;
  readonly none: string;
  readonly check: Readonly<Record<CheckId, { readonly title: string; readonly looksAt: string }>>;
};

const ja: DoctorWords = {
  heading: "診断の結果",
  examining: "診断しています…",
  healthy: "問題は見つかりませんでした。",
  first: "最初に直すこと",
  cause: "原因",
  next: "次にすること",
  result: { ok: "正常", warn: "注意", fail: "異常", skipped: "確認なし" },
  because: (number) => `${number}番のため、確認できません`,
  hosts: "確認した接続先",
  none: "なし",
  check: {
    policy: { title: "設定とポリシー", looksAt: "ポリシー、プロファイル、設定のファイルと項目" },
    disk: { title: "ディスク", looksAt: "空き容量と、データフォルダーに書き込めるか" },
    network: {
      title: "ネットワーク",
      looksAt: "PCにIPアドレスがあるか(自動で付く仮のアドレスだけではないか)",
    },
    proxy: { title: "プロキシ", looksAt: "プロキシとPACファイルの結果、プロキシのログイン" },
    dns: { title: "サービスの名前", looksAt: "サービスのホスト名をDNSで引けるか" },
    portal: { title: "公衆Wi-Fiの手続き", looksAt: "サービスの代わりに、手続きの画面が答えていないか" },
    clock: { title: "時計", looksAt: "PCの時計と、サービスの時刻の差" },
    tls: { title: "証明書", looksAt: "証明書をだれが発行し、なぜ信頼したか(通信検査の機器を含む)" },
    service: { title: "サービス", looksAt: "インターネット側の接続先が応答するか" },
    "line-name": { title: "回線認証の名前", looksAt: "回線認証のホスト名をDNSで引けるか" },
    ipv6: { title: "IPv6", looksAt: "PCにIPv6のアドレスがあるか" },
    line: { title: "回線認証", looksAt: "回線認証の接続先が応答するか" },
    operator: { title: "回線事業者", looksAt: "回線情報通知の接続先が応答するか" },
    discovery: { title: "発行者", looksAt: "発行者の説明を読めるか、発行者の名前が合うか" },
    keys: { title: "署名の鍵", looksAt: "発行者の鍵を読めるか" },
    keychain: { title: "キーチェーン", looksAt: "保管場所に書いて読めるか、ロックされていないか" },
    record: { title: "ログインの記録", looksAt: "前回のログインの記録を読めるか" },
    browser: { title: "ブラウザー", looksAt: "ホームページを開くアプリがあるか(対処方法②で使います)" },
    autostart: { title: "自動起動", looksAt: "PCの起動時に始まるか" },
    tray: { title: "通知領域", looksAt: "デスクトップがアイコンを表示するか" },
    versions: { title: "バージョン", looksAt: "アプリ、Electron、OSの版" },
  },
};

const en: DoctorWords = {
  heading: "Doctor",
  examining: "Examining…",
  healthy: "No problem was found.",
  first: "To be mended first",
  cause: "Cause",
  next: "Next step",
  result: { ok: "ok", warn: "note", fail: "fault", skipped: "skipped" },
  because: (number) => `can't be told because of ${number}`,
  hosts: "Hosts asked",
  none: "None",
  check: {
    policy: { title: "Settings and policy", looksAt: "files and fields of policy, profile and settings" },
    disk: { title: "Disk", looksAt: "free room, and whether the data folder can be written to" },
    network: { title: "Network", looksAt: "whether the PC has an address, and not only a link-local one" },
    proxy: { title: "Proxy", looksAt: "what proxy or PAC file say, and the proxy's login" },
    dns: { title: "Service's name", looksAt: "whether DNS knows the service's host" },
    portal: { title: "Wi-Fi sign-in", looksAt: "whether a sign-in page answers in the service's place" },
    clock: { title: "Clock", looksAt: "how far the PC's clock is from the service's" },
    tls: {
      title: "Certificate",
      looksAt: "who signed the certificate, and why it is trusted (inspection too)",
    },
    service: { title: "Service", looksAt: "whether its Internet host answers" },
    "line-name": { title: "Line host's name", looksAt: "whether DNS knows the line-authentication host" },
    ipv6: { title: "IPv6", looksAt: "whether the PC has an IPv6 address" },
    line: { title: "Line authentication", looksAt: "whether its host answers" },
    operator: { title: "Line operator", looksAt: "whether the host of the line notice answers" },
    discovery: { title: "Issuer", looksAt: "whether its description can be read and is its own" },
    keys: { title: "Signing keys", looksAt: "whether the issuer's keys can be read" },
    keychain: { title: "Keychain", looksAt: "whether it is open, and takes an entry and gives it back" },
    record: { title: "Login record", looksAt: "whether the record of the last login can be read" },
    browser: { title: "Browser", looksAt: "whether an app opens https" },
    autostart: { title: "Autostart", looksAt: "whether the app starts with the PC" },
    tray: { title: "Tray", looksAt: "whether the desktop shows the icon" },
    versions: { title: "Versions", looksAt: "of the app, Electron and the OS" },
  },
};

export const DOCTOR_WORDS: Readonly<Record<Language, DoctorWords>> = { ja, en };
