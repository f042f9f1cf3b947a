import { useId } from "react";
import { tokyoTime } from "../../shared/tokyo-time.ts";
import { Field } from "../components/field.tsx";
import { useWords } from "../words-context.tsx";

/** What a time field holds as ms since 1970; the field is in the PC's own zone. null = nothing, or not complete. */
export function timeOf(local: string): number | null {
  const at = local === "" ? Number.NaN : new Date(local).getTime();
  return Number.isNaN(at) ? null : at;
}

type TimeProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (local: string) => void;
};

/** A time as the PC's clock shows it, and below it the same in Japan, which is what the rules count in. */
export function TimeField({ label, hint, value, onChange }: TimeProps) {
  const { t, language } = useWords();
  const id = useId();
  const at = timeOf(value);
  const zone = t("checks.time.zone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  return (
    <Field id={id} label={label} hint={hint === undefined ? zone : `${hint} ${zone}`}>
      <input
        id={id}
        type="datetime-local"
        // A year of more than four digits is a slip of the hand.
        max="9999-12-31T23:59"
        value={value}
        aria-describedby={`${id}-hint ${id}-japan`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="in-japan" id={`${id}-japan`}>
        {at === null ? "" : t("checks.time.inJapan", { time: tokyoTime(at, language) })}
      </p>
    </Field>
  );
}
