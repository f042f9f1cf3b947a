import type { NextAction, Whom } from "../../core/errors.ts";
import type { ConsentDoubt } from "../../core/login/consent-rules.ts";
import type { Action, Doing, ViewState } from "../view.ts";
import { jaChecks } from "./ja-checks.ts";
import { jaErrors } from "./ja-errors.ts";
import { jaSettings } from "./ja-settings.ts";
import { jaBundle, jaEvents } from "./ja-support.ts";
import { jaUpdate } from "./ja-update.ts";

/** Every text of the product, Japanese first: です・ます, plain, without blame. `en.ts` has the same keys. */
export const ja = {
  product: { name: "ストレージサービスドライブ" },

  state: {
    "signed-out": "ログアウト中",
    working: "処理中",
    attention: "操作が必要です",
    online: "ログイン中",
    offline: "オフライン",
  } satisfies Record<ViewState, string>,

  doing: {
    starting: "起動しています。",
    "signed-out": "ログインすると利用を始められます。",
    resting: "ログアウトしています。次のログインでは、通常、入力は必要ありません。",
    resuming: "前回のログインを再開しています。",
    connecting: "サービスに接続しています。",
    "your-turn": "ログイン画面で操作してください。",
    "in-browser": "ブラウザーでのログインを待っています。",
    "consent-asked": "回線情報の通知について、確認をお待ちしています。",
    "consent-driven": "回線情報の通知を手続きしています。",
    finishing: "ログインを仕上げています。",
    online: "ご利用いただけます。",
    "online-retrying": "ご利用いただけます。次の確認は、自動で再試行しています。",
    offline: "ログインは保たれています。つながると自動で再開します。",
    "waiting-for-provider": "サービスにつながるまで、自動で再試行します。",
    "store-closed": "ログイン情報の保管場所が開くのを待っています。",
    leaving: "ログアウトしています。",
  } satisfies Record<Doing, string>,

  error: jaErrors,
  update: jaUpdate,

  // One sentence for each, for where a state has no error of its own to take it from.
  next: {
    none: "操作は必要ありません。",
    wait: "自動で再試行します。このままお待ちください。",
    "log-in": "ログインしてください。",
    "answer-in-window": "ログイン画面で操作してください。",
    "retype-password": "ログイン画面で、もう一度入力してください。",
    "open-unlock-mail": "「アカウントロック」のメールから、ロックを解除してください。",
    "reset-password": "パスワードを再設定してください。",
    "check-line": "回線認証設定と回線番号を、契約者または管理者に確認してください。",
    "ask-administrator": "管理者に確認を依頼してください。",
    "introduce-to-proxy": "状態の画面で、プロキシのユーザー名とパスワードを入力してください。",
    "continue-in-browser": "ブラウザーでログインを続けてください。",
    "copy-address": "アドレスをコピーして、ブラウザーで開いてください。",
    "unlock-keychain": "キーチェーンのロックを解除してください。",
    "answer-dialog": "ほかのアプリが出している確認の画面で、答えてください。",
    "allow-keychain": "キーチェーンの設定で、このアプリの利用を許可してください。",
    "free-disk-space": "不要なファイルを消すなどして、空き容量を増やしてください。",
    "install-keychain": "管理者に、キーチェーンの準備を依頼してください。",
    "check-network": "ネットワークの接続を確認してください。",
    "check-clock": "PCの日付と時刻を確認してください。",
    "check-usage": "コマンドの使い方を確認してください。",
    "contact-helpdesk": "ヘルプデスクに、エラーコードをお知らせください。",
  } satisfies Record<NextAction, string>,

  whom: {
    person: "ヘルプデスク（解消しないとき）",
    administrator: "管理者",
    holder: "契約者、または管理者権限を持つ利用者",
    helpdesk: "ヘルプデスク",
  } satisfies Record<Whom, string>,

  phone: { sentence: "「{{title}}」と表示されています。{{wish}}" },

  action: {
    login: "ログイン",
    "cancel-login": "ログインを中止",
    relogin: "再ログイン",
    logout: "ログアウト",
    "switch-account": "別のアカウントでログイン",
    forget: "このPCから削除…",
    "open-web": "Web版を開く",
    "show-login-window": "ログイン画面を表示",
    "open-browser": "ブラウザーでログイン",
  } satisfies Record<Action, string>,

  tray: {
    showStatus: "状態を表示",
    update: "新しいバージョンがあります…",
    guide: "困ったときは（復旧ガイド）",
    settings: "設定…",
    about: "このアプリについて",
    quit: "終了",
    tooltip: "{{service}} – {{state}}",
    code: "エラーコード: {{code}}",
    stateLineWithReason: "{{state}} – {{reason}}",
  },

  startFailure: {
    message: "アプリを起動できませんでした。",
    phone: "管理者かヘルプデスクに連絡し、次のとおりにお伝えください。",
  },

  window: {
    // The host that a page came from is always named (reliability 5).
    login: "{{host}} – ログイン – {{service}}",
    status: "{{service}} – 状態",
    consent: "回線情報の通知の確認 – {{service}}",
    guide: "復旧ガイド – {{service}}",
    settings: "設定 – {{service}}",
    checks: "確認ツール – {{service}}",
    about: "このアプリについて – {{service}}",
    bundle: "お問い合わせ用ファイル – {{service}}",
  },

  notification: {
    loginNeeded: { title: "ログインが必要です", body: "{{service}}にログインしてください。" },
    consentAsked: {
      title: "回線情報の通知を確認してください",
      body: "{{service}}のログインを続けるために、一度だけ確認があります。",
    },
    consentApproved: {
      title: "回線情報通知に「通知する」と回答しました",
      body: "{{by}}が{{at}}に承認した設定により、{{recipient}}（{{serviceName}}）に自動で回答しました。",
    },
    loginFinished: {
      title: "ログインが完了しました",
      body: "{{account}}で{{service}}にログインしました。{{where}}",
    },
    update: {
      title: "新しいバージョン{{version}}があります",
      body: "ここを押すと、変更点を確認して更新できます。",
    },
    icon: "アイコンは、画面右下の通知領域にあります。",
    iconOnMac: "アイコンは、画面上部のメニューバーにあります。",
  },

  common: {
    simulation: "シミュレーション",
    simulationHint: "このPCの中で動く練習用のサービスです。実際のサービスにはつながりません。",
    close: "閉じる",
    back: "状態に戻る",
    checks: "確認ツール",
    settings: "設定",
    about: "このアプリについて",
    loading: "読み込んでいます…",
    errorCode: "エラーコード",
    supportCode: "サポートコード",
    supportCodeUse: "電話でお問い合わせのときは、この数字を読み上げてください。",
    askWhom: "お問い合わせ先",
    copy: "コピー",
    copied: "コピーしました",
    dismiss: "この表示を閉じる",
  },

  status: {
    account: "アカウント",
    accountWithoutMail: "メールアドレスは取得していません",
    since: "{{time}}から",
    others: "その他の操作",
    lastError: "前回の問題",
    events: "最近のできごと",
    remaining: "残り時間 約{{minutes}}分",
    remainingUnderOne: "残り時間 1分未満",
    resetPassword: "パスワードを再設定",
    reviewConsent: "確認画面を表示",
    openBrowserAgain: "ブラウザーをもう一度開く",
    browserAddress: "ログインページのアドレス",
    browserAddressHint: "ブラウザーが開かないときは、コピーして、このPCのブラウザーで開いてください。",
    copyAddress: "アドレスをコピー",
    tokenStoreLabel: "ログイン情報の保管",
    tokenStoreAsks: "ほかのアプリの確認の画面を待っています",
    dialogOf: "{{program}} の画面で、確認をお待ちしています",
    tokenStore: {
      locked: "キーチェーンがロックされています",
      missing: "キーチェーンを使えません",
      denied: "キーチェーンの利用が許可されていません",
      corrupt: "キーチェーンの内容を読み取れません",
      "session-only": "保管できないため、このアプリを終了するまで有効です",
    },
    consentApproved: {
      title: "回線情報通知",
      answer: "管理者があらかじめ承認しているため、「通知する」と自動で回答しました。",
      recipient: "通知先",
      approved: "承認",
      approvedBy: "{{by}}（{{at}}）",
      contract: "契約",
    },
    firstRunTitle: "アイコンの場所",
    firstRun:
      "このアプリは、画面右下の通知領域で動いています。Windowsでは、「^」を押すとアイコンが表示されることがあります。",
    unreachable: "画面の内容を読み込めませんでした。この画面を閉じて、もう一度開いてください。",
  },

  proxy: {
    title: "プロキシ {{proxy}}",
    user: "ユーザー名",
    password: "パスワード",
    hint: "わからないときは、管理者に確認してください。このPCのキーチェーンに保存し、このプロキシにだけ送ります。",
    send: "保存してログイン",
  },

  forget: {
    title: "このPCからログイン情報を削除しますか",
    body: "このPCに保存したログイン情報と、回線情報通知の回答の記憶を削除します。次にログインするときは、メールアドレスとパスワードの入力が必要です。",
    kept: "サービスに保存したファイルは削除されません。",
    confirm: "削除する",
    keep: "削除しない",
  },

  consent: {
    heading: "回線情報の通知の確認",
    lead: "ログインを続けるには、ご利用の回線の番号を通知するかどうか、お答えいただく必要があります。故障やエラーではありません。",
    what: "通知される内容",
    whatValue: "お客さまID（回線番号）",
    recipient: "通知先",
    forService: "通知先のサービス",
    // facts A46, S0
    whyTitle: "通知先の名前について",
    why: "このアプリは、NTT東日本の「ストレージサービス連携アプリ」と連携して、契約回線からの接続を確かめます。そのため、ご利用のサービスと異なる名前が表示されることがあります。",
    onceTitle: "確認は一度だけです",
    once: "「通知してログインを続ける」を選ぶと、次回から確認を省きます。",
    disclaimerTitle: "免責事項への同意",
    disclaimer: "通知すると、回線事業者の免責事項に同意したことになります。",
    disclaimerLink: "回線事業者の説明を開く",
    laterTitle: "あとから変更するには",
    later: "フレッツ光は「サービス申込み受付ページ」で、コラボ光はご契約の事業者に連絡すると変更できます。",
    origin: "ページの表示元: {{origin}}",
    yes: "通知してログインを続ける",
    byHand: "自分で操作する",
    abort: "中止",
    none: "現在、確認していただくことはありません。",
    changed: "ページの内容が変わりました。もう一度ご確認のうえ、お答えください。",
    doubt: {
      "too-large": "ページの内容が多く、すべてを確かめられませんでした。",
      "hidden-part": "ページの中に、このアプリから確かめられない部分があります。",
      answers: "「通知する」「通知しない」の2つの選択肢だけの形になっていません。",
      "several-forms": "通知をたずねる欄が、2つ以上あります。",
      covered: "選択肢かボタンが、隠れているか小さすぎて見えません。",
      "names-differ": "画面に見える名前と、読み上げ用の名前が異なります。",
      disabled: "選択肢が、選べない状態になっています。",
      "other-control": "通知のほかに、選ぶ項目や入力する項目があります。",
      "unseen-choice": "画面に見えない項目が、一緒に送られる状態になっています。",
      button: "決定するボタンを、1つに決められませんでした。",
      "other-form": "別の申し込みと見分けられない欄が、ほかにもあります。",
      target: "回答の送り先が、回線事業者の決まった形になっていません。",
      recipient: "通知先の名前が見当たらないか、2つ以上あります。",
      terms: "料金や第三者への提供など、通知とは別のことが書かれています。",
      changed: "確認したあとで、ページの内容が変わりました。何も送っていません。",
      changing: "ページの内容が、何度も変わりました。",
      "held-back": "ページが、表示と異なる内容を送ろうとしたため止めました。何も送っていません。",
      dialog: "ページが、別の確認を表示しました。何も送っていません。",
      "new-window": "ページが、別の画面を開こうとしました。何も送っていません。",
      "no-reaction": "ボタンを押しましたが、ページが反応しませんでした。",
      "second-page": "回答のあとに、もう一度、通知の確認が表示されました。",
    } satisfies Record<ConsentDoubt, string>,
  },

  guide: {
    heading: "復旧ガイド",
    open: "復旧ガイドを開く",
    steps: "手順",
    step: { done: "済み: ", now: "いま: ", ahead: "これから: " },
    ticked: "「{{step}}」が済みました。",
    todo: "次にすること",
    bySelf: "済んだことがわかると、自動で次に進みます。",
    who: "操作する人",
    where: "操作する場所",
    address: "アドレス",
    look: {
      running: "PC、ネットワーク、サービスを診断しています。",
      progress: "{{of}}項目中 {{done}}項目が済みました",
      stop: "診断を中止",
      clear: "診断では、ログインを妨げる原因は見つかりませんでした。",
      found: "診断で見つかった原因に合わせてご案内しています。",
      stopped: "診断を終えずに進めています。",
    },
    contact: { name: "お問い合わせ先", telephone: "電話", mail: "メール", hours: "受付時間" },
    codeWaits: "診断が終わると、ここに表示します。",
    say: "お伝えいただくこと",
    restart: "最初からやり直す",
    online: "この画面は閉じてかまいません。",
  },

  settings: jaSettings,

  checks: jaChecks,

  event: jaEvents,
  bundle: jaBundle,

  about: {
    heading: "このアプリについて",
    what: "クラウドストレージへのログインを自動で行い、ログインした状態を保つアプリです。",
    version: "バージョン",
    service: "サービス",
    simulation:
      "現在の接続先はシミュレーションです。このPCの中だけで動き、実際のサービスや回線にはつながりません。",
  },
} as const;
