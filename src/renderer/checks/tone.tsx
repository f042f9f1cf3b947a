import type { ReactNode } from "react";
import type { Certainty } from "../../core/service/profile.ts";

import { SHAPES as STATE_SHAPES } from "../components/state-icon.tsx";

/** How an answer looks: each has a shape of its own, so that colour is never the only signal. */
export type Tone = "yes" | "no" | "unsure" | "explained";

/** What isn't refused is a plain yes only where the manual states it. */
export function toneOf(
  verdict: { readonly outcome: "accepted" | "refused"; readonly certainty: Certainty },
  explains: boolean,
): Tone {
  if (verdict.outcome === "refused") return "no";
  if (explains) return verdict.certainty === "unknown" ? "unsure" : "explained";
  return verdict.certainty === "stated" ? "yes" : "unsure";
}

const SHAPES: Readonly<Record<Tone, ReactNode>> = {
  yes: STATE_SHAPES.online,
  no: (
    <>
      <rect x="6" y="6" width="36" height="36" rx="6" className="fill" />
      <path d="m16 16 16 16M32 16 16 32" className="cut" />
    </>
  ),
  unsure: (
    <>
      <path d="M24 5 43 24 24 43 5 24Z" className="fill" />
      <path d="M19.5 20a4.5 4.5 0 1 1 6.8 3.9c-1.6 1-2.3 1.9-2.3 3.6M24 33.5v.2" className="cut thin" />
    </>
  ),
  explained: (
    <>
      <circle cx="24" cy="24" r="18" className="stroke" />
      <path d="M24 22v11M24 15v.2" className="stroke" />
    </>
  ),
};

export function ToneIcon({ tone }: { readonly tone: Tone }) {
  return (
    <svg className={`state-icon tone ${tone}`} viewBox="0 0 48 48" width="32" height="32" aria-hidden="true">
      {SHAPES[tone]}
    </svg>
  );
}
