import type { Language } from "../view.ts";

/** The texts that are shown before all others are loaded: the tray's, while the client starts. */
export type StartingTexts = {
  readonly product: string;
  readonly working: string;
  readonly showStatus: string;
};

export const starting = {
  ja: { product: "ストレージサービスドライブ", working: "処理中", showStatus: "状態を表示" },
  en: { product: "Storage Service Drive", working: "Working", showStatus: "Show status" },
} as const satisfies Readonly<Record<Language, StartingTexts>>;
