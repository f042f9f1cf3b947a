import { jaRecoveryBranches } from "./ja-recovery-branches.ts";
import { jaRecoverySteps } from "./ja-recovery-steps.ts";
import type { QuestionWords, RecoveryWords } from "./recovery-words.ts";

const question: QuestionWords = {
  "password-known": {
    ask: "メールアドレスとパスワードについて、あてはまるものはどれですか。",
    answers: {
      retype: "わかるので、もう一度入力する",
      forgotten: "パスワードがわからない",
      "mail-changed": "メールアドレスの変更を手続きしている",
      "method-changed": "ログイン方法の変更を手続きしている",
      trial: "トライアルで利用していた",
    },
  },
  "unlock-mail": {
    ask: "アカウントロックのメールは届いていますか。",
    answers: {
      there: "届いている",
      expired: "届いているが、リンクが使えない",
      missing: "届いていない",
    },
  },
  "code-there": {
    ask: "2段階認証のコードは、お手元にありますか。",
    answers: {
      there: "ある",
      "sms-missing": "SMSが届かない",
      "device-lost": "携帯電話や認証アプリを使えない",
    },
  },
  "recovery-code-there": {
    ask: "まだ使っていないリカバリコードの控えはありますか。",
    answers: { there: "ある", "used-or-lost": "使い終わった、または控えがない" },
  },
  "method-mail": {
    ask: "ログイン方法を変更するためのメールは届いていますか。",
    answers: {
      there: "届いている",
      expired: "届いているが、リンクが使えない",
      missing: "届いていない",
    },
  },
  "address-mail": {
    ask: "新しいアドレスに、変更のメールは届いていますか。",
    answers: {
      there: "届いている",
      expired: "届いているが、リンクが使えない",
      missing: "届いていない",
    },
  },
  "line-where": {
    ask: "このPCは、いまどこからつないでいますか。",
    answers: {
      "on-line": "契約回線のある場所（職場など）",
      elsewhere: "自宅、外出先、テザリング、VPNなど",
      unknown: "わからない",
    },
  },
  "line-others": {
    ask: "同じ場所で、ほかの方はログインできていますか。",
    answers: { "others-in": "できている", nobody: "だれもできない", unknown: "わからない" },
  },
  "notice-answer": {
    ask: "回線情報通知の画面には、どのように答えましたか。",
    answers: {
      told: "「通知する」を選んだ",
      "not-seen": "その画面は見ていない",
      refused: "「通知しない」を選んだ",
      "other-pc": "ほかのPCで答えた",
    },
  },
  "line-changed": {
    ask: "最近、回線番号の登録を変更しましたか。",
    answers: { "number-changed": "変更した", unchanged: "変更していない", unknown: "わからない" },
  },
  "line-contract": {
    ask: "契約回線は、どの事業者との契約ですか。",
    answers: {
      flets: "NTTのフレッツ光",
      collaboration: "ほかの事業者のコラボ光",
      unknown: "わからない",
    },
  },
  "browser-login": {
    ask: "ブラウザーで、メールアドレスとパスワードを入力してログインしてください。どうなりましたか。",
    answers: {
      "logged-in": "ログインできた",
      "line-error": "回線認証エラーが表示された",
      "other-person": "ほかの方の名前が表示された",
      not: "ログインできなかった",
    },
  },
  "browser-account": {
    ask: "このPCのブラウザーで、サービスにログインしたままのアカウントはありますか。",
    answers: {
      "mine-or-none": "ない、または自分のアカウント",
      "other-person": "ほかの方のアカウント",
    },
  },
  role: {
    ask: "ご自身は、このサービスの契約者ですか。",
    answers: { holder: "契約者", other: "契約者以外の利用者", unknown: "わからない" },
  },
  plan: {
    ask: "ご利用中のプランはどれですか。",
    answers: { basic: "基本プラン", trial: "トライアル", unknown: "わからない" },
  },
};

/** The recovery guide, Japanese first: です・ます, plain, without blame. */
export const jaRecovery: RecoveryWords = {
  branch: jaRecoveryBranches,
  question,
  step: jaRecoverySteps,
  action: {
    "log-in": "ログイン",
    "show-login-window": "ログイン画面を表示",
    "show-consent": "確認画面を表示",
    "open-line-login": "回線認証用のログイン画面を開く",
    "open-browser": "ブラウザーでログイン",
    "open-reset-page": "パスワードの再設定を開く",
    "show-proxy-login": "プロキシの認証を入力",
    "switch-account": "別のアカウントでログイン",
  },
  done: "済みました",
  stuck: "うまくいきません",
  unsure: "答えられません",
  who: { client: "このアプリ", it: "PCやネットワークの管理者" },
  ask: (who) => `${who}に依頼してください。`,
  mail: (subject) => `メールの件名は「${subject}」です。`,
  term: (term) =>
    term === null
      ? "リンクの期限は、このサービスの資料に記載がありません。"
      : term.until === "access"
        ? `リンクは、メールを受け取ってから${term.days}日間開けます。`
        : `メールを受け取ってから${term.days}日以内に、手続きを終えてください。`,
  labels: (labels) => `画面の表示は、${labels}です。`,
  lift: {
    international: "海外からのSMSの受信拒否",
    "foreign-operator": "海外の事業者からのSMSの受信拒否",
    "allow-only-list": "指定した番号からだけ受信する設定",
  },
  consentAt: {
    サービス申込み受付ページ: "フレッツ光は「サービス申込み受付ページ」で変更できます。",
    provider: "コラボ光は、ご契約の事業者に連絡すると変更できます。",
    unknown: "フレッツ光は「サービス申込み受付ページ」で、コラボ光はご契約の事業者に連絡すると変更できます。",
  },
  mayAsk: {
    password: {
      yes: "メールアドレスとパスワードをたずねられます。",
      no: "メールアドレスとパスワードは必要ありません。",
      unknown: "メールアドレスとパスワードをたずねられる場合があります。",
    },
    consent: {
      yes: "回線情報通知の確認があります。",
      no: "回線情報通知の確認はありません。",
      unknown: "まだ答えていない回線では、回線情報通知の確認がある場合があります。",
    },
    "second-factor": {
      yes: "2段階認証のコードをたずねられます。",
      no: "契約回線からのログインでは、通常、2段階認証のコードは必要ありません。",
      unknown: "2段階認証のコードをたずねられる場合があります。",
    },
  },
  online: "ログインしています。",
  helpdesk: "管理者かヘルプデスクに連絡し、次のとおりにお伝えください。",
  phone: (service, code, branch) =>
    `${service}にログインできません。コードは${code}です。復旧ガイドの「${branch}」まで試しました。`,
};
