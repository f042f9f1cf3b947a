import type { Manual } from "../../core/service/manual.ts";
import { tokyoTime } from "../tokyo-time.ts";
import type { Detail } from "./rule-words.ts";

export const time = (at: number) => tokyoTime(at, "ja");
/** A deadline is the first moment that is too late. */
export const until = (deadline: number) => `${time(deadline - 1)}まで`;
export const detail = (label: string, value: string): Detail => ({ label, value });
export const forms = ({ typed, normalised }: { readonly typed: string; readonly normalised: string }) => [
  detail("入力した内容", typed),
  detail("確認に使った形", normalised),
];
export const notStated = "このサービスの資料に記載がありません。";
export const formChanged =
  "半角にそろえたり、空白やハイフンを除いたりして確認しました。入力したままの形で受け付けられるかは、資料に記載がありません。";
export const lineOnly = (manual: Manual) => `「${manual.accessPath.names["line-only"].menu}」`;
