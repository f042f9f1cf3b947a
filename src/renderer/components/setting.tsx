import type { Lockable } from "../../shared/locked.ts";
import type { View } from "../../shared/view.ts";
import { LockNote } from "./lock-note.tsx";

type SettingProps<V> = {
  readonly name: Lockable;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly view: View;
  readonly value: V;
  readonly change: (value: V) => void;
};

const describedBy = (name: string, isHinted: boolean, isLocked: boolean) =>
  [isHinted ? `${name}-hint` : "", isLocked ? `${name}-lock` : ""].join(" ").trim() || undefined;

function Notes({ name, hint, view }: Pick<SettingProps<unknown>, "name" | "hint" | "view">) {
  return (
    <>
      {hint === undefined ? null : (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <LockNote id={name} by={view.locked[name]} />
    </>
  );
}

type ChoiceProps<V extends string> = SettingProps<V> & {
  readonly options: readonly { readonly value: V; readonly text: string; readonly lang?: string }[];
};

/** One of several; a change is saved at once. */
export function ChoiceSetting<V extends string>(props: ChoiceProps<V>) {
  const { name, label, hint, view, value, change, options } = props;
  const isLocked = view.locked[name] !== undefined;
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select
        id={name}
        aria-describedby={describedBy(name, hint !== undefined, isLocked)}
        disabled={isLocked}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((one) => one.value === target.value);
          if (chosen !== undefined) change(chosen.value);
        }}
      >
        {options.map((one) => (
          <option key={one.value} value={one.value} lang={one.lang}>
            {one.text}
          </option>
        ))}
      </select>
      <Notes name={name} hint={hint} view={view} />
    </div>
  );
}

/** On or off. @param available where there is nothing to switch, the hint says why */
export function SwitchSetting(props: SettingProps<boolean> & { readonly available?: boolean }) {
  const { name, label, hint, view, value, change, available = true } = props;
  const isLocked = view.locked[name] !== undefined;
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          disabled={isLocked || !available}
          aria-describedby={describedBy(name, hint !== undefined, isLocked)}
          checked={value}
          onChange={({ target }) => change(target.checked)}
        />
        <span>{label}</span>
      </label>
      <Notes name={name} hint={hint} view={view} />
    </div>
  );
}
