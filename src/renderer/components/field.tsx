import { type ReactNode, useId } from "react";

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly children: ReactNode;
};

/** A control under its label; the hint has the id `<id>-hint`, for the control's `aria-describedby`. */
export function Field({ id, label, hint, children }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint === null ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

type SelectProps<V extends string> = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: V;
  readonly options: readonly (readonly [value: V, label: string])[];
  readonly onChange: (value: V) => void;
};

/** One of several answers. */
export function SelectField<V extends string>({ label, hint, value, options, onChange }: SelectProps<V>) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint ?? null}>
      <select
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([one]) => one === event.target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
