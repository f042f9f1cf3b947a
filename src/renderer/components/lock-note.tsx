import type { View } from "../../shared/view.ts";
import { useWords } from "../words-context.tsx";

type Locked = View["locked"];

/** Why a setting can't be changed; nothing where it can. Has the id `<id>-lock`, for the control's `aria-describedby`. */
export function LockNote({ id, by }: { readonly id: string; readonly by: Locked[keyof Locked] }) {
  const { t } = useWords();
  if (by === undefined) return null;
  return (
    <p className="hint lock" id={`${id}-lock`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" />
      </svg>
      {t(`settings.locked.${by}`)}
    </p>
  );
}
