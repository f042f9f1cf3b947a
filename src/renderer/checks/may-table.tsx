import type { MayDoRow } from "../../core/rules/permissions.ts";
import { RULE_WORDS } from "../../shared/verdict-words.ts";
import { useWords } from "../words-context.tsx";
import { ToneIcon, toneOf } from "./tone.tsx";

/** Everything that a person may do or not, one line each. */
export function MayTable({ rows }: { readonly rows: readonly MayDoRow[] }) {
  const { t, language } = useWords();
  const { operation: words } = RULE_WORDS[language];
  return (
    <table className="may-table">
      <caption>{t("checks.change.table")}</caption>
      <tbody>
        {rows.map(({ operation, verdict }) => {
          const tone = toneOf(verdict, false);
          const may = tone === "yes" ? "yes" : tone === "no" ? "no" : "unknown";
          return (
            <tr key={operation}>
              <th scope="row">{words[operation]}</th>
              <td>
                <ToneIcon tone={tone} /> {t(`checks.change.may.${may}`)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
