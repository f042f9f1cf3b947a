import type { RuleWords } from "./rule-words.ts";

/** What a next step is, who can take it and where, and what operations and methods are called. */
export const jaSteps: Omit<RuleWords, "rules"> = {
  step: {
    "type-again": "入力し直してください。",
    "open-mail-link": "メールのリンクを開いてください。",
    "request-reset": "ログイン画面からパスワードを再設定してください。",
    "change-password": "パスワードを変更してください。",
    "change-method": "ログイン方法の設定を変更してください。",
    "change-mail": "メールアドレスを変更してください。",
    "change-mail-first": "先に、メールアドレスを変更してください。",
    "set-access-path": "アクセス経路の設定を変更してください。",
    "register-line": "回線認証の設定で、回線番号を登録してください。",
    "set-second-factor": "2段階認証の設定を変更してください。",
    "set-active-directory": "Active Directoryの設定を行ってください。",
    "change-plan": "プランを変更してください。",
    "ask-holder": "契約者または管理者権限を持つ利用者に依頼してください。",
    "ask-holder-for-link": "契約者または管理者権限を持つ利用者に、変更用のリンクの送信を依頼してください。",
    "lift-sms-refusal": "携帯電話のSMSの受信拒否を解除し、もう一度ログインしてください。",
    "log-out-of-account": "結び付けるアカウントから、先にログアウトしてください。",
    "use-another-method": "ほかのログイン方法を選んでください。",
  },
  who: {
    self: "ご自身",
    holder: "契約者",
    "holder-or-administrator": "契約者、または管理者権限を持つ利用者",
    provider: "ご自身、または携帯電話の事業者",
  },
  placeNotStated: "このサービスの資料に記載がありません",
  otherCompanysPage: "そのアカウントを提供するサービスのページ",
  operation: {
    "login-method": "ログイン方法の設定",
    mail: "メールアドレスの変更",
    password: "パスワードの変更",
    "access-path": "アクセス経路の設定",
    "second-factor": "2段階認証の設定",
    "active-directory": "Active Directoryの設定",
    contract: "契約情報の変更",
    plan: "プランの変更",
    cancel: "解約",
  },
  method: {
    password: "メールアドレスとパスワード",
    google: "Google",
    facebook: "Facebook",
    microsoft: "Microsoft",
    "d-account": "dアカウント",
    "active-directory": "Active Directory",
    "ntt-east-business-id": "NTT東日本ビジネスID",
  },
  certainty: {
    stated: (service) => `${service}の資料に記載されている内容です。`,
    inferred: (service) =>
      `${service}の資料に書かれていない点を含みます。サービスの判断と異なる場合があります。`,
    unknown: (service) => `${service}の資料に記載がありません。サービスの判断をご確認ください。`,
  },
  path: (labels) => labels.map((label) => `「${label}」`).join(" → "),
};
