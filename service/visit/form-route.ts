import type { z } from "zod";
import { answerForm, type Form } from "../web/form.ts";
import { badForm, sentForm, type Visit } from "./visit.ts";

/** A form of one service's host. */
export function formRoute<S extends z.ZodType>(visit: Visit, form: Form<S>): Promise<void> {
  const spend = (once: string) => visit.state.spendForm(once);
  const once = form.once ? { spend, refuse: () => sentForm(visit) } : undefined;
  return answerForm(visit, form, () => badForm(visit), once);
}
