import type { ActiveDirectory, LinkTerm, Manual, Stated } from "./manual.ts";
import type { ServiceId } from "./profile.ts";
import { PROFILES } from "./profiles.ts";

const stated = <T>(value: T): Stated<T> => ({ value, certainty: "stated" });

const access = (days: number): Stated<LinkTerm> => stated({ days, until: "access" });
const completion = (days: number): Stated<LinkTerm> => stated({ days, until: "completion" });
const notShown: Stated<null> = { value: null, certainty: "unknown" };
const noSuchMail: Stated<null> = stated(null);

const PATH_NAMES = {
  "line-and-internet": { menu: "回線認証+インターネット", console: "回線認証+インターネット" },
  "line-only": { menu: "回線認証のみ", console: "回線認証のみ" },
} as const;

const WAY_BACK = ["holder-opens-credential-menu", "set-line-and-internet", "register-right-number"] as const;

const OLD_MENU = "プラン変更および通信経路設定";

const activeDirectory: ActiveDirectory = {
  holderMayChoose: false,
  needsSetup: true,
  connectionIdPrefix: "adfs-",
  skippedOnDomainPc: true,
  loginUrls: "per-contract",
};

const common = {
  password: { length: 8, classes: 3, certainty: "stated" },
  lineNumberLengths: { CAF: 13, COP: 11 },
  lineNumberLimit: { value: 100, certainty: "inferred" }, // only omakase's screenshot has it (facts A12)
  eligibleLines: ["NTT東日本 フレッツ光", "NTT西日本 フレッツ光", "光コラボレーション 光アクセスサービス"],
  accessPath: {
    names: PATH_NAMES,
    menu: "アクセス経路設定",
    formerMenu: OLD_MENU,
    menuOverInternet: "inferred",
    wayBack: WAY_BACK,
  },
  links: {
    unblock: access(14),
    reset: access(14),
    "mail-change": access(14),
    "method-change": completion(14),
    invite: notShown,
  },
  secondFactor: {
    afterDays: 30,
    mayDiffer: false,
    passwordOnly: "stated",
    canBeTurnedOff: true,
    offWithLineOnly: "stated",
    enrolment: { first: "sms", otherLink: "QRコードでの認証はこちら" },
    smsRefusals: ["international", "foreign-operator", "allow-only-list"],
  },
  codes: { sms: 6, totp: 6 },
  lockText: null,
  trial: { days: 30, planChangeDays: 15 },
  change: "never-together",
  logOutBeforeLinking: true,
  facebookToFacebook: "impossible",
  activeDirectory,
  officeOverInternet: "stated",
  mails: {
    lock: "アカウントロック",
    reset: "パスワードリセット",
    "mail-change": "メールアドレス変更登録",
    "method-change": "ログイン方法の設定変更",
    invite: "利用者登録のご案内",
    "active-directory": "Active Directoryアカウントのログイン用URL・接続ID通知",
  },
} as const satisfies Partial<Manual>;

/** The four manuals' own words and numbers (facts A8–A51). Where one is silent, the value says so. */
export const MANUALS: Readonly<Record<ServiceId, Manual>> = {
  omakase: {
    ...common,
    methods: PROFILES.omakase.methods,
    lineNumberLimit: stated(100),
    links: { ...common.links, reset: completion(14) },
    secondFactor: { ...common.secondFactor, mayDiffer: true, offWithLineOnly: "unknown" },
  },
  cowork: {
    ...common,
    methods: PROFILES.cowork.methods,
    accessPath: {
      ...common.accessPath,
      names: { ...PATH_NAMES, "line-only": { menu: "回線認証のみ", console: "回線認証" } },
    },
    links: { ...common.links, invite: completion(14) },
    lockText:
      "ログインを複数回連続して試行したため、アカウントがブロックされました。ブロック解除の為のメールをお送りしましたのでご確認ください。",
  },
  ot: {
    ...common,
    methods: PROFILES.ot.methods,
    accessPath: {
      ...common.accessPath,
      menuOverInternet: "stated",
      wayBack: ["open-internet-login", ...WAY_BACK],
    },
    links: { ...common.links, reset: completion(14) },
  },
  codec: {
    ...common,
    methods: PROFILES.codec.methods,
    password: { length: 8, classes: 3, certainty: "unknown" },
    accessPath: {
      names: { ...PATH_NAMES, "line-only": { menu: "回線認証", console: "回線認証" } },
      menu: OLD_MENU,
      formerMenu: null,
      menuOverInternet: "inferred",
      wayBack: WAY_BACK,
    },
    links: {
      unblock: access(7),
      reset: access(7),
      "mail-change": access(7),
      "method-change": noSuchMail,
      invite: completion(7),
    },
    secondFactor: {
      afterDays: 30,
      mayDiffer: false,
      passwordOnly: "inferred", // by the chapter it stands in (facts A23)
      canBeTurnedOff: false,
      offWithLineOnly: "unknown",
      enrolment: { first: "authenticator", otherLink: "携帯電話での認証はこちら" },
      smsRefusals: null,
    },
    lockText: "このアカウントは、短時間での複数回ログイン試行によりブロックされました。",
    trial: { days: null, planChangeDays: null },
    change: "method-needs-mail",
    logOutBeforeLinking: false,
    facebookToFacebook: "unknown",
    activeDirectory: null,
    officeOverInternet: "unknown",
    mails: {
      lock: common.mails.lock,
      reset: common.mails.reset,
      "mail-change": common.mails["mail-change"],
      invite: common.mails.invite,
    },
  },
};
