import { create } from "zustand";
import type { AccessPath, LinkKind } from "../../core/service/manual.ts";
import type { Operation, Plan, Role } from "../../core/service/permissions.ts";
import type { LoginMethod, ServiceId } from "../../core/service/profile.ts";

export type NumberKind = "line" | "sms" | "totp" | "recovery" | "connection-id" | "active-directory";
export type ResetQuestion = "ways" | "password-reset" | "login-method" | "mail-change" | "password-change";

/** What people entered, kept while the window is open. Passwords and codes aren't here: their forms hold them. */
export type Inputs = {
  /** Another service than the window's own. */
  readonly service: ServiceId | null;
  readonly number: { readonly kind: NumberKind; readonly text: string };
  /** Times as a `datetime-local` field has them, in the PC's own zone; "" = none. */
  readonly link: { readonly kind: LinkKind; readonly mailedAt: string };
  readonly unlock: {
    readonly state: "locked" | "trying";
    readonly method: "password" | "other" | "unknown";
    readonly mailedAt: string;
    readonly failures: number;
  };
  readonly secondFactor: {
    readonly method: LoginMethod;
    readonly door: "internet" | "line";
    readonly path: AccessPath | "unknown";
    readonly setting: "on" | "off" | "unknown";
    readonly last: "never" | "at" | "unknown";
    readonly lastAt: string;
  };
  readonly reset: {
    readonly question: ResetQuestion;
    readonly role: Role;
    readonly method: "password" | "other";
  };
  readonly change: {
    readonly role: Role;
    readonly plan: Plan;
    readonly operation: Operation;
    readonly from: LoginMethod;
    readonly to: LoginMethod;
    readonly withMail: boolean;
    readonly trialStart: string;
  };
  readonly loginUrl: {
    readonly onLine: "yes" | "no" | "unknown";
    readonly path: AccessPath | "unknown";
    readonly method: LoginMethod;
  };
};

const START: Inputs = {
  service: null,
  number: { kind: "line", text: "" },
  link: { kind: "unblock", mailedAt: "" },
  unlock: { state: "locked", method: "unknown", mailedAt: "", failures: 1 },
  secondFactor: {
    method: "password",
    door: "internet",
    path: "unknown",
    setting: "unknown",
    last: "unknown",
    lastAt: "",
  },
  reset: { question: "ways", role: "other", method: "password" },
  change: {
    role: "other",
    plan: "basic",
    operation: "mail",
    from: "password",
    to: "google",
    withMail: false,
    trialStart: "",
  },
  loginUrl: { onLine: "unknown", path: "unknown", method: "password" },
};

type Form = Exclude<keyof Inputs, "service">;

type InputStore = Inputs & {
  readonly choose: (service: ServiceId) => void;
  readonly put: <F extends Form>(form: F, change: Partial<Inputs[F]>) => void;
};

export const useInputs = create<InputStore>()((set) => ({
  ...START,
  choose: (service) => set({ service }),
  put: (form, change) => set((before) => ({ [form]: { ...before[form], ...change } })),
}));

/** One form's fields and how to change some of them. */
export function useForm<F extends Form>(form: F): [Inputs[F], (change: Partial<Inputs[F]>) => void] {
  const values = useInputs((store) => store[form]);
  const put = useInputs((store) => store.put);
  return [values, (change) => put(form, change)];
}
