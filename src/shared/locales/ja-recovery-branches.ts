import { LOCK_AFTER } from "../../core/rules/lockout.ts";
import type { BranchWords } from "./recovery-words.ts";

/** Why somebody isn't logged in, in a person's words: no blame, one sentence. */
export const jaRecoveryBranches: BranchWords = {
  "method-1": { title: "ログイン", so: "ログインしていません。" },
  "method-2": {
    title: "ブラウザーを使うログイン",
    so: "このアプリだけではログインが終わらなかったため、先にブラウザーでログインします。",
  },
  unexplained: { title: "もう一度ログイン", so: "サービスとのやりとりが、途中で止まりました。" },
  "page-unknown": {
    title: "見分けられないページ",
    so: "このアプリが知らないページが、ログイン画面に表示されています。",
  },
  "method-forbidden": {
    title: "使えないログイン方法",
    so: "会社の設定により、選んだログイン方法は使えません。ログイン画面の中の方法でログインします。",
  },
  "in-browser": { title: "ブラウザーでのログイン", so: "このログインは、お使いのブラウザーで続けます。" },
  "browser-not-opened": { title: "開かないブラウザー", so: "ブラウザーを開けませんでした。" },
  "browser-other-person": {
    title: "ほかの方のログイン",
    so: "ほかの方のアカウントで、ログインしたままになっています。",
  },
  "password-wrong": {
    title: "一致しないパスワード",
    so: `メールアドレスまたはパスワードが、登録と一致しませんでした。${LOCK_AFTER}回続くと、アカウントがロックされます。`,
  },
  "password-forgotten": {
    title: "パスワードの再設定",
    so: "パスワードがわからないときは、再設定してログインします。",
  },
  "account-locked": {
    title: "アカウントのロック",
    so: "パスワードの不一致が続いたため、サービスがアカウントをロックしています。",
  },
  "unlock-link-expired": {
    title: "期限が切れた解除のリンク",
    so: "メールアドレスとパスワードでログインする場合は、パスワードを再設定すると、ロックも解除されます。",
  },
  "second-factor": { title: "2段階認証", so: "サービスが、2段階認証のコードを待っています。" },
  "sms-not-arriving": {
    title: "届かないSMS",
    so: "携帯電話の設定が、認証コードのSMSを受け取らないようにしている場合があります。",
  },
  "device-lost": {
    title: "使えない2段階認証の端末",
    so: "端末がなくても、登録のときに控えたリカバリコードで進めます。",
  },
  "recovery-code-gone": {
    title: "使えないリカバリコード",
    so: "リカバリコードがなくても、パスワードを再設定すると、2段階認証は登録前の状態に戻ります。",
  },
  "second-factor-by-holder": {
    title: "契約者による2段階認証のリセット",
    so: "契約者がログイン方法を設定し直すと、2段階認証は登録前の状態に戻ります。",
  },
  "method-change-pending": {
    title: "手続き中のログイン方法の変更",
    so: "ログイン方法の変更は、メールのリンクから手続きを終えると有効になります。",
  },
  "mail-change-pending": {
    title: "手続き中のメールアドレスの変更",
    so: "メールアドレスの変更は、新しいアドレスに届くメールのリンクを開くと有効になります。",
  },
  "change-link-expired": {
    title: "期限が切れた変更のリンク",
    so: "変更用のリンクが使えないため、もう一度送ってもらう必要があります。",
  },
  "trial-ended": {
    title: "トライアルの終了",
    so: "トライアルは自動で終わるため、続けるにはプランの変更が必要です。",
  },
  "line-refused": { title: "回線認証エラー", so: "サービスが、契約回線からの接続を確認できませんでした。" },
  "off-line": { title: "契約回線以外からの接続", so: "契約回線以外からつながっている可能性があります。" },
  "ipv6-off": { title: "IPv6", so: "このPCかルーターで、IPv6が無効になっている可能性があります。" },
  "line-not-registered": {
    title: "回線番号の登録",
    so: "回線認証設定が済んでいないか、ご利用の回線番号が登録されていない可能性があります。",
  },
  "line-locked-out": {
    title: "回線番号の登録のやり直し",
    so: "登録された回線番号が実際の回線と異なると、どなたもログインできなくなる場合があります。",
  },
  "consent-unanswered": {
    title: "回線情報通知",
    so: "回線情報通知の画面が、回答を待っています。故障ではありません。",
  },
  "consent-refused": {
    title: "「通知しない」の変更",
    so: "回線情報を通知しないと、契約回線からの接続を確認できない場合があります。",
  },
  "consent-elsewhere": {
    title: "ほかのPCでの回答のあと",
    so: "回線情報通知への回答は、PCではなく回線に対するものとみられます。",
  },
  "network-down": { title: "ネットワーク", so: "このPCから、接続先に届きません。" },
  "service-down": {
    title: "サービスの応答待ち",
    so: "サービスが応答していないため、自動で再試行しています。",
  },
  "captive-portal": {
    title: "ネットワークの利用手続き",
    so: "Wi-Fiなどの利用手続きが、まだ済んでいません。",
  },
  "clock-wrong": { title: "PCの時計", so: "PCの時計が、サービスの時刻とずれています。" },
  "proxy-unreachable": { title: "つながらないプロキシ", so: "プロキシを経由して接続できません。" },
  "proxy-login-needed": {
    title: "プロキシの認証",
    so: "プロキシが、ユーザー名とパスワードを求めています。",
  },
  "proxy-login-refused": {
    title: "プロキシの認証の再入力",
    so: "プロキシが、入力されたユーザー名とパスワードを受け付けませんでした。",
  },
  "proxy-ticket-refused": {
    title: "プロキシへの自動サインイン",
    so: "プロキシが、Windowsなどのサインイン情報による認証を受け付けませんでした。",
  },
  "pac-missing": { title: "プロキシの自動設定", so: "プロキシの自動設定ファイルを読み取れません。" },
  "tls-inspected": {
    title: "社内の通信検査",
    so: "接続先の証明書の発行元を、このPCが知りません。社内の通信検査が間に入っている可能性があります。",
  },
  "certificate-wrong": { title: "接続先の証明書", so: "接続先の証明書の名前や期限を確認できません。" },
  "keychain-locked": {
    title: "キーチェーンのロック",
    so: "ログイン情報の保管場所（キーチェーン）がロックされています。",
  },
  "keychain-dialog": {
    title: "ほかのアプリの確認の画面",
    so: "ログイン情報の保管場所が、確認の画面を出して答えを待っている可能性があります。",
  },
  "keychain-missing": {
    title: "キーチェーンの準備",
    so: "ログイン情報を安全に保管する場所が、このPCにありません。",
  },
  "keychain-denied": {
    title: "キーチェーンの許可",
    so: "キーチェーンが、このアプリの利用を許可していません。",
  },
  "keychain-corrupt": {
    title: "読み取れないログイン情報",
    so: "キーチェーンに保管したログイン情報を読み取れません。",
  },
  "keychain-full": { title: "保管場所の空き", so: "空きがないため、新しいログイン情報を書き込めません。" },
  "file-in-use": {
    title: "読み書きできないファイル",
    so: "このPCのファイルを、いまは読み書きできません。自動で再試行しています。",
  },
  "data-folder": { title: "データのフォルダー", so: "このアプリのデータを置くフォルダーを使えません。" },
  "policy-wrong": { title: "管理者の設定", so: "このPCに配布された設定に、読み取れない項目があります。" },
  "profile-wrong": {
    title: "接続先の設定",
    so: "接続先の設定が、サービスと合っていない可能性があります。",
  },
};
