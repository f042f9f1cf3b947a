/**
 * The words by which the consent page is answered: allow lists, compared whole after folding (`foldLabel`), never by a
 * beginning or a part. Data of the profile, so that a page with other words needs another profile and no release.
 */
export type ConsentWords = {
  readonly accept: readonly string[];
  readonly refuse: readonly string[];
  readonly submit: readonly string[];
  /** The whole label of the box that remembers the answer. */
  readonly remember: readonly string[];
  /** Buttons that may stand beside the one that is pressed, and never are. */
  readonly beside: readonly string[];
  /** What stands before the recipient's name, and before the service's. */
  readonly recipient: readonly string[];
  readonly service: readonly string[];
};

/** As the manuals show the page (facts A46, S0), with the forms of the same words that a page may have. */
export const CONSENT_WORDS: ConsentWords = {
  accept: [
    "通知する",
    "通知する（推奨）",
    "お客さまIDを通知する",
    "回線情報を通知する",
    "通知します",
    "はい（通知する）",
    "はい、通知する",
    "はい、通知します",
    "通知を許可する",
    "通知に同意する",
  ],
  refuse: [
    "通知しない",
    "お客さまIDを通知しない",
    "回線情報を通知しない",
    "通知しません",
    "いいえ（通知しない）",
    "いいえ、通知しない",
    "いいえ、通知しません",
    "通知を許可しない",
    "通知に同意しない",
  ],
  submit: [
    "決定",
    "完了",
    "決定する",
    "完了する",
    "設定",
    "設定する",
    "確定",
    "確定する",
    "この内容で決定する",
  ],
  remember: [
    "今後、上記接続先へは常にお客様IDを通知することとし、上記接続先への接続時にこの画面を都度表示しないようにする場合は、こちらにチェックしてください。",
    "今後、上記接続先へは常に選択した内容で通知し、この画面を表示しない",
    "今後、上記接続先へは常にお客さまIDを通知することとし、この画面を表示しない",
    "今後、この画面を表示しない",
    "次回以降、この画面を表示しない",
    "次回からこの画面を表示しない",
    "今後、確認画面を表示しない",
    "次回から確認しない",
    "選択内容を記憶する",
  ],
  beside: ["戻る", "キャンセル", "取消", "取り消し", "中止", "閉じる", "クリア", "リセット", "ヘルプ"],
  recipient: ["サービス提供者名", "サービス提供者", "サービス提供事業者名", "通知先事業者名"],
  service: ["サービス名", "サービス名称", "通知先サービス名"],
};
