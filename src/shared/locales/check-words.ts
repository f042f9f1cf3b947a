import type { Language } from "../view.ts";

/** The questions that `storage-drive check` answers, in the order in which it lists them. */
export type CheckName =
  | "password"
  | "password-change"
  | "recovery-code"
  | "after-recovery-code"
  | "code"
  | "second-factor"
  | "second-factor-reset"
  | "second-factor-off"
  | "enrolment"
  | "sms"
  | "unlock"
  | "tries-left"
  | "link"
  | "link-places"
  | "mail-subject"
  | "which-mail"
  | "login-url"
  | "login-methods"
  | "line-number"
  | "eligible-lines"
  | "line-error"
  | "way-back-in"
  | "access-path"
  | "connection"
  | "consent"
  | "consent-change"
  | "who-may"
  | "change"
  | "trial"
  | "office"
  | "connection-id"
  | "ad-account"
  | "ad-screen";

/** The words of `storage-drive check` itself; what a rule answers is said by its own (`rule-words.ts`). */
export type CheckWords = {
  readonly question: Readonly<Record<CheckName, string>>;
  /** Above the list of the checks, and below it. */
  readonly list: string;
  readonly every: string;
  readonly example: string;
  readonly input: Readonly<Record<"text" | "lines" | "secret", string>>;
  readonly service: string;
  readonly reasons: string;
  readonly advice: string;
  readonly next: string;
  readonly orElse: string;
  readonly who: string;
  readonly where: string;
  readonly notStated: string;
  /** A line of a list, counted from 1. */
  readonly line: (line: number) => string;
  readonly readAsJapan: (options: string) => string;
  readonly judgedAt: (time: string) => string;
  /** Typed at a terminal: what is waited for. */
  readonly prompt: Readonly<Record<"text" | "lines" | "secret", string>>;
  readonly fault: {
    readonly unknownCheck: string;
    readonly secretAsArgument: string;
    readonly option: (option: string) => string;
    readonly value: (option: string, allowed: string) => string;
    readonly missing: (option: string, allowed: string) => string;
    readonly tooMany: string;
    readonly tooManyLines: (most: number) => string;
    readonly notText: string;
    readonly file: string;
    readonly serviceNeeded: string;
  };
  readonly faultNext: (check: CheckName | null) => string;
};

