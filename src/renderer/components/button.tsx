import type { ReactNode } from "react";

type ButtonProps = {
  readonly kind: "primary" | "plain" | "danger" | "quiet";
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly autoFocus?: boolean;
};

export function Button({ kind, onPress, children, autoFocus = false }: ButtonProps) {
  return (
    // The dialog's harmless answer takes the focus (WAI-ARIA dialog pattern); nothing else asks for it.
    // biome-ignore lint/a11y/noAutofocus: inside a modal dialog the focus has to go somewhere
    <button type="button" className={`button ${kind}`} onClick={onPress} autoFocus={autoFocus}>
      {children}
    </button>
  );
}
