/** What people read about a new version. */
export const jaUpdate = {
  title: "新しいバージョン{{version}}があります",
  changes: "変更点",
  what: "更新すると、このアプリが再起動します。ログインは続き、入力は必要ありません。",
  windows: "Windowsの確認画面が表示されたら、「はい」を選んでください。",
  install: "更新する",
  afterLogin: "ログインが終わると、自動で更新します。",
  installing: "更新しています。このままお待ちください。",
  about: "アプリの更新",
  look: "今すぐ確認",
  by: {
    administrator: "管理者が更新します",
    off: "管理者の設定により、自動では確認しません",
    looking: "確認しています…",
    notYet: "まだ確認していません",
    newest: "最新です（{{at}}に確認）",
    fetching: "バージョン{{version}}をダウンロードしています（{{percent}}%）",
    ready: "バージョン{{version}}に更新できます",
    retrying: "{{problem}}。自動で再試行します。",
  },
} as const;