const ja: CheckWords = {
  question: {
    password: "このパスワードは使えるか（2行目があれば確認欄として比べます）",
    "password-change": "このパスワード変更はできるか（今のもの、新しいもの、確認の3行）",
    "recovery-code": "このリカバリコードの形は正しいか",
    "after-recovery-code": "リカバリコードを使うと、どうなるか",
    code: "この認証コードの形は正しいか",
    "second-factor": "2段階認証を求められるか、なぜか（--at は前回ログインした日時）",
    "second-factor-reset": "何をすると2段階認証が初期化されるか",
    "second-factor-off": "2段階認証を無効にできるか",
    enrolment: "2段階認証の登録は、どの画面から始まるか",
    sms: "SMSが届かないとき、何を確認するか",
    unlock: "ロックされたアカウントは、どうすれば解除できるか（--at はメールが届いた日時）",
    "tries-left": "あと何回でロックされるか",
    link: "メールのリンクは、まだ使えるか（--at はメールが届いた日時）",
    "link-places": "本物のリンクは、どのアドレスか",
    "mail-subject": "そのメールの件名は何か",
    "which-mail": "この件名は、何のメールか",
    "login-url": "ここからは、どのURLでログインするか",
    "login-methods": "ログイン方法には、何があるか",
    "line-number": "この回線番号の形は正しいか（複数なら1行に1つ）",
    "eligible-lines": "どの回線を登録できるか",
    "line-error": "回線認証エラーのとき、何を確認するか",
    "way-back-in": "誤った回線番号で誰もログインできないとき、どう戻すか",
    "access-path": "アクセス経路は、どこでどう設定するか",
    connection: "この接続からログインできるか",
    consent: "回線情報通知の画面は出るか",
    "consent-change": "回線情報通知の設定は、後からどこで変えるか",
    "who-may": "誰が何をできるか（--operation がなければ、すべて）",
    change: "ログイン方法やメールアドレスを自分で変えられるか",
    trial: "無料トライアルは、どの段階か（--at は開始した日時）",
    office: "Office連携は、どこを通るか",
    "connection-id": "この接続IDの形は正しいか",
    "ad-account": "このActive Directoryアカウントの形は正しいか",
    "ad-screen": "このPCで、Active Directoryの画面は出るか",
  },
  list: "使い方: storage-drive check <確認> [値] [オプション]\n\nネットワークにもアプリにも接続せずに、資料の決まりだけで答えます。\n",
  every: `どの確認でも使えるオプション
  --service omakase|cowork|ot|codec   サービス（指定がなければ、このPCの設定）
  --now TIME                          いつの時点で確認するか（指定がなければ今）
  --json、--lang ja|en

TIME は 2025-01-10、2025-01-10T09:30、2025-01-10T09:30+09:00 などです。時差の指定がなければ日本時間とします。
METHOD は password、google、facebook、microsoft、d-account、active-directory、ntt-east-business-id のいずれかです。
パスワードとリカバリコードは、標準入力だけから受け取ります。引数には書かないでください。

終了コード: 0 問題なし　2 使い方の誤り　8 使えない、できない　9 資料に記載がなく判断できない
`,
  example: "例",
  input: {
    text: "[値、なければ標準入力]",
    lines: "[値…、--file ファイル、なければ標準入力]",
    secret: "（標準入力）",
  },
  service: "サービス",
  reasons: "理由",
  advice: "ご確認ください",
  next: "次にすること",
  orElse: "または",
  who: "行う人",
  where: "場所",
  notStated: "資料に記載なし",
  line: (line) => `${line}行目`,
  readAsJapan: (options) => `時差の指定がないため、日本時間として扱いました: ${options}`,
  judgedAt: (time) => `${time}の時点で確認しました。`,
  prompt: {
    text: "値を入力して、Enterを押してください: ",
    lines: "1行に1つ入力し、終わったらCtrl+Dを押してください（WindowsではCtrl+Z、Enter）:\n",
    secret: "入力して、Enterを押してください（表示されません）: ",
  },
  fault: {
    unknownCheck: "この名前の確認はありません。",
    secretAsArgument:
      "パスワードやリカバリコードは、引数に書けません。画面や履歴に残らないよう、標準入力から渡してください。",
    option: (option) => `このオプションは使えません: ${option}`,
    value: (option, allowed) => `${option} の値が正しくありません。使える値: ${allowed}`,
    missing: (option, allowed) => `${option} を指定してください。使える値: ${allowed}`,
    tooMany: "値は1つだけ指定してください。空白を含む値は、引用符で囲んでください。",
    tooManyLines: (most) => `標準入力は${most}行までです。`,
    notText: "入力を文字として読めません。UTF-8で、1MB以内にしてください。",
    file: "--file のファイルを読めません。",
    serviceNeeded: "このPCで使うサービスは、資料の4つのいずれでもありません。--service で指定してください。",
  },
  faultNext: (check) =>
    check === null
      ? "storage-drive check で、確認の一覧を表示してください。"
      : `storage-drive check ${check} --help で、使い方を表示してください。`,
};

