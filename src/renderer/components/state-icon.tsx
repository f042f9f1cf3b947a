import type { ReactNode } from "react";
import type { ViewState } from "../../shared/view.ts";

// The tray icon's marks: each state has a shape of its own, so that colour is never the only signal.
export const SHAPES: Readonly<Record<ViewState, ReactNode>> = {
  "signed-out": <circle cx="24" cy="24" r="16" className="stroke" />,
  working: (
    <>
      <circle cx="9" cy="24" r="5" className="fill dot" />
      <circle cx="24" cy="24" r="5" className="fill dot" />
      <circle cx="39" cy="24" r="5" className="fill dot" />
    </>
  ),
  attention: (
    <>
      <path d="M24 7 42 39H6Z" className="fill edge" />
      <path d="M24 18v10M24 34v.5" className="cut" />
    </>
  ),
  online: (
    <>
      <circle cx="24" cy="24" r="19" className="fill" />
      <path d="m15 24.5 6.5 6.5L33.5 18" className="cut" />
    </>
  ),
  offline: (
    <>
      <path d="M14 36a9 9 0 0 1-1-17.9 12.5 12.5 0 0 1 23.6 0A9 9 0 0 1 34 36Z" className="stroke thin" />
      <path d="M7 6 41 42" className="stroke" />
    </>
  ),
};

export function StateIcon({ state }: { readonly state: ViewState }) {
  return (
    <svg className={`state-icon ${state}`} viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  );
}