const en: CheckWords = {
  question: {
    password: "Is this password acceptable (a second line is compared as its confirmation)",
    "password-change": "Is this password change possible (three lines: current, new, confirmation)",
    "recovery-code": "Is this recovery code well formed",
    "after-recovery-code": "What happens when a recovery code is used",
    code: "Is this verification code well formed",
    "second-factor": "Is a second factor asked for, and why (--at: the last login here)",
    "second-factor-reset": "What resets the second factor",
    "second-factor-off": "Can the second factor be turned off",
    enrolment: "With which screen does enrolling a second factor begin",
    sms: "What to check when no SMS arrives",
    unlock: "What unlocks a locked account (--at: when the mail came)",
    "tries-left": "How many wrong passwords are left",
    link: "Is the link of a mail still valid (--at: when the mail came)",
    "link-places": "Which addresses do the real links have",
    "mail-subject": "What is the subject of that mail",
    "which-mail": "Which mail has this subject",
    "login-url": "Which login URL is right from here",
    "login-methods": "Which ways to log in are there",
    "line-number": "Is this line number well formed (several: one a line)",
    "eligible-lines": "Which lines can be registered",
    "line-error": "What to check after a line authentication error",
    "way-back-in": "The way back when a wrong line number locks everybody out",
    "access-path": "Where and how the access path is set",
    connection: "Does the contract let this connection in",
    consent: "Will the line notice page be shown",
    "consent-change": "Where the line notice is changed later",
    "who-may": "Who may do what (everything, without --operation)",
    change: "May I change login method or mail address myself",
    trial: "Where a free trial stands (--at: its start)",
    office: "Which way Office goes",
    "connection-id": "Is this connection ID well formed",
    "ad-account": "Is this Active Directory account well formed",
    "ad-screen": "Is the Active Directory screen shown on this PC",
  },
  list: "Usage: storage-drive check <check> [value] [options]\n\nAnswers from the manuals' rules alone, without network and app.\n",
  every: `Options of every check
  --service omakase|cowork|ot|codec   Service (unless given: as this PC is set up)
  --now TIME                          The moment asked about (unless given: now)
  --json, --lang ja|en

TIME is 2025-01-10, 2025-01-10T09:30, 2025-01-10T09:30+09:00 and the like; without a zone it is Japan's.
METHOD is password, google, facebook, microsoft, d-account, active-directory or ntt-east-business-id.
Passwords and recovery codes come from standard input only. Don't write them as arguments.

Exit codes: 0 fine   2 bad usage   8 not acceptable, not possible   9 the manual doesn't say
`,
  example: "Example",
  input: {
    text: "[value, else standard input]",
    lines: "[value…, --file FILE, else standard input]",
    secret: "(standard input)",
  },
  service: "Service",
  reasons: "Why",
  advice: "Please note",
  next: "Next step",
  orElse: "Or",
  who: "Who",
  where: "Where",
  notStated: "not documented",
  line: (line) => `Line ${line}`,
  readAsJapan: (options) => `Read as Japan's time, because no time zone was given: ${options}`,
  judgedAt: (time) => `Judged as of ${time}.`,
  prompt: {
    text: "Type the value and press Enter: ",
    lines: "Type one a line, then press Ctrl+D (on Windows Ctrl+Z, Enter):\n",
    secret: "Type it and press Enter (it isn't shown): ",
  },
  fault: {
    unknownCheck: "There is no check of this name.",
    secretAsArgument:
      "Passwords and recovery codes can't be written as arguments: they would stay on screens and in histories. Pass them by standard input.",
    option: (option) => `This option can't be used here: ${option}`,
    value: (option, allowed) => `The value of ${option} isn't right. It can be: ${allowed}`,
    missing: (option, allowed) => `${option} is needed. It can be: ${allowed}`,
    tooMany: "Give one value only; one with blanks in it goes in quotes.",
    tooManyLines: (most) => `Standard input may have ${most} lines at most.`,
    notText: "The input can't be read as text. It has to be UTF-8 and at most 1 MB.",
    file: "The file of --file can't be read.",
    serviceNeeded: "The service of this PC is none of the manuals' four. Name one with --service.",
  },
  faultNext: (check) =>
    check === null
      ? "Run storage-drive check to see all checks."
      : `Run storage-drive check ${check} --help to see how it is used.`,
};

export const CHECK_WORDS: Readonly<Record<Language, CheckWords>> = { ja, en };
